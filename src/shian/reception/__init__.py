"""What stands before the public door: how often one may knock, calls for clues, and the fast track they open (M30)."""
