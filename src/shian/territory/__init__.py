"""Territory: the tree of places, province to village, grids and stations below, zones beside; dated changes."""
