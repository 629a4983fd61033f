"""The door for everybody: what was published, without an account, on any phone (M11, M12, M20)."""
