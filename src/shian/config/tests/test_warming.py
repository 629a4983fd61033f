"""What a page server reads before it lets the first request in."""

import pytest
from django.template import engines
from django.urls import get_resolver
from django.utils import timezone

from shian.config import warming
from shian.loop.law import law_of, law_on
from shian.packs.queries import pack_of
from tests.world import small_county

pytestmark = pytest.mark.django_db


def test_the_law_in_force_is_built_once_and_before_anybody_asks() -> None:
    small_county()
    law_of.cache_clear()
    pack_of.cache_clear()
    warming.read_law()
    built = pack_of.cache_info().misses
    law_on(timezone.localdate(), "cn/33/04/83/001/")
    assert built > 0 and pack_of.cache_info().misses == built


def test_a_database_without_law_keeps_nobody_out() -> None:
    warming.warm()
    assert get_resolver().url_patterns


def test_every_template_of_ours_is_compiled() -> None:
    names = set(warming.template_names())
    assert {"ui/pages/completion.html", "ui/parts/stat.html", "entrance/refused.html"} <= names
    assert not any(name.startswith("admin") for name in names)
    for name in names:
        engines["django"].get_template(name)
