"""How often Python looks for rings of objects that nobody holds any more."""

import gc


def collect_seldom(young: int = 50_000, older: int = 20) -> None:
    """What stands now stands to the end: to look for rings again and again among all that is known was a quarter of a writer's
    time, a fifth of a long import, a third of making the tables. Whose work leaves no rings may look more seldom still.

    Young: objects made and not yet freed before the youngest are looked through; older: so many such looks before the next age.
    Asked again, it does nothing.
    """
    if gc.get_freeze_count():
        return
    gc.collect()
    gc.freeze()
    gc.set_threshold(young, older, older)
