"""The ten official forms: drawn from the file, filled once, as PDF by Typst and as Word."""

from shian.complaints.paper.filled import FORMS, Facts, Filled, filled
from shian.complaints.paper.pdf import pages, pdf
from shian.complaints.paper.word import word

__all__ = ["FORMS", "Facts", "Filled", "filled", "pages", "pdf", "word"]
