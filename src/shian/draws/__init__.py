"""Draws: a list committed first, a seed revealed after, a result anybody can make again."""
