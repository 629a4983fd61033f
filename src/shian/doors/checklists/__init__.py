"""At the desk: an office's own checklists, from a spreadsheet to the phone."""
