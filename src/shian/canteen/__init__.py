"""School canteens (M20): accompanied meals, retained samples, the survey of a term."""
