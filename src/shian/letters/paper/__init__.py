"""A letter on paper: the words once, as PDF by Typst, as pictures for the screen, as Word."""

from shian.letters.paper.pdf import pages, pdf, unprintable
from shian.letters.paper.sheet import Paper, paper_of
from shian.letters.paper.word import word

__all__ = ["Paper", "pages", "paper_of", "pdf", "unprintable", "word"]
