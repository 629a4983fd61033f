"""Whoever tells, and the desk."""
