"""What looks across rooms: pages, the phone, the API. Doors read input, ask or act once, and answer."""
