"""The phone of a cadre: today, whom I answer for, a visit from door to receipt, a fix looked at."""
