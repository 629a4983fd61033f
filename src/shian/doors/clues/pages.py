"""One clue at the desk with its way and clock; what somebody sent, on the phone; the forms by which one is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.clues import queries
from shian.clues.models import Clue
from shian.clues.states import CLUE, OPEN
from shian.doors.clues.verbs import offered, outcomes
from shian.doors.clues.words import MATTERS, SOURCES, STEPS, badge_of
from shian.doors.ui.said import due_of, holder_of, names_of, stored_why
from shian.doors.ui.shapes.parts import Act, Badge, Due, Field, Holder, Link, Moment, Option, Why
from shian.doors.ui.terms import SYSTEMS, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.spelled import headed
from shian.people.models import Tenure

Facts = tuple[tuple[str, str], ...]
WITHOUT_FIELDS = frozenset({"claim", "resume", "read"})


@dataclass(frozen=True)
class CluePage:
    """A clue: what was told, who has it, until when and why, its way, what can be done."""

    template: ClassVar[str] = "clues/one.html"
    title: str
    kicker: str
    badge: Badge
    text: str
    facts: Facts
    history: tuple[Moment, ...]
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
    open: str = ""
    due: Due | None = None
    holder: Holder | None = None
    why: Why | None = None
    error: str = ""
    alike: tuple[Link, ...] = ()


def one(viewer: Actor, found: Clue, *, on: date, typed: Typed | None = None) -> CluePage:
    """A clue as the office works on it."""
    asked = _Asked(viewer, found, typed or Typed())
    may = offered(viewer, found)
    tenure = names_of([found.holder_id], on=on).get(found.holder_id) if found.holder_id else None
    checking = found.state == "claimed"
    return CluePage(
        found.subject,
        f"{said(SOURCES, found.source)} · {said(MATTERS, found.matter)}",
        badge_of(found, on),
        found.text,
        facts_of(found, sender=True),
        history(found.way),
        links=_links(viewer, found),
        acts=tuple(_ACTS[key](asked) for key in may),
        open=asked.typed.verb or (may[0] if may else ""),
        due=due_of(found.due, today=on, path=found.path) if checking else None,
        holder=holder_of(found.holder, tenure, viewer=viewer) if found.state in OPEN else None,
        why=_why(found) if found.state in ("claimed", "stopped") else None,
        error="" if asked.typed.verb in set(may) - WITHOUT_FIELDS else asked.typed.error,
        alike=_alike(found, viewer, on),
    )


def _why(found: Clue) -> Why | None:
    assert found.due is not None  # set when it was claimed
    return stored_why(found.because, full_day_words(found.due), question=_("为什么是这个期限"))


def _alike(found: Clue, viewer: Actor, on: date) -> tuple[Link, ...]:
    """Clues that may be of the same matter, and those united with this one."""
    rows = queries.alike(found, viewer) if found.state in OPEN else found.united.all()
    return tuple(
        Link(f"{row.received_on.isoformat()} {row.subject} · {badge_of(row, on).text}", reverse("clue", args=[row.pk]))
        for row in rows
    )


def facts_of(found: Clue, *, sender: bool) -> Facts:
    longer = {"asked": _("已申请，等决定"), "granted": _("已批准"), "refused": _("没有批准")}
    shown = (
        (_("地方"), found.place.name),
        (_("地址"), found.address),
        (_("谁报送的"), said(SYSTEMS, found.sender_label) if sender else ""),
        (_("收到"), full_day_words(found.received_on)),
        (_("延长"), headed(longer[found.longer], found.longer_reason) if found.longer and sender else ""),
        (_("结果"), said(CLUE.words, found.state) if found.concluded_at else ""),
        (_("理由"), found.outcome_note if sender else ""),
        (_("移送给"), found.passed_to.name if found.passed_to else ""),
        (_("答复"), found.reply),
    )
    return tuple((name, words) for name, words in shown if words)


def history(way: Sequence[Mapping[str, str]]) -> tuple[Moment, ...]:
    """The newest first."""
    return tuple(
        Moment(datetime.fromisoformat(step["at"]), said(SYSTEMS, step["who"]), said(STEPS, step["move"]), step["note"])
        for step in reversed(way)
    )


_FILES = {"finding": "finding", "operation_notice": "operation_notice", "oversight": "oversight_problem"}


def _links(viewer: Actor, found: Clue) -> tuple[Link, ...]:
    """The file it comes from, where this viewer may open it; the business; what came along."""
    links = []
    if found.file_kind in _FILES and viewer.may_at("see", found.path):
        links.append(Link(_("看原来的件"), reverse(_FILES[found.file_kind], args=[found.file_id]), "file"))
    if found.business_id and viewer.may_at("see", found.path):
        links.append(Link(_("这一家的档案"), reverse("business", args=[found.business_id]), "subject"))
    if found.same_as_id:
        links.append(Link(_("并入的那一条"), reverse("clue", args=[found.same_as_id]), "problem"))
    return (*links, *papers(viewer, found))


def papers(viewer: Actor, found: Clue) -> tuple[Link, ...]:
    seen = seen_among(found.evidence, viewer=viewer) if found.evidence else ()
    shown = [key for key in found.evidence if key in seen]
    return tuple(Link(_("材料 %(n)s") % {"n": n}, f"/evidence/{key}", "file") for n, key in enumerate(shown, 1))


@dataclass(frozen=True)
class _Asked:
    """What a form of the page is made from."""

    viewer: Actor
    found: Clue
    typed: Typed

    def to(self, verb: str) -> str:
        return reverse("clue_act", args=[self.found.pk, verb])

    def field(self, verb: str, name: str, label: str, kind: Any = "text", **more: Any) -> Field:
        return Field(name, label, kind, self.typed.word(verb, name), **more)

    def chosen(self, verb: str, name: str, options: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
        typed = self.typed.word(verb, name)
        return tuple(Option(key, text, chosen=key == typed) for key, text in options)


def _claim(asked: _Asked) -> Act:
    return Act("claim", _("认领"), asked.to("claim"), look="primary")


def _conclude(asked: _Asked) -> Act:
    found = asked.found
    words = [(key, said(STEPS, key)) for key in outcomes(found)]
    others = [
        ("", _("不是并案或重复")),
        *((str(one.pk), f"{one.received_on} {one.subject}") for one in queries.alike(found, asked.viewer)),
    ]
    units = [("", _("不移送")), *((str(unit.pk), unit.name) for unit in queries.departments(found))]
    fields = (
        Field("outcome", _("核查的结果"), "radio", options=asked.chosen("conclude", "outcome", words), error=asked.typed.wrong("conclude")),
        asked.field("conclude", "note", _("理由（内部看）"), "textarea", required=True),
        asked.field("conclude", "reply", _("告诉报送人的话"), help=_("不写就只告诉结果")),
        Field("to", _("移送哪个部门"), "select", options=asked.chosen("conclude", "to", units)),
        Field("same_as", _("与哪一条合并"), "select", options=asked.chosen("conclude", "same_as", others)),
    )  # fmt: skip
    return Act("conclude", _("办结"), asked.to("conclude"), fields, look="primary")


def _decide(asked: _Asked) -> Act:
    words = [("yes", _("批准延长")), ("no", _("不批准"))]
    fields = (
        Field(
            "grant", _("申请的理由：%(why)s") % {"why": asked.found.longer_reason}, "radio",
            options=asked.chosen("decide", "grant", words), error=asked.typed.wrong("decide"),
        ),
        asked.field("decide", "note", _("说一句（可以不写）")),
    )  # fmt: skip
    return Act("decide", _("决定是否延长"), asked.to("decide"), fields)


def _resume(asked: _Asked) -> Act:
    return Act("resume", _("结果出来了，继续核查"), asked.to("resume"), look="primary")


def _stop(asked: _Asked) -> Act:
    fields = (
        asked.field("stop", "reason", _("送检什么、送到哪里"), error=asked.typed.wrong("stop"), required=True),
        asked.field("stop", "expected", _("预计哪天出结果"), "date", required=True),
    )
    return Act("stop", _("送检，暂停计时"), asked.to("stop"), fields)


def _ask(asked: _Asked) -> Act:
    reason = asked.field("ask", "reason", _("为什么要延长"), "textarea", error=asked.typed.wrong("ask"), required=True)
    return Act("ask", _("申请延长"), asked.to("ask"), (reason,))


def _hand(asked: _Asked) -> Act:
    posts = [
        ("", _("请选")),
        *((str(one.pk), f"{one.organisation.name} · {one.title}") for one in queries.holding_posts(asked.found)),
    ]
    fields = (
        Field("to", _("移交给谁"), "select", options=asked.chosen("hand", "to", posts)),
        asked.field("hand", "reason", _("为什么"), error=asked.typed.wrong("hand"), required=True),
    )
    return Act("hand", _("移交其他单位"), asked.to("hand"), fields)


def _return(asked: _Asked) -> Act:
    reason = asked.field(
        "return", "reason", _("缺什么，或者为什么不归这里管"), error=asked.typed.wrong("return"), required=True
    )
    return Act("return", _("退回"), asked.to("return"), (reason,))


def _mend(asked: _Asked) -> Act:
    return mending(asked.to("mend"), asked.typed)


def mending(to: str, typed: Typed) -> Act:
    fields = (
        Field("text", _("补充什么"), "textarea", typed.word("mend", "text"), error=typed.wrong("mend"), required=True),
        Field("photos", _("照片（可以不拍）"), "file"),
    )
    return Act("mend", _("补充后再报"), to, fields, look="primary", files=True)


_ACTS = {
    "claim": _claim, "conclude": _conclude, "decide": _decide, "resume": _resume, "stop": _stop, "ask": _ask,
    "hand": _hand, "return": _return, "mend": _mend,
}  # fmt: skip


@dataclass(frozen=True)
class SupervisorPage:
    """One social supervisor: the term, the training, the end of it."""

    template: ClassVar[str] = "clues/supervisor.html"
    title: str
    facts: Facts
    acts: tuple[Act, ...]
    error: str = ""


def supervisor(viewer: Actor, tenure: Tenure, *, trained: bool, on: date, typed: Typed | None = None) -> SupervisorPage:
    asked = typed or Typed()
    facts = (
        (_("队伍"), tenure.post.organisation.name),
        (_("任期"), f"{tenure.valid_from} — {tenure.valid_to or ''}"),
        (_("岗前培训"), _("已登记") if trained else _("还没有，不能报送")),
    )
    train = Act(
        "train", _("登记岗前培训"), reverse("supervisor_act", args=[tenure.pk, "train"]),
        (
            Field("subject", _("培训了什么"), value=asked.word("train", "subject"), error=asked.wrong("train"), required=True),
            Field("on", _("哪天"), "date", asked.word("train", "on", on.isoformat())),
        ), look="primary",
    )  # fmt: skip
    end = Act(
        "end", _("提前结束任期"), reverse("supervisor_act", args=[tenure.pk, "end"]),
        (Field("reason", _("原因"), value=asked.word("end", "reason"), error=asked.wrong("end"), required=True),),
        _("从今天起就看不到、报不了。确定结束吗？"), "danger",
    )  # fmt: skip
    return SupervisorPage(
        tenure.person_name,
        facts,
        (end,) if trained else (train, end),
        asked.error if trained and asked.verb == "train" else "",
    )
