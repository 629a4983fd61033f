"""Money is whole fen; people read yuan."""

FEN = 100  # in a yuan


def yuan(fen: int) -> str:
    """An amount in yuan from whole fen, as in 1,234.50."""
    return f"{fen // FEN:,}.{fen % FEN:02d}"
