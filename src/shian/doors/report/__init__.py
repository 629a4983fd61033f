"""The door for whoever wants to tell something: a report in four steps, and its state by receipt. No account (M19, M30)."""
