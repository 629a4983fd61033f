"""The counts of an oversight, and who stands above a place."""

from datetime import date

from shian.oversight.rules import Count, Standing, counted, stands_above

DAY = date(2026, 9, 14)
BEFORE, AFTER = date(2026, 9, 11), date(2026, 9, 15)


def test_each_problem_stands_in_one_part_of_the_count() -> None:
    rows = [
        Standing(DAY),  # due today: not late
        Standing(BEFORE),  # late
        Standing(DAY, DAY, accepted=True),  # on the last day: in time
        Standing(BEFORE, DAY, accepted=True),  # fixed, but not in time
        Standing(AFTER, BEFORE, accepted=True),
        Standing(BEFORE, BEFORE),  # answered: it is the team that is waited for
    ]
    count = counted(rows, DAY)
    assert count == Count(listed=6, fixed=3, in_time=2, waiting=1, late=1)
    assert count.open == 1
    assert count.fixed + count.waiting + count.late + count.open == count.listed


def test_nothing_listed_counts_nothing() -> None:
    assert counted([], DAY) == Count(0, 0, 0, 0, 0)


def test_only_strictly_above_looks_down() -> None:
    assert stands_above("cn/33/04/83/", "cn/33/04/83/001/")
    assert not stands_above("cn/33/04/83/", "cn/33/04/83/")
    assert not stands_above("cn/33/04/83/001/", "cn/33/04/83/")
    assert not stands_above("cn/33/04/81/", "cn/33/04/83/001/")
