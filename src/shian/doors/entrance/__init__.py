"""The entrance: in by phone and password, out, and in which language."""
