"""Open311 GeoReport v2: other people's programs bring reports, and read what of them may be public."""
