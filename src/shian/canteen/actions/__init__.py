"""The verbs of a school canteen, by noun."""

from shian.canteen.actions.samples import Line, Samples, retain_samples
from shian.canteen.actions.sharing import Shared, accompany_meal
from shian.canteen.actions.surveys import answer_survey, open_survey

__all__ = ["Line", "Samples", "Shared", "accompany_meal", "answer_survey", "open_survey", "retain_samples"]
