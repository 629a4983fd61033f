"""A checklist as a spreadsheet: XLSForm in, XLSForm out, and the XForm which a telephone reads."""
