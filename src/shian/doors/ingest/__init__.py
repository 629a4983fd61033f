"""The mass door: small processes that take sheets, many phones and machines at once, through the same gate."""
