"""The desk of complaints and reports."""
