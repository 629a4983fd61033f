"""Every page of the gallery, held to what the browser's content policy and a screen reader need."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from shian.doors.ui.gallery import parts
from shian.doors.ui.gallery.figures import completion
from shian.doors.ui.gallery.shell import shell_for
from shian.doors.ui.gallery.views import BARE, PAGES
from shian.doors.ui.shapes.parts import Why
from shian.kernel.because import Because

HERE = Path(__file__).parents[1]
SPRITE = set(re.findall(r'<symbol id="([\w-]+)"', (HERE / "static/ui/icons.svg").read_text("utf-8")))
NAMES = [*PAGES, *BARE, "parts"]
NO_LABEL_NEEDED = {"hidden", "submit", "button"}


class Reader(HTMLParser):
    """Collects what the tests below ask about."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.labelled: set[str | None] = set()
        self.ids: list[str] = []
        self._in_label = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.inline += [f"{tag} {name}" for name in told if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in told and told.get("type") != "application/json"):
            self.inline.append(tag)
        if tag == "label":
            self._in_label += 1
            self.labelled.add(told.get("for"))
        if tag in {"input", "select", "textarea"} and told.get("type") not in NO_LABEL_NEEDED and not self._in_label:
            self.controls.append(told)
        if told.get("id"):
            self.ids.append(str(told["id"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._in_label -= 1


def drawn(name: str, language: str = "zh-hans") -> str:
    with translation.override(language):
        if name in BARE:
            return render_to_string(BARE[name])
        page = parts.ALL if name == "parts" else PAGES[name]()
        return render_to_string(
            page.template, {"page": page, "names": [], "shell": shell_for(name, "/")}, RequestFactory().get("/")
        )


def read(name: str) -> Reader:
    reader = Reader()
    reader.feed(drawn(name))
    return reader


@pytest.mark.parametrize("name", NAMES)
def test_a_page_holds_no_inline_script_or_style(name: str) -> None:
    assert read(name).inline == []


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_label(name: str) -> None:
    reader = read(name)
    assert [control for control in reader.controls if control.get("id") not in reader.labelled] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_identity_stands_twice_on_a_page(name: str) -> None:
    ids = read(name).ids
    assert sorted({one for one in ids if ids.count(one) > 1}) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_in_the_sprite(name: str) -> None:
    used = set(re.findall(r"icons[\w.]*\.svg#([\w-]*)", drawn(name)))
    assert used - SPRITE == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_main_heading_and_a_language(name: str) -> None:
    page = drawn(name)
    assert page.count('id="main"') == 1
    assert '<html lang="zh-Hans"' in page
    assert '<html lang="en"' in drawn(name, "en")


def test_a_vacancy_says_so_in_words() -> None:
    assert "空缺，无人在岗" in drawn("dossier")


def test_an_assumed_value_says_so_in_words() -> None:
    assert "此值尚无正式出处" in drawn("finding")


def test_a_reason_keeps_its_assumption_on_the_way_to_the_screen() -> None:
    why = Why.of(Because(5, "设计值", {"户数": 12}, assumed=True), "5 个工作日", question="为什么")
    with translation.override("zh-hans"):
        drawn_why = render_to_string("ui/parts/because.html", {"why": why})
    assert "5 个工作日" in drawn_why
    assert "<dt>户数</dt><dd>12</dd>" in drawn_why
    assert "假定" in drawn_why


def test_the_sum_of_the_bar_is_the_plan() -> None:
    page = completion()
    assert sum(float(part.width) for part in page.bar) == pytest.approx(100, abs=0.05)


def test_every_form_that_writes_carries_the_token() -> None:
    without = [
        form
        for name in PAGES
        for form in re.findall(r"<form\b.*?</form>", drawn(name), re.S)
        if 'method="post"' in form and "csrfmiddlewaretoken" not in form
    ]
    assert without == []
