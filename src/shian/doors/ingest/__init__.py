"""The mass door: one small ASGI process that takes sheets, many phones and machines at once, through the same gate."""
