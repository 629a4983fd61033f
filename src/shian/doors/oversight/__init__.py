"""The superior's door: an oversight of a place, its units, talks and problems; the unit answers here too."""
