"""Verbs on places: enter them, and change the tree on a day."""
