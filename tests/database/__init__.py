"""PostgreSQL as the tests use it: entered as the bootstrap superuser, lowered to the application's role at once.

So a test's queries meet row-level security like everybody's, and `as_owner()` sees the same uncommitted transaction.
"""
