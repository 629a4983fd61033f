"""Clocks of a check and the match of online shops: plain values in, plain values out."""
