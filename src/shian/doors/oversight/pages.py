"""One oversight with its counts, and one problem with who owes it: from rows to pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.oversight.listing import problem_rows, problems_head, unit_row, units_head
from shian.doors.oversight.verbs import offered, problem_offered
from shian.doors.oversight.words import KINDS, PARTS, badge_of, problem_badge
from shian.doors.ui.said import due_of, holder_of, names_of, stored_why
from shian.doors.ui.shapes.parts import Act, Badge, Due, Field, Holder, Link, Option, Stat, State, Table, Why
from shian.doors.ui.terms import SEVERITIES, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words, measure, moment_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import headed, plural
from shian.loop.spoken import problem_words
from shian.oversight import queries
from shian.oversight.models import Oversight, Problem, Unit

Facts = tuple[tuple[str, str], ...]
SHOWN = 20  # rows on the page itself; the figure opens into all of them


@dataclass(frozen=True)
class OversightPage:
    """An oversight, or one of its problems: facts, figures that open, tables, what can be done."""

    template: ClassVar[str] = "oversight/one.html"
    title: str
    kicker: Link
    badge: Badge
    facts: Facts
    back: Link
    heading: str
    stats: tuple[Stat, ...] = ()
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    due: Due | None = None
    holder: Holder | None = None
    why: Why | None = None


def one(viewer: Actor, found: Oversight, *, on: date, typed: Typed | None = None) -> OversightPage:
    """An oversight as it stands."""
    asked = typed or Typed()
    units = list(queries.units(found, viewer=viewer))
    left = [unit for unit in units if unit.looked is None]
    may = offered(viewer, found, left=len(left), drawn=bool(units))
    return OversightPage(
        found.title,
        Link(said(KINDS, found.kind)),
        badge_of(found),
        (*_facts(found), *_team_facts(viewer, found)),
        Link(_("督查"), reverse("oversights")),
        _("这次督查"),
        stats=_stats(viewer, found, units, on),
        tables=_tables(viewer, found, units, on),
        links=_links(viewer, found),
        acts=tuple(_ACTS[key](_Asked(viewer, found, asked, tuple(left))) for key in may),
    )


def _facts(found: Oversight) -> Facts:
    return (
        (_("督查哪里"), found.place.name),
        (_("督查组"), found.team),
        (_("依据"), found.basis),
        (_("进驻"), full_day_words(found.begins_on)),
        (_("收尾"), full_day_words(timezone.localdate(found.finished_at)) if found.finished_at else ""),
        (_("说明"), found.note),
    )


def _team_facts(viewer: Actor, found: Oversight) -> Facts:
    """Who joined the team since it was formed, and who left it; said where the superior's ground is seen."""
    words = {True: _("%(name)s 加入：%(why)s"), False: _("%(name)s 退出：%(why)s")}
    changes = queries.team_changes(found, viewer=viewer)
    return tuple(
        (full_day_words(one.on_day), words[one.joins] % {"name": one.name, "why": one.reason}) for one in changes
    )


def _stats(viewer: Actor, found: Oversight, units: Sequence[Unit], on: date) -> tuple[Stat, ...]:
    count = queries.count(found, viewer=viewer, on=on)
    looked = sum(1 for unit in units if unit.looked)
    stats = [
        Stat(said(PARTS, "inspected"), f"{looked:,}", measure("家"), _rows(found, "inspected"), looked, len(units)),
        Stat(said(PARTS, "problems"), f"{count.listed:,}", measure("个"), _rows(found, "problems")),
        Stat(
            said(PARTS, "fixed"),
            f"{count.fixed:,}",
            measure("个"),
            _rows(found, "fixed"),
            count.fixed,
            count.listed,
            _("督查组认可了的问题，占列出的问题；其中按期 %(n)s 个，按责任单位答复的那一天算。") % {"n": count.in_time},
        ),
        Stat(said(PARTS, "waiting"), f"{count.waiting:,}", measure("个"), _rows(found, "waiting")),
        Stat(
            said(PARTS, "late"),
            f"{count.late:,}",
            measure("个"),
            _rows(found, "late"),
            tone="late" if count.late else "",
        ),
        Stat(said(PARTS, "open"), f"{count.open:,}", measure("个"), _rows(found, "open")),
    ]
    if dropped := queries.problems(found, viewer=viewer, part="dropped", on=on).count():
        stats.append(Stat(said(PARTS, "dropped"), f"{dropped:,}", measure("个"), _rows(found, "dropped")))
    if viewer.may_at("see", found.leader.path):  # what people said stays with the superior
        talks = queries.talks(found, viewer=viewer).count()
        stats.insert(1, Stat(said(PARTS, "talks"), f"{talks:,}", _("人次"), _rows(found, "talks")))
    return tuple(stats)


def _rows(found: Oversight, part: str) -> str:
    return f"{reverse('oversight_rows', args=[found.pk])}?part={part}"


def _tables(viewer: Actor, found: Oversight, units: Sequence[Unit], on: date) -> tuple[Table, ...]:
    problems = list(queries.problems(found, viewer=viewer, on=on)[:SHOWN])
    none = State("empty", _("还没有列出问题"), _("进驻以后，看到的问题列在这里，各有责任单位和期限。"))
    undrawn = State("empty", _("还没有抽取"), _("先封存名单，再抽取。"))
    return (
        Table(problems_head(), problem_rows(problems, on), said(PARTS, "problems"), empty=none),
        Table(units_head(), tuple(unit_row(unit) for unit in units[:SHOWN]), said(PARTS, "units"), empty=undrawn),
    )


def _links(viewer: Actor, found: Oversight) -> tuple[Link, ...]:
    opens = found.draw is not None and viewer.may_at("see", found.leader.path)
    return (Link(_("看抽取的过程"), reverse("draw", args=[found.draw]), "swap"),) if opens else ()


@dataclass(frozen=True)
class _Asked:
    """What a form of the page is made from."""

    viewer: Actor
    found: Oversight
    typed: Typed
    left: tuple[Unit, ...]

    def to(self, verb: str) -> str:
        return reverse("oversight_act", args=[self.found.pk, verb])

    def field(self, verb: str, name: str, label: str, kind: Any = "text", **more: Any) -> Field:
        return Field(name, label, kind, self.typed.word(verb, name), **more)

    def chosen(self, verb: str, name: str, options: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
        back = self.typed.word(verb, name)
        return tuple(Option(key, word, chosen=key == back) for key, word in options)


def _seal(asked: _Asked) -> Act:
    size = asked.field(
        "seal", "size", _("抽几家"), "number", error=asked.typed.wrong("seal"), help=_("在营的主体按类别分层抽取")
    )
    return Act("seal", _("封存名单"), asked.to("seal"), (size,), look="primary")


def _draw(asked: _Asked) -> Act:
    word = asked.field(
        "draw", "word", _("现场报的话"), error=asked.typed.wrong("draw"), help=_("在场的人随口报一句，可以不填")
    )
    return Act("draw", _("抽取"), asked.to("draw"), (word,), look="primary")


def _begin(asked: _Asked) -> Act:
    return Act(
        "begin",
        _("进驻"),
        asked.to("begin"),
        confirm=_("进驻以后被督查的地方就看得到了。现在进驻吗？"),
        look="primary",
    )


def _look(asked: _Asked) -> Act:
    units = [(str(unit.pk), unit.business.name) for unit in asked.left]
    fields = (
        Field("unit", _("看哪一家"), "select", options=asked.chosen("look", "unit", units)),
        Field(
            "could",
            _("看成了没有"),
            "radio",
            options=(Option("yes", _("看了"), chosen=True), Option("no", _("没看成"))),
        ),
        asked.field("look", "note", _("看到什么，或者为什么没看成"), "textarea", error=asked.typed.wrong("look")),
    )
    return Act("look", _("记下这一家"), asked.to("look"), fields)


def _talk(asked: _Asked) -> Act:
    fields = (
        asked.field("talk", "name", _("访谈谁"), error=asked.typed.wrong("talk")),
        asked.field("talk", "title", _("什么职务")),
        asked.field("talk", "note", _("说了什么"), "textarea"),
    )
    return Act("talk", _("记下访谈"), asked.to("talk"), fields)


def _list(asked: _Asked) -> Act:
    posts = queries.answering_posts(asked.found)
    holders = [("", _("请选")), *((str(post.pk), f"{post.organisation.name} · {post.title}") for post in posts)]
    of_shops = queries.findings_at(asked.found, viewer=asked.viewer)[:SHOWN]
    findings = [
        ("", _("不是某一家的问题")),
        *((str(f.pk), headed(f.business.name, problem_words(f))) for f in of_shops),
    ]
    severities = [(key, str(word)) for key, word in SEVERITIES.items()]
    fields = (
        asked.field("list", "text", _("什么问题"), "textarea", error=asked.typed.wrong("list")),
        Field("holder", _("责任单位和岗位"), "select", options=asked.chosen("list", "holder", holders)),
        Field("severity", _("轻重"), "select", options=asked.chosen("list", "severity", severities)),
        Field(
            "finding",
            _("主体的问题"),
            "select",
            options=asked.chosen("list", "finding", findings),
            help=_("已经按平常的办法登记的，选上它：改没改好以它为准"),
        ),
    )
    return Act("list", _("列出问题"), asked.to("list"), fields)


def _reason(asked: _Asked, verb: str, label: str) -> Field:
    return asked.field(verb, "reason", label, error=asked.typed.wrong(verb))


def _join(asked: _Asked) -> Act:
    there = {asked.found.leader_id, *asked.found.members}
    posts = [(str(post.pk), post.title) for post in queries.team_posts(asked.viewer) if post.pk not in there]
    options = asked.chosen("join", "post", [("", _("请选")), *posts])
    fields = (Field("post", _("谁加入"), "select", options=options), _reason(asked, "join", _("为什么加入")))
    return Act("join", _("加人"), asked.to("join"), fields)


def _leave(asked: _Asked) -> Act:
    posts = [(str(post.pk), post.title) for post in queries.members(asked.found)]
    options = asked.chosen("leave", "post", [("", _("请选")), *posts])
    fields = (Field("post", _("谁退出"), "select", options=options), _reason(asked, "leave", _("为什么退出")))
    return Act("leave", _("减人"), asked.to("leave"), fields)


def _close(asked: _Asked) -> Act:
    note = asked.field("close", "note", _("收尾的话"), "textarea", error=asked.typed.wrong("close"))
    return Act("close", _("收尾"), asked.to("close"), (note,))


def _call_off(asked: _Asked) -> Act:
    note = asked.field("call_off", "note", _("为什么取消"), error=asked.typed.wrong("call_off"))
    return Act("call_off", _("取消督查"), asked.to("call_off"), (note,))


_ACTS = {
    "seal": _seal, "draw": _draw, "begin": _begin, "look": _look, "talk": _talk, "list": _list, "join": _join,
    "leave": _leave, "close": _close,
    "call_off": _call_off,
}  # fmt: skip


def problem(viewer: Actor, found: Problem, *, on: date, typed: Typed | None = None) -> OversightPage:
    """A problem: who owes it by when, what was answered, what the team says to it."""
    asked = typed or Typed()
    may = problem_offered(viewer, found)
    tenure = names_of([found.holder_id], on=on).get(found.holder_id)
    opens = queries.oversights(viewer).filter(pk=found.oversight_id).exists()
    back = Link(found.title, reverse("oversight", args=[found.oversight_id])) if opens else None
    waits = found.due if found.state in ("listed", "sent_back") else None
    return OversightPage(
        found.text,
        Link(_("督查问题")),
        problem_badge(found, on),
        _problem_facts(found),
        back or Link(_("待办"), reverse("worklist")),
        _("这个问题"),
        links=_papers(viewer, found),
        acts=tuple(_PROBLEM_ACTS[key](found, asked) for key in may),
        due=due_of(waits, today=on, path=found.path),
        holder=holder_of(found.holder, tenure, viewer=viewer),
        why=stored_why(found.because, full_day_words(found.due), question=_("为什么是这个期限")),
    )


def _problem_facts(found: Problem) -> Facts:
    return (
        (_("督查"), found.title),
        (_("责任单位"), found.holder.organisation.name),
        (_("轻重"), said(SEVERITIES, found.severity)),
        (_("期限"), full_day_words(found.due)),
        (_("退回过"), plural("%(n)s 次", found.returns) if found.returns else ""),
        (_("整改情况"), found.answer),
        (_("答复"), f"{found.answered_by} {moment_words(found.answered_at)}" if found.answered_at else ""),
        (_("督查组的话"), found.judged_note),
        (_("认定"), f"{found.judged_by} {moment_words(found.judged_at)}" if found.judged_at else ""),
    )


def _papers(viewer: Actor, found: Problem) -> tuple[Link, ...]:
    papers = [Link(_("材料 %(n)s") % {"n": n}, f"/evidence/{key}", "file") for n, key in enumerate(found.evidence, 1)]
    if found.finding_id:
        papers.append(Link(_("主体的问题"), reverse("finding", args=[found.finding_id]), "problem"))
    return tuple(papers)


def _answer(found: Problem, typed: Typed) -> Act:
    fields = (
        Field("answer", _("怎么整改的"), "textarea", typed.word("answer", "answer"), error=typed.wrong("answer")),
        Field("evidence", _("整改后的照片或材料"), "file", accept="application/pdf,.docx,image/*"),
    )
    to = reverse("oversight_problem_act", args=[found.pk, "answer"])
    return Act("answer", _("报告整改"), to, fields, look="primary", files=True)


def _accept(found: Problem, typed: Typed) -> Act:
    note = Field("note", _("督查组的话（可以不写）"), value=typed.word("accept", "note"), error=typed.wrong("accept"))
    return Act(
        "accept", _("认可"), reverse("oversight_problem_act", args=[found.pk, "accept"]), (note,), look="primary"
    )


def _send_back(found: Problem, typed: Typed) -> Act:
    note = Field("note", _("哪里没改好"), value=typed.word("send_back", "note"), error=typed.wrong("send_back"))
    return Act("send_back", _("退回再改"), reverse("oversight_problem_act", args=[found.pk, "send_back"]), (note,))


def _drop(found: Problem, typed: Typed) -> Act:
    reason = Field("reason", _("为什么撤下"), value=typed.word("drop", "reason"), error=typed.wrong("drop"))
    to = reverse("oversight_problem_act", args=[found.pk, "drop"])
    return Act("drop", _("撤下问题"), to, (reason,), look="danger", confirm=_("撤下以后责任单位不用再答复。确定吗？"))


_PROBLEM_ACTS = {"answer": _answer, "accept": _accept, "send_back": _send_back, "drop": _drop}
