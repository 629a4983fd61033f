"""What changed between two packs, in prose an official can read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from fractions import Fraction
from typing import Any

from shian.packs.cite import Cite, Span
from shian.packs.limits import Limit
from shian.packs.schema import Checklist, Item, Pack, Programme, Selector
from shian.packs.titles import Title

_PARTS = {
    "programmes": "programme",
    "checklists": "checklist",
    "roles": "role",
    "sources": "source",
    "indicators": "indicator",
    "letters": "letter",
    "issuers": "issuer",
    "facts": "wording of facts",
    "clocks": "limit",
    "calendar": "calendar year",
    "tiers": "layers",
    "categories": "category",
    "departments": "department",
    "key_days": "key day",
    "synonyms": "synonyms",
}


@dataclass(frozen=True)
class Change:
    """One sentence, and of which part and key of the pack it speaks; a part that is one thing has no key."""

    part: str
    key: str
    sentence: str


def changes(old: Pack, new: Pack) -> list[Change]:
    """Sentences, in the order of the pack's parts, each with what it speaks of; none where the law says the same."""
    found: list[Change] = []
    for part, noun in _PARTS.items():
        before, after = _told(getattr(old, part)), _told(getattr(new, part))
        for key in sorted(before.keys() | after.keys(), key=str):
            found += (Change(part, str(key), said) for said in _named(noun, key, before, after))
    for part in (
        "grading",
        "appointments",
        "loads",
        "identity",
        "recurrence",
        "truth",
        "complaints",
        "sealed",
        "enforcement",
        "hotline",
        "risk_points",
    ):
        found += (Change(part, "", said) for said in _changes(part, getattr(old, part), getattr(new, part)))
    return found


def _told(things: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """Those that stand in a file of their own: the reports of a campaign change with it."""
    return {key: thing for key, thing in things.items() if not getattr(thing, "part_of", "")}


def touched(one: Change, law: Pack) -> tuple[frozenset[str], frozenset[str]]:
    """Whose open tasks a change speaks of: programmes by key, and acts of clocks that belong to no programme."""
    programmes = law.programmes.values()
    match one.part:
        case "programmes":
            return frozenset({one.key}), frozenset()
        case "checklists":
            return frozenset(
                p.key for p in programmes if any(c.checklist == one.key for c in p.what.checklists)
            ), frozenset()
        case "letters":
            return frozenset(p.key for p in programmes if any(rung.letter == one.key for rung in p.ladder)), frozenset()
        case "clocks":
            return frozenset(), frozenset({one.key})
        case _:
            return frozenset(), frozenset()


def _named(noun: str, key: Any, old: Mapping[Any, Any], new: Mapping[Any, Any]) -> Iterator[str]:
    if key not in old:
        yield f"{noun} {key} is new{_called(new[key])}."
    elif key not in new:
        yield f"{noun} {key} is gone{_called(old[key])}."
    else:
        yield from _changes(f"{noun} {key}", old[key], new[key])


def _called(thing: object) -> str:
    title = getattr(thing, "title", None)
    return f" ({title.zh})" if isinstance(title, Title) else ""


def _changes(name: str, old: Any, new: Any) -> Iterator[str]:
    """Walk two values side by side and say where they part."""
    if old == new:
        return
    if isinstance(old, Checklist) and isinstance(new, Checklist):
        yield from _questions(name, old, new)
    elif _plain(old) or _plain(new) or type(old) is not type(new):
        yield f"{name}: {_said(old)} becomes {_said(new)}."
    elif isinstance(old, Mapping):
        yield from (
            line
            for key in sorted(old.keys() | new.keys(), key=str)
            for line in _changes(f"{name}, {key}", old.get(key), new.get(key))
        )
    elif isinstance(old, tuple):
        yield from _rows(name, old, new)
    else:
        for field in fields(old):
            if field.name == "base":  # what a campaign stands on is told as itself
                continue
            yield from _changes(f"{name}, {field.name}", getattr(old, field.name), getattr(new, field.name))


def _questions(name: str, old: Checklist, new: Checklist) -> Iterator[str]:
    before: dict[str, Item] = {item.code: item for item in old.items}
    after: dict[str, Item] = {item.code: item for item in new.items}
    for code in [*before, *(code for code in after if code not in before)]:
        if code not in after:
            yield f"{name} no longer asks {code} ({before[code].text.zh})."
        elif code not in before:
            yield f"{name} now asks {code} ({after[code].text.zh})."
        else:
            yield from _changes(f"{name}, {code}", before[code], after[code])


def _rows(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[str]:
    for row in new:
        if row not in old:
            yield f"{name} gains: {_said(row)}."
    for row in old:
        if row not in new:
            yield f"{name} loses: {_said(row)}."


def _plain(value: object) -> bool:
    return not (is_dataclass(value) or isinstance(value, Mapping | tuple)) or isinstance(value, Limit | Title)


def _said(value: Any) -> str:
    """A value as a person would put it; empty fields are left unsaid."""
    if isinstance(value, Limit):
        return f"{value.words}{_said_cite(value.cite)}"
    if isinstance(value, Title):
        return value.zh
    if isinstance(value, Cite):
        return _said_cite(value).strip()
    if isinstance(value, Span):
        return f"{value.start or '…'} to {value.end or '…'}"
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    if isinstance(value, date | time | str | int | bool) or value is None:
        return str(value) if value is not None else "nothing"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(each)}" for key, each in value.items())
    if isinstance(value, tuple | frozenset):
        return ", ".join(_said(each) for each in (sorted(value) if isinstance(value, frozenset) else value))
    parts = [(field.name, getattr(value, field.name)) for field in fields(value)]
    return "; ".join(
        f"{name} {_said(each)}" for name, each in parts if each not in ("", (), frozenset(), None, Selector(), Span())
    )


def _said_cite(cite: Cite) -> str:
    return f" [{'assumed' if cite.assumed else cite.text}]" if cite.text or cite.assumed else ""


def assumed_values(programme: Programme) -> list[str]:
    """The numbers of a programme that rest on no clause, as words."""
    found = [f"{key} within {limit.words}" for key, limit in programme.by_when.items() if limit.cite.assumed]
    found += [f"{row.words}{_for(row.selector)}" for row in programme.when.frequencies if row.cite.assumed]
    found += _assumed_of_campaign(programme)
    if programme.whom.sample_cite.assumed:
        found += [f"{programme.whom.sample} of 100 {_of_each(programme)}in a period"]
    if programme.who.second and programme.who.second.cite.assumed:
        found += [f"a second from {programme.who.second.department or programme.who.second.among}"]
    found += [f"{rung.act} after {rung.after.words}" for rung in programme.ladder if rung.after.cite.assumed]
    return found + (["recheck by " + programme.recheck.by] if programme.recheck.cite.assumed else [])


def _of_each(programme: Programme) -> str:
    return f"of each {programme.whom.strata} " if programme.whom.strata else ""


def _assumed_of_campaign(programme: Programme) -> Iterator[str]:
    when, campaign = programme.when, programme.campaign
    if when.around and when.cite.assumed:
        yield f"from {when.opens_before} days before {when.around.key} to {when.closes_after} days after"
    if when.around and when.around.cite.assumed:
        yield f"the days of {when.around.key}"
    if campaign and campaign.cite.assumed and campaign.over:
        yield f"{float(campaign.times):g} times the visits of {campaign.over}"
    if campaign and campaign.zero_report and campaign.zero_report.cite.assumed:
        yield f"a daily report of each {campaign.zero_report.level} by {campaign.zero_report.by:%H:%M}"
    if campaign and campaign.closing_report and campaign.closing_report.cite.assumed:
        yield f"a closing report within {campaign.closing_report.within.words}"


def _for(selector: Selector) -> str:
    return f" for {', '.join(sorted(selector.grades))}" if selector.grades else ""
