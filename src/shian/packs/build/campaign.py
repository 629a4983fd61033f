"""A campaign of a key period: what its table says, and the daily and closing reports that follow from it as programmes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time

from shian.packs import words
from shian.packs.cite import Cite
from shian.packs.limits import Limit
from shian.packs.node import Node
from shian.packs.schema import (
    Campaign,
    ClosingReport,
    Frequency,
    OwesRule,
    Programme,
    Recheck,
    Rung,
    Selector,
    Title,
    What,
    Who,
    Whom,
    ZeroReport,
)

DAILY, CLOSING = "_zero", "_closing"


def campaign(node: Node) -> Campaign:
    """The table [campaign]: over which programme and how many times, who reports by which hour, who closes it."""
    over, daily, closing = node.text("over", ""), node.optional("zero_report"), node.optional("closing_report")
    if over:
        node.known("over", over, node.context.programmes)
    times = node.amount("times", 1)
    if (times > 1) != bool(over):
        node.bad("times", "campaign.times says how many times as many visits as campaign.over asks: name both, above 1")
    return Campaign(
        over=over,
        times=times,
        zero_report=daily.make(_zero_report) if daily else None,
        closing_report=closing.make(_closing_report) if closing else None,
        cite=node.cite(),
    )


def _zero_report(node: Node) -> ZeroReport:
    return ZeroReport(
        level=node.word("level", words.PLACES),
        holder=node.word("holder", words.HOLDERS_OF_PLACES),
        by=_hour(node),
        cite=_rests_on(node, "by"),
    )


def _hour(node: Node) -> time:
    said = node.text("by")
    try:
        return time.fromisoformat(said)
    except ValueError:
        node.bad("by", f"{node.name('by')} = '{said}' is no hour: write 16:00")


def _closing_report(node: Node) -> ClosingReport:
    cite = _rests_on(node, "within")
    return ClosingReport(
        level=node.word("level", words.PLACES),
        holder=node.word("holder", words.HOLDERS_OF_PLACES, "office"),
        within=node.limit("within", cite),
        cite=cite,
    )


def _rests_on(node: Node, key: str) -> Cite:
    cite = node.cite()
    if not cite.sources and not cite.assumed:
        node.bad(key, f"{node.name(key)} cites no source and does not say assumed = true")
    return cite


def unfolded(programmes: Mapping[str, Programme]) -> dict[str, Programme]:
    """Campaigns stand on the programme they are over; their daily and closing reports are programmes of their own."""
    found: dict[str, Programme] = {}
    for key, one in programmes.items():
        found[key] = _upon(one, programmes) if one.campaign else one
        found |= {part.key: part for part in _parts(one)}
    return found


def _upon(one: Programme, programmes: Mapping[str, Programme]) -> Programme:
    """With its base at hand, and the base's checklists where it has none of its own."""
    base = programmes.get(one.campaign.over) if one.campaign else None
    if one.campaign is None or base is None:
        return one
    checklists = one.what.checklists or base.what.checklists
    return replace(one, campaign=replace(one.campaign, base=base), what=replace(one.what, checklists=checklists))


def _parts(one: Programme) -> Iterator[Programme]:
    if one.campaign is None:
        return
    if daily := one.campaign.zero_report:
        every_day = Frequency("day", 1, Selector(), one.span, False, daily.cite)
        rung = Rung(Limit("next day", cite=daily.cite), "inform", "office", "")
        yield replace(
            _of_places(one, DAILY, Title(f"{one.title.zh}每日零报告", f"{one.title.en}: daily report"), daily),
            when=replace(one.when, frequencies=(every_day,)),
            what=What("report", (), (), "", True, (), daily.cite),
            by_when={**one.by_when, "act": Limit("same day", cite=daily.cite)},
            ladder=(rung,),
        )
    if closing := one.campaign.closing_report:
        yield replace(
            _of_places(one, CLOSING, Title(f"{one.title.zh}总结", f"{one.title.en}: closing report"), closing),
            when=replace(one.when, frequencies=()),
            what=What("closing_report", (), (), "", False, (), closing.cite),
            by_when={**one.by_when, "act": closing.within},
        )


def _of_places(one: Programme, suffix: str, title: Title, report: ZeroReport | ClosingReport) -> Programme:
    """The same campaign asked of its places: what it leaves out of businesses it does not leave out of places."""
    places = {path for rule in one.whom.rules if rule.owes for path in rule.selector.within}
    everywhere = any(rule.owes and not rule.selector.within for rule in one.whom.rules)
    where = Selector(within=() if everywhere else tuple(sorted(places)))
    return replace(
        one,
        key=one.key + suffix,
        title=title,
        who=Who(report.holder),
        whom=Whom("territory", (OwesRule(True, where, one.span, report.cite),), report.level),
        recheck=Recheck("none", report.cite),
        and_then=(),
        campaign=None,
        part_of=one.key,
    )
