"""The door of sealed clues: for whoever tells, without an account; and the desk of those who work on it."""
