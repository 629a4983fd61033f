"""Shian (食安): every business has a named person who answers for it, and no problem is let go until it is fixed."""
