from django.utils.translation import override

from shian.kernel.spelled import in_a_row


def test_each_language_puts_words_in_a_row_its_own_way() -> None:
    with override("zh-hans"):
        assert in_a_row(["甲", "乙"]) == "甲、乙"
    with override("en"):
        assert in_a_row(name for name in ("A", "B", "C")) == "A, B, C"
        assert in_a_row([]) == ""
