"""What a receipt opens, and what can be done with it."""

from datetime import date
from uuid import UUID

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shian.complaints import queries
from shian.complaints.schemas import Told
from shian.doors.report import draft
from shian.doors.report.law import categories, nexts
from shian.doors.report.shapes import AskPage, FilePage, Half, Line, Next, SentPage
from shian.doors.report.verbs import VERBS, do, offered
from shian.doors.ui.asked import Asked
from shian.doors.ui.shapes.parts import Link
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words, moment_words
from shian.kernel.refused import Missing, Refused

KEPT = "receipt"


def asked(code: str, *, error: str = "", slip: str = "") -> AskPage:
    return AskPage(_("凭回执查看"), code, error, slip)


def unknown() -> str:
    """One sentence for a code that is none, and for one that nobody has."""
    return _("没有这张回执。请照着纸上或截图再看一遍，容易看错的字母和数字我们没有用。")


def known(code: str) -> bool:
    return queries.file_of(code) is not None


def keep(request: Asked, code: str) -> None:
    """This browser showed a receipt; the session keeps it sealed until it is put away."""
    request.session[KEPT] = draft.seal_code(code)


def kept(request: Asked) -> str:
    """The receipt that this browser showed, while it opens something."""
    code = draft.opened_code(request.session.get(KEPT, ""))
    return code if code and known(code) else ""


def forget(request: Asked) -> None:
    request.session.pop(KEPT, None)


def sent(told: draft.Sent, address: str, *, on: date) -> SentPage:
    return SentPage(
        title=_("收到了"),
        code=told.receipt.upper(),
        plain=" ".join(told.receipt.replace("-", "，")),
        picture=_picture(address),
        nexts=nexts(told.kind, named=told.named, on=on),
        look=f"{reverse('receipt')}?code={told.receipt}",
    )


def _picture(address: str) -> SafeString:
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=1, border=2, omitsize=True)
    return mark_safe(drawn)  # noqa: S308  made by segno from an address and a receipt of ours, nothing typed is in it


def address(part: UUID | None) -> str:
    """Where the file lies behind a receipt; `part` is one of the two that a letter became."""
    return reverse("receipt_file") + (f"?part={part}" if part else "")


def file(code: str, part: UUID | None = None, *, on: date, typed: Typed | None = None) -> FilePage:
    whole = queries.by_receipt(code)
    told = whole if part is None or whole is None else next((one for one in whole.parts if one.key == part), None)
    if told is None:
        raise Missing(unknown())
    return FilePage(
        title=_title(told, on),
        state=told.state_words,
        facts=tuple(fact for fact in _facts(told) if fact[1]),
        nexts=_nexts(told),
        lines=tuple(Line(moment_words(one.at), _side(one.side), one.text, one.side == "bringer") for one in told.lines),
        acts=offered(told, address(part), typed or Typed()),
        outcome=told.outcome,
        offer=told.offer,
        halves=tuple(_half(one, on) for one in told.parts),
        back=Link(_("两份一起看"), address(None)) if part else None,
        error=typed.error if typed else "",
    )


def _half(told: Told, on: date) -> Half:
    return Half(_title(told, on), told.state_words, address(told.key), told.outcome, _nexts(told))


def _title(told: Told, on: date) -> str:
    kinds = {"complaint": _("投诉"), "report": _("举报"), "letter": _("投诉和举报")}
    return f"{kinds[told.kind]} · {categories(on).get(told.category, '')}"


def _facts(told: Told) -> tuple[tuple[str, str], ...]:
    return (
        (_("编号"), told.mark),
        (_("收到"), full_day_words(told.received_on)),
        (_("受理"), full_day_words(told.accepted_on) if told.accepted_on else ""),
        (_("办结"), full_day_words(told.ended_on) if told.ended_on else ""),
        (_("您说解决了没有"), {"yes": _("解决了"), "no": _("没有解决")}.get(told.fixed, "")),
    )


def _nexts(told: Told) -> tuple[Next, ...]:
    if told.next_by is None:
        return ()
    words = {
        "accept": _("决定受理不受理，并告诉您"),
        "identity": _("请您补身份证明"),
        "mediate": _("组织调解，到期办结"),
        "tell_ending": _("把终止调解的决定告诉您"),
        "check": _("去核查，决定立案不立案"),
        "check_more": _("延长后的核查期限"),
        "tell_reporter": _("告诉您立案不立案"),
        "split": _("把投诉和举报分开，各办各的"),
        "outside": _("原来的系统要求答复"),
    }
    day = full_day_words(told.next_by) + (_("（暂定）") if told.provisional else "")
    return (Next(words.get(told.next_what, _("下一步")), day),)


def _side(side: str) -> str:
    return {"bringer": _("您"), "office": _("市场监管部门"), "other_side": _("对方")}.get(side, _("系统"))


def done(request: Asked, code: str, part: UUID | None) -> None:
    """One verb of the bringer. Raises Refused."""
    found = queries.file_held(code, part)
    verb = VERBS.get(request.POST.get("act", ""))
    if found is None or verb is None:
        raise Refused(_("请选要办什么"))
    do(verb, found, request)
