"""How a secret is kept."""

from shian.people.rules import digest


def test_what_is_kept_of_a_token_is_its_sha256() -> None:
    assert digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest("密") != digest("蜜")
