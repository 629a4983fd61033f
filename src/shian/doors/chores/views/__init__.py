"""A module for each chore."""
