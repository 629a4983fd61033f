"""Sealed clues: what somebody tells who must not be known, behind a receipt; who they are, behind two keys."""
