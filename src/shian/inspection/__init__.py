"""Statutory inspection (监督检查, Order 49), risk grading, and the faces of catering."""
