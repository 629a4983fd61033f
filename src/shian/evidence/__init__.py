"""Evidence: photographs and files, by hash, with place and time kept apart."""
