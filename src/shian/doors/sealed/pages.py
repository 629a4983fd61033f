"""What whoever tells reads, with a receipt and without."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.entrance.limits import SLIP
from shian.doors.sealed.shapes import DialoguePage, EnterPage, ReceiptPage, RewardShown, TellPage
from shian.doors.sealed.words import account_fields, clue_badge, letter, name_fields, reward_badge
from shian.doors.ui.said import spoken, stored_why
from shian.doors.ui.shapes.parts import Field, Link, Option, State
from shian.doors.ui.terms import said
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.sealed import queries, receipts
from shian.sealed.law import law_of_day
from shian.sealed.models import Channel, Reward, SealedClue
from shian.sealed.queries import Published
from shian.sealed.rules import yuan
from shian.sealed.states import OUTCOMES

TEXT_NAME, PLACE_NAME = "text", "channel"


def tell(
    channels: list[Channel],
    *,
    named: bool,
    told: Published | None = None,
    words: Mapping[str, str] | None = None,
    error: str = "",
    slip: str = "",
) -> TellPage:
    """The form; what was typed stands in it again, but for files, which no browser gives back."""
    title = _("密封举报：只有您知道是您")
    if not channels:
        lines = _("请打 12315，或者到市场监管所当面说。食安办开通以后这里就能用。")
        return TellPage(title, closed=State("empty", _("这里还没有开通密封举报"), lines))
    typed = words or {}
    fields = (*_places(channels, typed.get(PLACE_NAME, "")), _text(typed.get(TEXT_NAME, "")))
    if slip:
        fields = (*fields, Field(SLIP, "", "hidden", slip))
    names = name_fields() if named else ()
    return TellPage(title, fields, names, error=error, told=_aloud(told) if told else "")


def _places(channels: list[Channel], chosen: str) -> tuple[Field, ...]:
    if len(channels) == 1:
        return (Field(PLACE_NAME, "", "hidden", str(channels[0].pk)),)
    options = tuple(Option(str(one.pk), one.place.name, chosen=str(one.pk) == chosen) for one in channels)
    return (Field(PLACE_NAME, _("哪里的事"), "select", options=options, required=True),)


def _text(typed: str) -> Field:
    help_words = _("哪一家、什么时候、怎么做的、您怎么知道的。不想露面，就不要写只有您才知道的话。")
    return Field(TEXT_NAME, _("您知道的事"), "textarea", typed, help=help_words, required=True)


def _aloud(told: Published) -> str:
    return _("%(year)s 年收到 %(received)s，发放奖励 %(rewarded)s。") % {
        "year": told.year,
        "received": _count(told.received),
        "rewarded": _count(told.rewarded),
    }


def _count(count: int | None) -> str:
    return _("不足公布的件数") if count is None else _("%(n)d 件") % {"n": count}


def given(receipt: str) -> ReceiptPage:
    """The receipt, once."""
    notes = (
        _("这个号只显示这一次，请现在抄下来，不要截图存在单位的手机里。"),
        _("谁拿到这个号，谁就能看到答复、领走奖励；丢了谁也查不回来。"),
        _("过几天拿它回来看：承办人可能要问您一句。"),
    )
    back = Link(_("抄好了"), reverse("sealed_receipt"))
    return ReceiptPage(_("收到了"), receipts.shown(receipt), _("这是您的回执号"), notes, back)


def coded(code: str, collect_by: date | None) -> ReceiptPage:
    """The code of a payment, once."""
    until = full_day_words(collect_by) if collect_by else ""
    notes = (
        _("这个码只显示这一次，请现在抄下来。"),
        _("请在 %(day)s 以前凭码领取；填了账号的，保管人打款前也要核对这个码。") % {"day": until},
        _("领的时候不用说举报了什么。"),
    )
    return ReceiptPage(_("已申领"), code, _("这是您的领奖码"), notes, Link(_("抄好了"), reverse("sealed_receipt")))


def enter(error: str = "", *, receipt: str = "", text: str = "", slip: str = "") -> EnterPage:
    """`text`: what was written to a receipt before it was asked to wait."""
    return EnterPage(_("凭回执号来看"), error, receipt, text, slip)


def dialogue(
    by: Actor,
    clue: SealedClue,
    receipt: str,
    on: date,
    *,
    words: Mapping[str, str] | None = None,
    error: str = "",
    done: str = "",
    slip: str = "",
) -> DialoguePage:
    """Everything behind a receipt; a name that was given is never shown again, not even to whoever gave it."""
    named = queries.has_name(by, clue)
    can_name = not named and queries.complete(queries.keys_in_force(by, clue.channel))
    typed = words or {}
    facts = (
        (_("交来的文件"), _("%(n)d 个") % {"n": queries.files(by, clue).count()}),
        (_("您是谁"), _("已封给两位保管人") if named else _("没有填（匿名）")),
        (_("办理结果"), said(OUTCOMES, clue.outcome)),
        (_("保存到"), full_day_words(clue.keep_until) if clue.keep_until else ""),
    )
    return DialoguePage(
        title=_("您的举报"),
        receipt=receipt,
        badge=clue_badge(clue.state),
        facts=tuple(row for row in facts if row[1]),
        letters=tuple(letter(one, inside=False) for one in queries.letters(by, clue)),
        fields=(Field(TEXT_NAME, _("补充或答复"), "textarea", typed.get(TEXT_NAME, "")),),
        names=name_fields() if can_name else (),
        reward=_reward(queries.reward_of(by, clue), on),
        error=error,
        done=done,
        slip=slip,
    )


def _none_words(row: Reward, on: date) -> str:
    out = law_of_day(row.path, row.decided_on or on)[1].exclusions.get(row.exclusion)
    return _("这一件不予奖励：%(why)s。") % {"why": spoken(out.title) if out else ""}


def _reward(row: Reward | None, on: date) -> RewardShown | None:
    """Told once somebody else approved it, not before."""
    if row is None or row.state in ("proposed", "turned_down"):
        return None
    if row.state == "declined":
        return RewardShown(reward_badge(row.state), (_none_words(row, on),), ())
    claims = row.state == "approved" and row.claim_by is not None and on <= row.claim_by
    lines = [_("奖励 %(yuan)s 元。") % {"yuan": yuan(row.amount)}]
    if row.state == "approved" and row.claim_by:
        past = _("申领的期限 %(day)s 已经过了。") if not claims else _("请在 %(day)s 以前申领。")
        lines.append(past % {"day": full_day_words(row.claim_by)})
    if row.state == "claimed" and row.collect_by:
        lines.append(_("请在 %(day)s 以前凭领奖码领取。") % {"day": full_day_words(row.collect_by)})
    why = stored_why(row.because, _("%(yuan)s 元") % {"yuan": yuan(row.amount)}, question=_("这个数怎么来的"))
    return RewardShown(reward_badge(row.state), tuple(lines), account_fields() if claims else (), why)
