"""Tables as offices send them: found, opened, read in order, and given back with remarks."""
