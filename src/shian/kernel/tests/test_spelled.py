from django.utils.translation import override

from shian.kernel.spelled import apart, headed, in_a_row, noted, plural


def test_each_language_writes_its_own_marks_between_words() -> None:
    with override("zh-hans"):
        said = [in_a_row(["甲", "乙"]), apart(["甲", "乙"]), headed("甲", "乙"), noted("甲", 2)]
        assert said == ["甲、乙", "甲；乙", "甲：乙", "甲（2）"]
    with override("en"):
        said = [in_a_row(name for name in "ABC"), apart(["A", "B"]), headed("A", "B"), noted("A", 2), in_a_row([])]
        assert said == ["A, B, C", "A; B", "A: B", "A (2)", ""]


def test_one_and_many() -> None:
    with override("zh-hans"):
        assert [plural("%(n)s 天", n) for n in (1, 2)] == ["1 天", "2 天"]
    with override("en"):
        assert [plural("%(n)s 天", n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
        assert plural("%(sentence)s；%(n)s 项没检查", 1, sentence="Handed in") == "Handed in; 1 item not checked"
