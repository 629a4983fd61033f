"""How a secret is kept, and how little of a name is told."""

import pytest

from shian.people.rules import digest, surname


def test_what_is_kept_of_a_token_is_its_sha256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("密") != digest("蜜")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("王小明", "王"),
        ("王", "王"),
        ("", ""),
        ("欧阳修", "欧阳"),
        ("欧阳", "欧"),
        ("诸葛孔明", "诸葛"),
        ("令狐冲", "令狐"),
    ],
)
def test_all_that_is_told_of_a_name_is_the_surname(name: str, told: str) -> None:
    assert surname(name) == told
