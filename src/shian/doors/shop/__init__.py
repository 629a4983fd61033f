"""The shop: today's record, the week, the month, problems and fixes, rest days, posts, history."""
