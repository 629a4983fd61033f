"""The door of truthful visits: signals with their reasons, the draw they lead to, and nothing else."""
