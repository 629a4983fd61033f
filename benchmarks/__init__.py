"""What must be fast, measured beside the bare database in the same run: `python -m benchmarks [NAME]`."""
