"""What a field app sends that no form of ours asked for: clocks ahead, other versions, corrections."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from shian.checklists.actions import publish_form
from shian.checklists.tests.forms import xlsx
from shian.checklists.xlsform.importing import import_file
from shian.kernel.wall import worn
from shian.loop.law import law_on
from shian.people.actions.accounts import issue_token
from tests.at_the_doors import bound_and_planned, stand_still
from tests.field_app import FieldApp
from tests.stories.test_field_apps import FORM, LIST, all_good, kept
from tests.world import COUNTY, FOUNDER, NOW, TODAY, World, business, small_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    world = small_county()
    business(world)
    bound_and_planned(world)
    return world


@pytest.fixture
def cadre(world: World) -> FieldApp:
    with worn(FOUNDER):
        _row, secret = issue_token(
            world.people["village"], "village", expires_at=timezone.now() + timedelta(days=3), by=FOUNDER
        )
    return FieldApp("anything", secret)


def test_a_clock_half_a_day_ahead_is_the_same_form_when_it_is_sent_again_tomorrow(
    world: World, cadre: FieldApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = cadre.fetched(FORM)
    xml = form.filled(all_good(form, end=(NOW + timedelta(days=1)).isoformat()))
    assert cadre.sent(xml)[0] == 201
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=1, hours=2))
    assert cadre.sent(xml)[0] == 201
    assert kept() == (1, 0, 1)


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ((b'version="2"', b'version="x"'), 404, "「x」版"),
        ((b'version="2"', b'version="0"'), 404, "「0」版"),
        ((FORM.encode(), b"nowhere"), 404, "没有这份表"),
        ((b"<instanceID", b"<deprecatedID>uuid:1</deprecatedID><instanceID"), 422, "请在网页上更正"),
    ],
)
def test_a_form_that_was_never_ours_is_refused_in_a_sentence(
    world: World, cadre: FieldApp, change: tuple[bytes, bytes], status: int, sentence: str
) -> None:
    form = cadre.fetched(FORM)
    plain = form.filled(all_good(form)).replace(b"<ns0:", b"<").replace(b"</ns0:", b"</")
    assert change[0] in plain
    said_status, words = cadre.sent(plain.replace(*change, 1))
    assert (said_status, sentence in words) == (status, True), words
    assert kept() == (0, 0, 0)


def test_a_group_may_be_called_like_a_question(world: World, cadre: FieldApp, tmp_path: Any) -> None:
    survey = [
        ["type", "name", "label", "relevant"], ["begin_group", "store", "库房"], ["integer", "store", "几间"], ["text", "more", "说说", "${store} > 1"],
        ["end_group"], ["begin_group", "more", "其他"], ["text", "rest", "还有"], ["end_group"],
    ]  # fmt: skip
    file = tmp_path / "same.xlsx"
    file.write_bytes(xlsx(survey=survey))
    office = world.actor("office")
    with worn(office):
        asked = law_on(TODAY, COUNTY).pack.checklists[LIST]
        publish_form(import_file(file).form, asked, ground=COUNTY, by=office, now=NOW)
    form = cadre.fetched(FORM)
    assert {"store", "more", "rest"} <= set(form.fields)
    assert cadre.sent(form.filled(all_good(form, store="2", more="冷库在后院")))[0] == 201
