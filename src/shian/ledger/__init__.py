"""Ledger: who did what, when, to which row; and the outbox, a cursor over it."""
