"""Verbs on people, posts and roles."""
