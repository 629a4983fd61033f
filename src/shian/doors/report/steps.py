"""The four steps, put together from the draft."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.report import places
from shian.doors.report.checking import LOOK, PHOTO, WANT, WHAT, Wrong
from shian.doors.report.draft import HEAR, MOST_PHOTOS, SETTLE, TELL, Draft
from shian.doors.report.law import categories
from shian.doors.report.shapes import Found, LookPage, PhotoPage, Picture, Shown, Step, WantPage, WhatPage
from shian.doors.ui.shapes.parts import Field, Link, Option
from shian.doors.ui.words import day_words
from shian.reception.models import Call

ORDER = (PHOTO, WHAT, WANT, LOOK)


def steps(at: str) -> tuple[Step, ...]:
    names = {PHOTO: _("照片"), WHAT: _("什么事、在哪里"), WANT: _("希望怎样"), LOOK: _("看一遍，交")}
    here = ORDER.index(at)
    return tuple(Step(names[one], reverse(one), n < here, n == here) for n, one in enumerate(ORDER))


def shown(draft: Draft) -> tuple[Shown, ...]:
    return tuple(
        Shown(reverse("report_picture", args=[one.sha256]), one.sha256, one.spot is not None) for one in draft.photos
    )


def photo(draft: Draft, calls: Sequence[Call], *, error: str = "", slip: str = "") -> PhotoPage:
    chosen = places.shop(draft.business)
    return PhotoPage(
        title=_("反映食品安全问题"),
        steps=steps(PHOTO),
        photos=shown(draft),
        room=len(draft.photos) < MOST_PHOTOS,
        calls=tuple(Link(one.title, reverse("call_for_clues", args=[one.code]), hint=one.place_name) for one in calls),
        call=next((one.title for one in calls if one.code == draft.call), ""),
        business=chosen.name if chosen else "",
        begun=draft.begun,
        error=error,
        slip=slip,
    )


def what(
    draft: Draft, wrong: Iterable[Wrong], on: date, *, found: tuple[Found, ...] = (), searched: str = ""
) -> WhatPage:
    chosen = places.shop(draft.business)
    return WhatPage(
        title=_("什么事、在哪里"),
        steps=steps(WHAT),
        pictures=tuple(Picture(key, text, key, key == draft.category) for key, text in categories(on).items()),
        words=Field("words", _("发生了什么"), "textarea", draft.words, help=_("想到什么写什么，几句话就行。")),
        day=Field("day", _("哪一天（不记得可以不填）"), "date", draft.day),
        business=chosen.name if chosen else "",
        closed=chosen.closed if chosen else "",
        respondent=draft.respondent,
        found=found,
        searched=searched,
        address=Field("address", _("地址，或者怎么走"), value=draft.address, help=_("例如：文昌路菜场东门第二个摊")),
        place=_town(draft, on),
        latitude="" if draft.latitude is None else f"{draft.latitude:.6f}",
        longitude="" if draft.longitude is None else f"{draft.longitude:.6f}",
        errors=tuple(one.text for one in wrong if one.step == WHAT),
    )


def _town(draft: Draft, on: date) -> Field:
    first = Option("", _("说不清"), chosen=not draft.place)
    last = Option(places.ELSEWHERE, _("在别的县（市、区）"), chosen=draft.place == places.ELSEWHERE)
    options = (Option(path, name, chosen=path == draft.place) for path, name in places.towns(on))
    return Field("place", _("哪个乡镇、街道"), "select", options=(first, *options, last))


def want(draft: Draft, wrong: Iterable[Wrong]) -> WantPage:
    return WantPage(
        title=_("希望怎样"),
        steps=steps(WANT),
        want=Field("want", _("您希望怎样"), "radio", options=wants(draft.want), required=True),
        fields=(
            Field("name", _("您的姓名"), value=draft.name, autocomplete="name"),
            Field("phone", _("手机号"), "tel", draft.phone, autocomplete="tel"),
        ),
        settle=(
            Field("demand", _("要求什么"), value=draft.demand, help=_("例如：退款、换货、赔偿")),
            Field("yuan", _("多少元（可以不填）"), value=draft.yuan),
            Field(
                "punish",
                _("一并查处"),
                "checkbox",
                options=(Option("1", _("也请查处这一家"), _("投诉和举报各办各的，用同一张回执看"), draft.punish),),
            ),
        ),
        public=draft.publicity,
        errors=tuple(one.text for one in wrong if one.step == WANT),
    )


def wants(chosen: str) -> tuple[Option, ...]:
    """Three ways, and in one sentence each what is different."""
    return (
        Option(TELL, _("只是告诉你们"), _("举报。不用留姓名电话；我们去核查，您凭回执看结果。"), chosen == TELL),
        Option(HEAR, _("告诉你们，并且想接到答复"), _("实名举报。留姓名电话；立案不立案都会告诉您，查实可能有奖励。"), chosen == HEAR),
        Option(SETTLE, _("要退款、赔偿"), _("投诉。必须留真实姓名电话；我们组织您和店家调解。"), chosen == SETTLE),
    )  # fmt: skip


def look(draft: Draft, wrong: Sequence[Wrong], on: date, *, error: str = "", slip: str = "") -> LookPage:
    return LookPage(
        title=_("看一遍，交"),
        steps=steps(LOOK),
        facts=tuple(fact for fact in _facts(draft, on) if fact[1]),
        words=draft.words.strip(),
        photos=shown(draft),
        key=draft.key,
        errors=tuple(Link(one.text, reverse(one.step)) for one in wrong),
        error=error,
        slip=slip,
    )


def _facts(draft: Draft, on: date) -> Iterable[tuple[str, str]]:
    chosen = places.shop(draft.business)
    towns = dict(places.towns(on))
    yield _("哪一类"), categories(on).get(draft.category, "")
    yield _("哪一家"), chosen.name if chosen else draft.respondent
    yield _("在哪里"), " ".join(filter(None, (towns.get(draft.place, ""), draft.address)))
    yield _("定位"), _("按手机或照片的位置") if draft.spot else ""
    yield _("哪一天"), _day(draft.day)
    yield _("希望"), next((one.text for one in wants("") if one.value == draft.want), "")
    if draft.want != TELL:
        yield _("姓名"), draft.name
        yield _("手机号"), draft.phone
    if draft.want == SETTLE:
        yield _("要求"), f"{draft.demand} {draft.yuan and _('%(n)s 元') % {'n': draft.yuan}}".strip()
        yield _("也请查处"), _("是") if draft.punish else ""


def _day(text: str) -> str:
    try:
        return day_words(date.fromisoformat(text))
    except ValueError:
        return text
