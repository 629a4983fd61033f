"""The door of random checks: the lists, a round from its plan to its publication, and what everybody may read of it."""
