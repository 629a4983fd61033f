"""What a page is given: frozen shapes, filled by the views and read by the templates. The template never asks the database."""
