from django.utils.translation import override

from shian.kernel.spelled import apart, headed, in_a_row, noted


def test_each_language_writes_its_own_marks_between_words() -> None:
    with override("zh-hans"):
        said = [in_a_row(["甲", "乙"]), apart(["甲", "乙"]), headed("甲", "乙"), noted("甲", 2)]
        assert said == ["甲、乙", "甲；乙", "甲：乙", "甲（2）"]
    with override("en"):
        said = [in_a_row(name for name in "ABC"), apart(["A", "B"]), headed("A", "B"), noted("A", 2), in_a_row([])]
        assert said == ["A, B, C", "A; B", "A: B", "A (2)", ""]
