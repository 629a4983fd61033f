"""The pages of each chore from their rows."""
