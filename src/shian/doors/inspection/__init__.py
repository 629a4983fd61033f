"""The regulator's door: inspections sent, confirmed, made public; risk graded."""
