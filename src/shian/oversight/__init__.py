"""Superior inspection of places (督查, M51): a team looks at a place; each problem is owed by the unit responsible."""
