"""One operation with its figures, teams and notices, and one notice: from rows to pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.operations.listing import (
    notice_row,
    notices_head,
    result_row,
    results_head,
    target_row,
    targets_head,
)
from shian.doors.operations.verbs import notice_offered, offered
from shian.doors.operations.words import PARTS, badge_of, line_of, notice_badge
from shian.doors.ui.said import due_of, holder_of, names_of, stored_why
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Due,
    Field,
    Holder,
    Link,
    Option,
    Row,
    Stat,
    State,
    Table,
    Why,
)
from shian.doors.ui.terms import said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words, measure, moment_words
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.money import yuan
from shian.kernel.spelled import apart, headed, plural
from shian.operations import queries
from shian.operations.models import Notice, Operation, Team
from shian.operations.parties import of_the_lead
from shian.operations.rules import Share
from shian.people.models import Organisation
from shian.registry.models import Kind

Facts = tuple[tuple[str, str], ...]
_WITHOUT_FIELDS = frozenset({"order", "begin", "receive"})  # what is wrong with them stands above the page
SHOWN = 20  # rows on the page itself; the figure opens into all of them


@dataclass(frozen=True)
class OperationPage:
    """An operation, or a notice in it: facts, figures that open, tables, what can be done."""

    template: ClassVar[str] = "operations/one.html"
    title: str
    kicker: Link
    badge: Badge
    facts: Facts
    heading: str
    stats: tuple[Stat, ...] = ()
    hint: str = ""
    tables: tuple[Table, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    open: str = ""
    due: Due | None = None
    holder: Holder | None = None
    why: Why | None = None
    error: str = ""


def one(viewer: Actor, found: Operation, *, on: date, typed: Typed | None = None) -> OperationPage:
    """An operation as it stands, of the part the viewer sees."""
    asked = _Asked(viewer, found, typed or Typed(), queries.departments(found))
    teams = list(queries.teams(found, viewer=viewer))
    left = queries.targets(found, viewer=viewer).filter(outcome="").count()
    may = offered(viewer, found, left=left)
    hidden = {"objects", "order", "change"} if not teams else {"order"} if not left else set()
    may = [key for key in may if key not in hidden]
    return OperationPage(
        found.title,
        Link(found.mark or _("联合行动")),
        badge_of(found),
        _facts(viewer, found),
        _("这次行动"),
        stats=_stats(viewer, found),
        hint="" if of_the_lead(found, viewer) else _("您看到的是本单位参加的那些组的一份。"),
        tables=_tables(asked, teams, on),
        acts=tuple(_ACTS[key](asked, teams) for key in may),
        open=asked.typed.verb or (may[0] if len(may) == 1 else ""),
        error="" if asked.typed.verb in set(may) - _WITHOUT_FIELDS else asked.typed.error,
    )


def _facts(viewer: Actor, found: Operation) -> Facts:
    seized = queries.figures(found, viewer=viewer).seized_fen
    return (
        (_("在哪里"), found.place.name),
        (_("牵头"), found.lead.name),
        (_("依据"), found.basis),
        (_("开始"), full_day_words(found.starts_on)),
        (_("结束"), full_day_words(found.ends_on)),
        (_("部署"), moment_words(found.ordered_at) if found.ordered_at else ""),
        (_("收队"), moment_words(found.finished_at) if found.finished_at else ""),
        (_("扣押货值"), _("%(yuan)s 元") % {"yuan": yuan(seized)} if seized else ""),
        (_("说明"), found.note),
    )


def _stats(viewer: Actor, found: Operation) -> tuple[Stat, ...]:
    """Each figure is the number of the rows behind it."""
    if found.state in ("drafted", "called_off"):
        return ()
    n = queries.figures(found, viewer=viewer)
    once = _("一家有几个部门去查，算一户；两个部门记的同一个问题、同一个案号，算一件。")
    to = f"{reverse('operation_rows', args=[found.pk])}?part="
    return (
        Stat(said(PARTS, "checked"), f"{n.checked:,}", measure("户"), f"{to}checked", n.checked, n.listed, once),
        Stat(said(PARTS, "problems"), f"{n.problems:,}", measure("个"), f"{to}problems"),
        Stat(said(PARTS, "cases"), f"{n.cases:,}", measure("件"), f"{to}cases"),
        Stat(said(PARTS, "transferred"), f"{n.transferred:,}", measure("件"), f"{to}transferred"),
        Stat(said(PARTS, "exposed"), f"{n.exposed:,}", measure("件"), f"{to}exposed"),
        Stat(said(PARTS, "seizures"), f"{n.seizures:,}", measure("批"), f"{to}seizures"),
        Stat(said(PARTS, "notices"), f"{n.notices:,}", measure("份"), f"{to}notices"),
        Stat(said(PARTS, "unanswered"), f"{n.unanswered:,}", measure("份"), f"{to}unanswered"),
    )  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """What a form of the page is made from."""

    viewer: Actor
    found: Operation
    typed: Typed
    units: list[Organisation]

    def to(self, verb: str) -> str:
        return reverse("operation_act", args=[self.found.pk, verb])

    def field(self, verb: str, name: str, label: str, kind: Any = "text", **more: Any) -> Field:
        return Field(name, label, kind, self.typed.word(verb, name), **more)

    def chosen(self, verb: str, name: str, options: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
        typed = self.typed.word(verb, name)
        return tuple(Option(key, text, chosen=key == typed) for key, text in options)

    def others(self) -> list[tuple[str, str]]:
        """The departments that may be told: not one's own, where the viewer's post is of one."""
        own = self.found.contacts
        mine = {unit for unit, post in zip(self.found.departments, own, strict=True) if post in self.viewer.posts}
        return [("", _("请选")), *((str(unit.pk), unit.name) for unit in self.units if unit.pk not in mine)]


def _tables(asked: _Asked, teams: Sequence[Team], on: date) -> tuple[Table, ...]:
    viewer, found = asked.viewer, asked.found
    targets = list(queries.targets(found, viewer=viewer)[:SHOWN])
    none = State("empty", _("还没有检查对象"), _("编好组以后，按种类或按名单加对象。"))
    tables = [
        _departments(asked, on),
        _teams(asked, teams),
        Table(targets_head(), tuple(map(target_row, targets)), said(PARTS, "listed"), empty=none),
    ]
    if found.state in ("under_way", "closed"):
        tables += [_results(asked), _notices(asked, on)]
    return tuple(tables)


def _departments(asked: _Asked, on: date) -> Table:
    """Who takes part, and what each named; the total is no sum of these."""
    shares = queries.by_department(asked.found, viewer=asked.viewer)
    held = names_of(asked.found.contacts, on=on)
    contacts = dict(zip(asked.found.departments, asked.found.contacts, strict=True))
    columns = (
        Column(_("部门")), Column(_("联系人")), *(Column(word, number=True) for word in (_("记的问题"), _("记的立案"), _("记的扣押"))),
    )  # fmt: skip

    def row(unit: Organisation) -> Row:
        share = shares.get(unit.pk, Share())
        seat = held.get(contacts[unit.pk])
        counts = (share.problems, share.cases, share.seizures)
        return Row(
            (
                Cell(unit.name, sub=line_of(unit, on)),
                Cell(seat.person_name if seat else _("空缺")),
                *(Cell(f"{n:,}") for n in counts),
            )
        )

    return Table(columns, tuple(map(row, asked.units)), _("参加的部门"))


def _teams(asked: _Asked, teams: Sequence[Team]) -> Table:
    """The teams, each with how far it has come."""
    done = queries.progress(asked.found, viewer=asked.viewer)
    columns = (Column(_("组里的人")), Column(_("记了 / 对象"), number=True))
    rows = tuple(
        Row((Cell(team.name, sub=_who(team)), Cell(" / ".join(map(str, done.get(team.pk, (0, 0))))))) for team in teams
    )
    none = State("empty", _("还没有编组"), _("每组要有不止一个部门的人，第一个是组长。"))
    return Table(columns, rows, _("行动组"), empty=none)


def _who(team: Team) -> str:
    """Who is in it, and who joined or left since it was formed."""
    words = {"joined": _("%(day)s %(who)s 入组"), "left": _("%(day)s %(who)s 出组")}
    return apart([team.names, *(words[move] % {"day": day, "who": who} for day, move, who in team.changes)])


def _results(asked: _Asked) -> Table:
    names = {unit.pk: unit.name for unit in asked.units}
    shown = queries.results(asked.found, viewer=asked.viewer)[:SHOWN]
    none = State("empty", _("还没有记下什么"), _("在对象的那一页记问题、立案、扣押。"))
    return Table(results_head(), tuple(result_row(row, names) for row in shown), _("发现和措施"), empty=none)


def _notices(asked: _Asked, on: date) -> Table:
    shown = queries.notices(asked.found, viewer=asked.viewer)[:SHOWN]
    none = State("empty", _("没有抄告"), _("属于其他部门管的，抄告给他们。"))
    return Table(notices_head(), tuple(notice_row(row, on) for row in shown), said(PARTS, "notices"), empty=none)


def _team(asked: _Asked, teams: Sequence[Team]) -> Act:
    posts = list(queries.member_posts(asked.found, asked.viewer))
    held = names_of((post.pk for post in posts), on=asked.found.starts_on)
    people = [
        (str(post.pk), f"{post.organisation.name} · {post.title} {held[post.pk].person_name}")
        for post in posts
        if post.pk in held
    ]
    fields = (
        asked.field("team", "name", _("组名"), error=asked.typed.wrong("team")),
        Field("leader", _("组长"), "select", options=asked.chosen("team", "leader", [("", _("请选")), *people])),
        Field("members", _("组员"), "checkbox", options=tuple(Option(key, name) for key, name in people)),
    )
    return Act("team", _("编一个组"), asked.to("team"), fields)


def _change(asked: _Asked, teams: Sequence[Team]) -> Act:
    """Who joins and who leaves a team; whoever leaves keeps what they have in work."""
    posts = list(queries.member_posts(asked.found, asked.viewer))
    held = names_of((post.pk for post in posts), on=asked.found.starts_on)
    people = {
        post.pk: f"{post.organisation.name} · {post.title} {held[post.pk].person_name}"
        for post in posts
        if post.pk in held
    }
    inside = {key: team.name for team in teams for key in team.members}
    going = tuple(Option(str(key), headed(inside[key], people[key])) for key in inside if key in people)
    coming = tuple(Option(str(key), name) for key, name in people.items())
    names = [(str(team.pk), team.name) for team in teams]
    fields = (
        Field(
            "team",
            _("哪一组"),
            "select",
            options=asked.chosen("change", "team", names),
            error=asked.typed.wrong("change"),
        ),
        Field("going", _("谁出组"), "checkbox", options=going),
        Field("coming", _("谁入组"), "checkbox", options=coming),
    )
    return Act("change", _("改组里的人"), asked.to("change"), fields)


def _objects(asked: _Asked, teams: Sequence[Team]) -> Act:
    kinds = [(key, str(word)) for key, word in Kind.choices]
    names = [(str(team.pk), team.name) for team in teams]
    fields = (
        Field("team", _("归哪一组"), "select", options=asked.chosen("objects", "team", names)),
        asked.field(
            "objects", "lines", _("名单"), "textarea", error=asked.typed.wrong("objects"),
            help=_("一行一家，写名称或信用代码；空着就按种类加"),
        ),
        Field("kind", _("或者这个种类的全部"), "select", options=asked.chosen("objects", "kind", kinds)),
    )  # fmt: skip
    return Act("objects", _("加对象"), asked.to("objects"), fields)


def _order(asked: _Asked, teams: Sequence[Team]) -> Act:
    confirm = _("部署以后各部门就看得到了，组长的待办里会有每一家。现在部署吗？")
    return Act("order", _("部署"), asked.to("order"), confirm=confirm, look="primary")


def _begin(asked: _Asked, teams: Sequence[Team]) -> Act:
    return Act("begin", _("开始行动"), asked.to("begin"), look="primary")


def _tell(asked: _Asked, teams: Sequence[Team]) -> Act:
    fields = (
        Field("to", _("抄告哪个部门"), "select", options=asked.chosen("tell", "to", asked.others())),
        asked.field("tell", "text", _("什么情况，要对方做什么"), "textarea", error=asked.typed.wrong("tell")),
    )
    return Act("tell", _("抄告"), asked.to("tell"), fields)


def _close(asked: _Asked, teams: Sequence[Team]) -> Act:
    note = asked.field("close", "note", _("收队的话"), "textarea", error=asked.typed.wrong("close"))
    return Act("close", _("收队"), asked.to("close"), (note,))


def _call_off(asked: _Asked, teams: Sequence[Team]) -> Act:
    note = asked.field("call_off", "note", _("为什么取消"), error=asked.typed.wrong("call_off"))
    return Act("call_off", _("取消行动"), asked.to("call_off"), (note,))


_ACTS = {
    "team": _team, "change": _change, "objects": _objects, "order": _order, "begin": _begin, "tell": _tell, "close": _close,
    "call_off": _call_off,
}  # fmt: skip


def notice(viewer: Actor, found: Notice, *, on: date, typed: Typed | None = None) -> OperationPage:
    """A notice: from whom to whom, by when, what was answered, what the sender says to it."""
    asked = typed or Typed()
    may = notice_offered(viewer, found)
    tenure = names_of([found.holder_id], on=on).get(found.holder_id)
    waits = found.due if found.state in ("sent", "received", "returned") else None
    return OperationPage(
        found.text,
        Link(_("抄告")),
        notice_badge(found, on),
        _notice_facts(found),
        _("这份抄告"),
        links=_papers(viewer, found),
        acts=tuple(_NOTICE_ACTS[key](found, asked) for key in may),
        open=asked.verb or next((key for key in may if key in ("answer", "accept")), ""),
        due=due_of(waits, today=on, path=found.path),
        holder=holder_of(found.holder, tenure, viewer=viewer),
        why=stored_why(found.because, full_day_words(found.due), question=_("为什么是这个期限")),
        error="" if asked.verb in set(may) - _WITHOUT_FIELDS else asked.error,
    )


def _notice_facts(found: Notice) -> Facts:
    return (
        (_("行动"), found.title),
        (_("对象"), found.about),
        (_("抄告部门"), found.sender.name),
        (_("接收部门"), found.receiver.name),
        (_("抄告"), f"{found.sent_by} {moment_words(found.sent_at)}"),
        (_("签收期限"), full_day_words(found.receive_by)),
        (_("签收"), f"{found.received_by} {moment_words(found.received_at)}" if found.received_at else ""),
        (_("反馈期限"), full_day_words(found.due)),
        (_("反馈内容"), found.answer),
        (_("反馈"), f"{found.answered_by} {moment_words(found.answered_at)}" if found.answered_at else ""),
        (_("退回过"), plural("%(n)s 次", found.returns) if found.returns else ""),
        (_("抄告一方的话"), found.judged_note),
        (_("核销"), f"{found.judged_by} {moment_words(found.judged_at)}" if found.judged_at else ""),
    )


def _papers(viewer: Actor, found: Notice) -> tuple[Link, ...]:
    seen = seen_among(found.evidence, viewer=viewer) if found.evidence else ()
    shown = [key for key in found.evidence if key in seen]
    papers = [Link(_("材料 %(n)s") % {"n": n}, f"/evidence/{key}", "file") for n, key in enumerate(shown, 1)]
    opens = queries.operations(viewer).filter(pk=found.operation_id).exists()
    return (
        *papers,
        *((Link(_("看这次行动"), reverse("operation", args=[found.operation_id]), "people"),) if opens else ()),
    )


def _receive(found: Notice, typed: Typed) -> Act:
    return Act("receive", _("签收"), reverse("operation_notice_act", args=[found.pk, "receive"]), look="primary")


def _answer(found: Notice, typed: Typed) -> Act:
    fields = (
        Field("answer", _("办得怎么样"), "textarea", typed.word("answer", "answer"), error=typed.wrong("answer")),
        Field("evidence", _("材料（可以不附）"), "file", accept="application/pdf,.docx,image/*"),
    )
    return Act("answer", _("反馈"), reverse("operation_notice_act", args=[found.pk, "answer"]), fields, files=True)


def _accept(found: Notice, typed: Typed) -> Act:
    note = Field("note", _("说一句（可以不写）"), value=typed.word("accept", "note"), error=typed.wrong("accept"))
    to = reverse("operation_notice_act", args=[found.pk, "accept"])
    return Act("accept", _("核销"), to, (note,), look="primary")


def _return(found: Notice, typed: Typed) -> Act:
    note = Field("note", _("缺什么"), value=typed.word("return", "note"), error=typed.wrong("return"))
    return Act("return", _("退回补充"), reverse("operation_notice_act", args=[found.pk, "return"]), (note,))


_NOTICE_ACTS = {"receive": _receive, "answer": _answer, "accept": _accept, "return": _return}
