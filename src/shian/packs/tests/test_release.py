"""Releases: loaded once, by those who may, never changed, found by day and place."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.refused import Denied, Missing
from shian.kernel.wall import worn
from shian.packs.actions import load_release
from shian.packs.loader import load
from shian.packs.models import Release
from shian.packs.queries import calendar, current_release, pack_of, programme
from shian.packs.tests.cn import changed, copied, national, tongxiang
from shian.people.models import Role

pytestmark = pytest.mark.django_db

INSTALLER = Actor("installer", grants=(Grant(frozenset({"load_release"}), Reach.GROUND, "cn/"),))
REFUSED = "permission denied|immutable"  # the role may not; and were it granted, a trigger would refuse
COUNTY = Actor("county", grants=(Grant(frozenset({"load_release"}), Reach.GROUND, "cn/33/04/83/"),))
STRANGER = Actor("stranger", grants=(Grant(frozenset({"see"}), Reach.GROUND, "cn/"),))


@pytest.fixture(autouse=True)
def _installing() -> Iterator[None]:
    with worn(INSTALLER):
        yield


def test_a_release_is_the_pack_and_comes_back_whole() -> None:
    release = load_release(national(), by=INSTALLER)
    assert pack_of(release.pk) == national().pack
    assert release.digest == national().hash
    assert programme("daily_record", release).title.zh == "日管控"
    assert not calendar(release).is_working(date(2026, 10, 1))
    with pytest.raises(Missing, match="nonsense"):
        programme("nonsense", release)


def test_the_same_content_is_the_same_release() -> None:
    assert load_release(national(), by=INSTALLER).pk == load_release(national(), by=INSTALLER).pk
    assert Release.objects.count() == 1


def test_a_mistake_is_taken_back_by_loading_the_old_folder_again(tmp_path: Path) -> None:
    first, folder, when = load_release(national(), by=INSTALLER), copied(tmp_path), date(2026, 7, 1)
    changed(folder, "roles.toml", "市场监管所人员", "写错了的人员")
    mistaken = load_release(load(folder)[0], by=INSTALLER)
    assert current_release(when).pk == mistaken.pk
    again = load_release(national(), by=INSTALLER)
    assert (current_release(when).pk, again.digest) == (again.pk, first.digest)
    assert len({first.pk, mistaken.pk, again.pk}) == 3
    assert Role.objects.get(key="station_officer").title == "市场监管所人员"
    assert load_release(national(), by=INSTALLER).pk == again.pk
    assert load_release(load(folder)[0], by=INSTALLER).pk not in (mistaken.pk, again.pk)
    assert Release.objects.count() == 4


def test_roles_come_with_the_law_and_follow_it(tmp_path: Path) -> None:
    load_release(national(), by=INSTALLER)
    officer = Role.objects.get(key="station_officer")
    assert (officer.title, officer.reach, officer.system) == ("市场监管所人员", "ground", False)
    assert "order" in officer.verbs
    assert Role.objects.get(key="clock").system
    folder = copied(tmp_path)
    changed(folder, "roles.toml", "市场监管所人员", "市场监管所执法人员")
    load_release(load(folder)[0], by=INSTALLER)
    assert Role.objects.get(key="station_officer").title == "市场监管所执法人员"
    assert (Release.objects.count(), Role.objects.count()) == (2, len(national().pack.roles))


def test_who_may_not_load_writes_nothing() -> None:
    with pytest.raises(Denied):
        load_release(national(), by=STRANGER)
    with pytest.raises(Denied):
        load_release(national(), by=COUNTY)
    assert (Release.objects.count(), Role.objects.count()) == (0, 0)


def test_a_county_may_load_its_own_overlay() -> None:
    assert load_release(tongxiang(), by=COUNTY).jurisdiction == "cn/33/04/83/"
    assert not Role.objects.exists()


def test_a_release_is_immutable() -> None:
    release = load_release(national(), by=INSTALLER)
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        Release.objects.update(version="forged")
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        Release.objects.filter(pk=release.pk).delete()
    assert Release.objects.get().version == national().pack.version


def test_the_nearest_law_in_force_is_found() -> None:
    nation = load_release(national(), by=INSTALLER)
    county = load_release(tongxiang(), by=INSTALLER)
    assert current_release(date(2026, 7, 1), "cn/33/04/83/001/").pk == county.pk
    assert current_release(date(2025, 12, 31), "cn/33/04/83/001/").pk == nation.pk
    assert current_release(date(2026, 7, 1), "cn/33/04/02/").pk == nation.pk
    assert current_release(date(2026, 7, 1)).pk == nation.pk


def test_a_later_release_is_not_in_force_before_its_day() -> None:
    first = load_release(national(), by=INSTALLER)
    later = replace(national().pack, version="2027.1", effective_from=date(2027, 1, 1))
    files = {**national().tree.files, "pack.toml": {**national().tree.files["pack.toml"], "version": "2027.1"}}
    second = load_release(replace(national(), pack=later, tree=replace(national().tree, files=files)), by=INSTALLER)
    assert current_release(date(2026, 12, 31)).pk == first.pk
    assert current_release(date(2027, 1, 1)).pk == second.pk


def test_no_law_is_said_in_a_sentence() -> None:
    with pytest.raises(Missing, match="还没有生效的法规"):
        current_release(date(2026, 7, 1))
