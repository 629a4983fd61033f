"""Numbers of persons: sealed at rest, found by a keyed index, opened by old keys after a rotation."""

import base64
from collections.abc import Iterator

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.concealed import KeyLost, blind_index, conceal, mask_identity, mask_phone, reveal
from shian.kernel.wall import worn
from shian.people.models import Person
from shian.people.tests.conftest import FOUNDER

OLD, NEW, OTHER = (base64.b64encode(letter * 32).decode() for letter in (b"o", b"n", b"x"))
PHONE, IDENTITY = "13800000001", "330483199001011234"


@pytest.fixture(autouse=True)
def _old_key() -> Iterator[None]:
    with override_settings(SHIAN_DATA_KEYS=[OLD], SHIAN_INDEX_KEY=OTHER):
        yield


@given(st.text(min_size=1))
def test_what_was_sealed_opens_and_is_never_the_same_twice(text: str) -> None:
    with override_settings(SHIAN_DATA_KEYS=[OLD]):
        sealed = conceal(text)
        assert reveal(sealed) == text
        assert conceal(text) != sealed


def test_after_a_rotation_old_values_open_and_new_ones_need_the_new_key() -> None:
    before = conceal(PHONE)
    with override_settings(SHIAN_DATA_KEYS=[NEW, OLD]):
        assert reveal(before) == PHONE
        after = conceal(PHONE)
    with override_settings(SHIAN_DATA_KEYS=[NEW]):
        assert reveal(after) == PHONE
        with pytest.raises(KeyLost):
            reveal(before)


def test_a_touched_value_does_not_open() -> None:
    sealed = bytearray(conceal(PHONE))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        reveal(bytes(sealed))


def test_the_index_is_keyed_and_the_empty_text_has_none() -> None:
    index = blind_index(PHONE)
    assert index == blind_index(PHONE)
    assert index != blind_index("13800000002")
    assert blind_index("") == ""
    with override_settings(SHIAN_INDEX_KEY=NEW):
        assert blind_index(PHONE) != index


@pytest.mark.django_db
def test_no_number_lies_in_the_table_in_plain() -> None:
    with worn(FOUNDER):
        Person.objects.create(name="张三", path="cn/", phone=PHONE, phone_index=blind_index(PHONE), identity=IDENTITY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT p::text, encode(phone, 'escape'), identity FROM people_person p")
            text, escaped, sealed = cursor.fetchone()
        assert PHONE not in text + escaped
        assert IDENTITY not in text
        assert IDENTITY.encode() not in bytes(sealed)
        person = Person.objects.visible_to(FOUNDER).get()
        assert (person.phone, person.identity) == (PHONE, IDENTITY)


@pytest.mark.django_db
def test_an_empty_number_is_stored_as_none() -> None:
    with worn(FOUNDER):
        Person.objects.create(name="张三", path="cn/", phone="")
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone IS NULL FROM people_person")
            assert cursor.fetchone() == (True,)
        assert Person.objects.visible_to(FOUNDER).get().phone == ""


def test_the_screen_shows_a_mask() -> None:
    assert mask_phone(PHONE) == "138****0001"
    assert mask_identity(IDENTITY) == "330483**********34"
    for short in ("", "1", "12", "12345"):
        assert len(mask_phone(short)) == len(short)
        assert mask_identity(short) == "*" * len(short)
