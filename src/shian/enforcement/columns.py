"""Columns that the tables of this room are made of."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


def keys(words: str = "") -> "ArrayField[list[uuid.UUID], list[uuid.UUID]]":
    """A list of keys in one column."""
    return ArrayField(models.UUIDField(), default=list, blank=True, help_text=words)


def words(most: int, said: str = "") -> "models.CharField[str, str]":
    """A text that may be empty."""
    return models.CharField(max_length=most, blank=True, default="", help_text=said)


def terms(said: str = "") -> "ArrayField[list[str], list[str]]":
    """A list of words of a closed vocabulary."""
    return ArrayField(models.CharField(max_length=30), default=list, blank=True, help_text=said)


def listed(said: str = "") -> "models.JSONField[list[dict[str, Any]], list[dict[str, Any]]]":
    return models.JSONField(default=list, blank=True, help_text=said)
