"""Rows of the mass path, made and read without Django's ceremony: they are what Django would have made and read."""

from datetime import date
from uuid import uuid4

import pytest
from django.forms import model_to_dict
from django.utils import timezone

from shian.checklists.models import Sheet
from shian.kernel.bulk import insert_many
from shian.kernel.rows import fresh, stored
from shian.kernel.wall import worn
from shian.loop.models import Task
from shian.registry.models import Business
from tests import world as stage
from tests.world import FOUNDER


def test_a_fresh_row_is_what_the_model_makes() -> None:
    said = {"id": uuid4(), "business_id": uuid4(), "programme": "p", "on_day": date(2026, 9, 14), "path": "cn/"}
    ours, django = fresh(Sheet, **said), Sheet(**said)
    assert {f.attname: getattr(ours, f.attname) for f in Sheet._meta.concrete_fields} == {
        f.attname: getattr(django, f.attname) for f in Sheet._meta.concrete_fields
    }
    assert ours._state.adding and ours == django and fresh(Sheet).pk != fresh(Sheet).pk
    assert fresh(Sheet).answers is not fresh(Sheet).answers


def test_a_strange_name_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        fresh(Sheet, colour="red")


@pytest.mark.django_db
def test_a_stored_row_is_what_the_query_reads() -> None:
    world = stage.small_county()
    shop = stage.business(world, uscc="91330483MA00000017")
    task = fresh(Task, act="visit", programme="p", business_id=shop.pk, because={"value": "为什么"}, path=shop.path)
    task.path_then, task.recorded_at = shop.path, timezone.now()
    with worn(FOUNDER):
        insert_many(Task, [task])
        (read,) = stored(Task, (), "id = ANY(%s)", [[task.pk]])
        assert model_to_dict(read) == model_to_dict(Task.objects.visible_to(FOUNDER).get(pk=task.pk))
        assert (read._state.adding, read.because) == (False, {"value": "为什么"})
        (some,) = stored(Business, ("name",), "id = ANY(%s)", [[shop.pk]])
        assert (
            some.get_deferred_fields() >= {"kind", "path"} and some.kind == shop.kind
        )  # the rest is asked for when read
    assert stored(Business, (), "id = ANY(%s)", [[shop.pk]]) == []  # behind the wall of nobody there is nothing
