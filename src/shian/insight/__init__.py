"""Insight: figures that open. Reads all, changes nothing."""
