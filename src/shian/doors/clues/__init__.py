"""The door of clues: the inbox, one clue with its way and clock, online shops, supervisors, and what somebody sent."""
