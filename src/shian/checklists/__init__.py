"""Checklists: versions, items with a stable question code, answer sheets."""
