"""Joint operations: list, plan, one with teams and figures that open, one object's record by phone, a notice between departments."""
