"""Numbers of persons: sealed in the table, found by a keyed index, opened with whichever key sealed them."""

from base64 import b64encode
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.concealed import KeyLost, blind_index, conceal, mask_identity, mask_phone, reveal
from shian.people.models import Person
from tests.roles import as_root
from tests.rows import plant

OLD, NEW = (b64encode(bytes([n]) * 32).decode() for n in (1, 2))
PHONE, IDENTITY = "13812345678", "330483199001011234"


@given(st.text())
def test_what_is_sealed_opens_again_and_never_looks_the_same(text: str) -> None:
    one, other = conceal(text), conceal(text)
    assert reveal(one) == reveal(other) == text
    assert one != other


def test_keys_rotate(settings: Any) -> None:
    settings.SHIAN_DATA_KEYS = [OLD]
    before = conceal(PHONE)
    settings.SHIAN_DATA_KEYS = [NEW, OLD]
    after = conceal(PHONE)
    assert (reveal(before), reveal(after)) == (PHONE, PHONE)
    settings.SHIAN_DATA_KEYS = [NEW]
    assert reveal(after) == PHONE
    with pytest.raises(KeyLost):
        reveal(before)


def test_a_changed_byte_is_noticed() -> None:
    sealed = bytearray(conceal(PHONE))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        reveal(bytes(sealed))


@pytest.mark.django_db
def test_the_table_holds_no_number() -> None:
    person = plant(Person, path="cn/33/", phone=PHONE, identity=IDENTITY, phone_index=blind_index(PHONE))
    with as_root(), connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text, phone, identity FROM people_person p")
        text, *raw = cursor.fetchone()
        kept = Person._base_manager.get(pk=person.pk)
        found = Person._base_manager.get(phone_index=blind_index(PHONE))
    for number in (PHONE, IDENTITY):
        assert number not in text
        assert number.encode().hex() not in text
        assert all(number.encode() not in bytes(sealed) for sealed in raw)
    assert (kept.phone, kept.identity) == (PHONE, IDENTITY)
    assert found == person


@pytest.mark.django_db
def test_saving_it_seals_too_and_nothing_is_stored_as_nothing() -> None:
    person = plant(Person, path="cn/33/")
    with as_root(), connection.cursor() as cursor:
        Person._base_manager.filter(pk=person.pk).update(phone=PHONE)
        cursor.execute("SELECT phone, identity FROM people_person")
        phone, identity = cursor.fetchone()
        kept = Person._base_manager.get()
    assert (reveal(bytes(phone)), identity) == (PHONE, None)
    assert (kept.phone, kept.identity) == (PHONE, "")


def test_the_index_is_keyed_and_says_nothing_of_nothing(settings: Any) -> None:
    settings.SHIAN_INDEX_KEY = OLD
    one = blind_index(PHONE)
    assert (len(one), one, blind_index("")) == (32, blind_index(PHONE), "")
    assert blind_index("13812345679") != one
    settings.SHIAN_INDEX_KEY = NEW
    assert blind_index(PHONE) != one


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (PHONE, "138****5678"),
        ("88123456", "******56"),
        ("12", "12"),
        ("1", "1"),
        ("", ""),
        ("057388123456", "057****3456"),
    ],
)
def test_a_phone_is_masked(number: str, shown: str) -> None:
    assert mask_phone(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(IDENTITY, "330483**********34"), ("12345", "*****"), ("1234567890", "123456**90")]
)
def test_an_identity_is_masked(number: str, shown: str) -> None:
    assert mask_identity(number) == shown
