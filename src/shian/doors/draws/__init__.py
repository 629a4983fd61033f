"""Draws on a screen: the list of them, one with how to check it, and a look-back from its list to its draw."""
