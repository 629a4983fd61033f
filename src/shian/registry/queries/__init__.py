"""Questions to the registry; the first argument is the viewer."""
