"""Verbs on roles, posts, tenures, persons and accounts: a module for each noun."""
