"""Clues (线索, M21 M29 M53): one inbox for whatever may be an offence, until it is known whether a case is filed."""
