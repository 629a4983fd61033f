"""The headings of the law's lists, in both languages."""

from pathlib import Path

from django.utils.translation import override

from shian.doors.ui.modules import MODULES, module_words
from shian.packs.loader import load

LAW = Path(__file__).parents[5] / "packs" / "cn"


def test_every_heading_of_the_law_is_said_in_english_and_an_office_s_own_as_it_wrote_it() -> None:
    headings = {item.module for one in load(LAW)[0].pack.checklists.values() for item in one.items} - {""}
    assert headings == MODULES
    with override("en"):
        assert [one for one in MODULES if not module_words(one).isascii() and "’" not in module_words(one)] == []
        assert module_words("冷链夜查") == "冷链夜查"
    with override("zh-hans"):
        assert {module_words(one) for one in MODULES} == MODULES
