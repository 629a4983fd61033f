"""The worklist of officials: the first page of the day."""
