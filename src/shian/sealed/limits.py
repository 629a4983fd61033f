"""What one clue may bring, in our own numbers: none of these is law."""

PAGES_MOST = 60  # of a PDF that is drawn
PIXELS_A_PAGE = 4_000_000
UNPACKED_MOST = 80 * 1024 * 1024  # of a Word file
# All that comes in one sending, files and form together: more is refused before it is read.
SENDING_MOST = 32 * 1024 * 1024
