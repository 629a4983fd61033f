"""Every part and page with made-up sample data, to look at and to photograph; served in demo and debug only."""
