"""Packs: the law as data, in immutable releases."""
