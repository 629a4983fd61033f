"""The verbs of truthful visits."""

from shian.truth.actions.drawing import chances_of, draw_back_checks, seal_back_checks
from shian.truth.actions.explaining import explain_visit
from shian.truth.actions.weighing import weigh_visits

__all__ = ["chances_of", "draw_back_checks", "explain_visit", "seal_back_checks", "weigh_visits"]
