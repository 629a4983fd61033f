"""What a page is given: frozen shapes, filled by views, read by templates. A template never asks the database."""
