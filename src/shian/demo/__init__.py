"""A made-up world, played through the verbs: what the house does when people use it."""
