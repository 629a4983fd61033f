"""What a thing of the law is called, in both languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Title:
    zh: str
    en: str
