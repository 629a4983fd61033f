"""双随机一公开: whom to look at and who goes are both drawn, and what came of it is public."""
