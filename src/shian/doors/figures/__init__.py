"""Figures that open: completion and its neighbours, by place, grade and period."""
