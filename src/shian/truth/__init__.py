"""Truthful visits (B2): signals choose back-checks by a seeded draw; they score and punish nobody."""
