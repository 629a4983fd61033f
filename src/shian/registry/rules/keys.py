"""By what a row of a file is known again: numbers where there are some, else name and place."""

from collections.abc import Callable, Mapping

from shian.registry.rules.characters import key_of
from shian.registry.rules.columns import Target
from shian.registry.rules.kinds import Kind

Key = tuple[str, str]


def business_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    """By number where there is one; a stall by name and place. A school's code also stands on its canteens."""
    keys: list[Key] = []
    if values.get("uscc") and values.get("kind") != Kind.CANTEEN:
        keys.append(("uscc", values["uscc"]))
    if values.get("licence"):
        keys.append(("licence", values["licence"]))
    if values.get("name") and values.get("path"):
        keys.append(("name", f"{key_of(values['name'])}@{values['path']}@{key_of(values.get('address', ''))}"))
    return tuple(keys)


def cadre_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    return (("phone", values["phone"]),) if values.get("phone") else ()


def binding_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    """A business has one principal cadre at a time, whoever he is."""
    for column in ("uscc", "licence"):
        if values.get(column):
            return ((column, values[column]),)
    name = values.get("business_name")
    return (("business_name", key_of(name)),) if name else ()


KEYS: Mapping[Target, Callable[[Mapping[str, str]], tuple[Key, ...]]] = {
    Target.BUSINESSES: business_keys,
    Target.CADRES: cadre_keys,
    Target.BINDINGS: binding_keys,
}
