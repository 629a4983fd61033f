"""People: persons, organisations, posts held for a time, grants to posts."""
