"""One thing at the sealed desk, with the verbs that are its viewer's."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shian.doors.sealed.listing import keys_of
from shian.doors.sealed.shapes import FilePage
from shian.doors.sealed.verbs import (
    CHANNEL_VERBS,
    CLUE_VERBS,
    IDENTITY_VERBS,
    KEY_VERBS,
    OPENING_VERBS,
    REWARD_VERBS,
    Verb,
)
from shian.doors.sealed.words import KINDS, SIDES, clue_badge, letter, opening_badge, outcomes, reasons, reward_badge
from shian.doors.ui.said import spoken, stored_why
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option
from shian.doors.ui.terms import said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words, moment_words
from shian.evidence import rules as kinds
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.lens import Scoped
from shian.kernel.spelled import headed
from shian.packs.sealed import SealedLaw
from shian.sealed import boxes, bundles, queries
from shian.sealed.law import law_at
from shian.sealed.models import Channel, CustodianKey, Identity, Opening, Reward, SealedClue
from shian.sealed.rules import yuan
from shian.sealed.states import OPENING, OUTCOMES, REASONS, REWARDED

_ENDINGS = {kinds.JPEG: "jpg", kinds.PNG: "png", kinds.PDF: "pdf", kinds.DOCX: "docx"}
_NEXT = frozenset(
    {"read", "approve", "pay", "agree", "pass", "open", "note"}
)  # what is waited for, where it is offered
Fields = Mapping[str, tuple[Field, ...]]


def clue(viewer: Actor, one: SealedClue, now: datetime, typed: Typed | None = None) -> FilePage:
    """What was told, and what is to be done; never by whom."""
    letters = queries.letters(viewer, one)
    files = enumerate(queries.files(viewer, one), start=1)
    reward = queries.reward_of(viewer, one)
    facts = (
        (_("收到"), moment_words(one.received_at)),
        (_("地方"), one.channel.place.name),
        (_("办理结果"), said(OUTCOMES, one.outcome)),
        (_("罚没金额"), _("%(yuan)s 元") % {"yuan": yuan(one.money)} if one.money else ""),
        (_("保存到"), full_day_words(one.keep_until) if one.keep_until else ""),
    )
    unread = any(not said_.letter.ours and said_.letter.read_at is None for said_ in letters)
    hidden = set() if unread else {"read"}
    hidden |= set() if one.outcome in REWARDED and (not reward or reward.state == "turned_down") else {"propose"}
    return FilePage(
        title=_("一件密封举报"),
        badge=clue_badge(one.state),
        heading=_("情况"),
        facts=tuple(row for row in facts if row[1]),
        acts=_acts(viewer, one, one.state, CLUE_VERBS, "sealed_clue", _clue_fields(one, now, typed), typed, hidden),
        letters=tuple(letter(said_, inside=True) for said_ in letters),
        files=tuple(
            Link(_("文件 %(n)d") % {"n": n}, reverse("sealed_file", args=[row.pk]), hint=ending(row.mime))
            for n, row in files
        ),
        notes=(_("这里没有举报人的姓名电话，您也不要去猜、去问。要问什么，写给举报人。"),),
        links=(Link(_("看奖励"), reverse("sealed_reward", args=[reward.pk])),) if reward else (),
    )


def ending(mime: str) -> str:
    return _ENDINGS.get(mime, "bin")


def _clue_fields(one: SealedClue, now: datetime, typed: Typed | None) -> Fields:
    _law, law = law_at(one.path, now)
    return {
        "answer": (Field("text", _("写给举报人"), "textarea", _word(typed, "answer", "text"), required=True),),
        "hand": (
            Field("business", _("哪一家"), value=_word(typed, "hand", "business"), required=True),
            Field(
                "summary", _("摘要：只写事，不写人"), "textarea", _word(typed, "hand", "summary"), required=True,
                help=_("不要写只有举报人才知道的细节、时间和位置。"),
            ),
        ),
        "close": (
            Field("outcome", _("办理结果"), "select", options=outcomes()),
            Field("money", _("罚没金额（元），没有就留空"), value=_word(typed, "close", "money")),
        ),
        "propose": _proposal(law),
    }  # fmt: skip


def _proposal(law: SealedLaw) -> tuple[Field, ...]:
    levels = tuple(Option(key, spoken(level.title)) for key, level in law.levels.items())
    exclusions = tuple(Option(key, spoken(one.title)) for key, one in law.exclusions.items())
    return (
        Field("level", _("奖励等级"), "select", options=levels),
        Field("insider", _("内部举报"), "select", options=(Option("no", _("不是")), Option("yes", _("是")))),
        Field("exclusions", _("有不予奖励的情形就勾上，提出的就是不予奖励"), "checkbox", options=exclusions),
    )


def reward(viewer: Actor, one: Reward, now: datetime, typed: Typed | None = None) -> FilePage:
    """A reward: how it was reckoned, how far it is. Whoever approves it sees no word of what was told."""
    words = _("%(yuan)s 元") % {"yuan": yuan(one.amount)} if not one.exclusion else _("不予奖励")
    facts = (
        (_("奖励"), words),
        *_terms(one, law_at(one.path, now)[1]),
        (_("上次没有核准的理由"), one.turned_down_for),
        (_("核准"), full_day_words(one.decided_on) if one.decided_on else ""),
        (_("最晚申领"), full_day_words(one.claim_by) if one.claim_by else ""),
        (_("最晚领取"), full_day_words(one.collect_by) if one.collect_by else ""),
        (_("怎么领"), _paid_how(one)),
        (_("发放"), full_day_words(one.paid_on) if one.paid_on else ""),
    )
    fields: Fields = {
        "approve": ()
        if one.exclusion
        else (Field("finance", _("会同财政部门的文号（数额大的才要）"), value=_word(typed, "approve", "finance")),),
        "turn_down": (
            Field(
                "why",
                _("为什么不核准"),
                value=_word(typed, "turn_down", "why"),
                required=True,
                help=_("承办人看得到，可以重新提出；不要写举报人。"),
            ),
        ),
        "pay": (Field("code", _("领奖码（十位）"), required=True),),
    }
    hidden = {"approve", "turn_down"} if viewer.person == one.proposed_by else set()
    hidden |= {"pay"} if viewer.person == one.decided_by else set()
    return FilePage(
        title=_("一笔举报奖励"),
        badge=reward_badge(one.state),
        heading=_("情况"),
        facts=tuple(row for row in facts if row[1]),
        acts=_acts(viewer, one, one.state, REWARD_VERBS, "sealed_reward", fields, typed, hidden),
        why=stored_why(one.because, words, question=_("这个数怎么来的") if not one.exclusion else _("依据什么")),
    )


def _terms(one: Reward, law: SealedLaw) -> tuple[tuple[str, str], ...]:
    """What it was reckoned from, for whoever approves it."""
    level, out = law.levels.get(one.level), law.exclusions.get(one.exclusion)
    return (
        (_("罚没金额"), _("%(yuan)s 元") % {"yuan": yuan(one.money)}),
        (_("奖励等级"), spoken(level.title) if level else ""),
        (_("内部举报"), _("是") if one.insider else _("不是")),
        (_("不予奖励的情形"), spoken(out.title) if out else ""),
    )


def _paid_how(one: Reward) -> str:
    if one.by_account is None:
        return ""
    return _("打到账号，由两位保管人打开") if one.by_account else _("凭领奖码领现金")


def _why_fields(typed: Typed | None, verb: str) -> tuple[Field, ...]:
    return (
        Field("reason", _("为什么要打开"), "select", options=reasons()),
        Field(
            "words", _("具体理由（加密保存，台账里只记类别）"), "textarea", _word(typed, verb, "words"), required=True
        ),
    )


def identity(viewer: Actor, one: Identity, now: datetime, typed: Typed | None = None) -> FilePage:
    """A name of which the viewer keeps a half."""
    facts = ((_("封存"), moment_words(one.sealed_at)), (_("哪一种"), said(KINDS, one.kind)))
    fields: Fields = {"ask": _why_fields(typed, "ask")}
    acts = _acts(viewer, one, "", IDENTITY_VERBS, "sealed_identity", fields, typed, set())
    notes = (_("要两位保管人都同意，才能打开；一申请，监督人马上收到提醒。"),)
    return FilePage(_("一份封存的身份"), Badge(_("封着"), "done", "lock"), _("情况"), facts, acts, notes=notes)


def opening(viewer: Actor, one: Opening, now: datetime, typed: Typed | None = None) -> FilePage:
    """An opening, as each of the three who have part in it sees it."""
    mine, asks = viewer.person == one.asked_person, one.asked_post in viewer.posts
    watches = one.supervisor_id in viewer.posts
    hidden = {"agree", "refuse", "pass"} if mine or watches else {"open"}
    hidden |= {"open"} if watches else set()
    hidden |= {"note"} if not watches or one.seen_at else set()
    hidden |= set() if asks else {"withdraw"}
    late = one.until is not None and now > one.until
    hidden |= {"pass", "open"} if late else set()
    fields: Fields = {
        "agree": _why_fields(typed, "agree"),
        "refuse": (Field("words", _("为什么不同意"), value=_word(typed, "refuse", "words"), required=True),),
        "pass": (Field("half", _("您那一半（shian sealed pass 印出的一行）"), "textarea", required=True),),
    }
    line, words = ("", "") if late else _line(viewer, one)
    return FilePage(
        title=_("打开一份身份"),
        badge=opening_badge("over" if late and one.state not in OPENING.final else one.state),
        heading=_("谁、为什么"),
        facts=_opening_facts(one),
        acts=_acts(viewer, one, one.state, OPENING_VERBS, "sealed_opening", fields, typed, hidden),
        line=line,
        line_words=words,
        notes=(_("每一步都记在台账里；服务器上没有能打开它的钥匙。"),),
    )


def _opening_facts(one: Opening) -> tuple[tuple[str, str], ...]:
    rows = (
        (_("打开什么"), said(KINDS, one.kind)),
        (_("申请"), moment_words(one.asked_at)),
        (_("申请的理由"), headed(said(REASONS, one.asked_why), one.asked_words)),
        (_("另一位保管人"), moment_words(one.agreed_at) if one.agreed_at else ""),
        (_("他的理由"), f"{said(REASONS, one.agreed_why)} {one.agreed_words}".strip()),
        (_("可以打开到"), moment_words(one.until) if one.until else ""),
        (_("打开过"), moment_words(one.read_at) if one.read_at else ""),
        (_("监督人看过"), moment_words(one.seen_at) if one.seen_at else ""),
    )
    return tuple(row for row in rows if row[1])


def _line(viewer: Actor, one: Opening) -> tuple[str, str]:
    """What this custodian carries to his own machine now; to anybody else nothing."""
    if one.state == "agreed" and viewer.person == one.agreed_person:
        words = _("复制这一行，在您自己的机器上运行 shian sealed pass 钥匙文件")
        return bundles.to_pass(one, viewer=viewer).line(), words
    if one.state == "read" and viewer.person == one.asked_person:
        words = _("复制这一行，在您自己的机器上运行 shian sealed read 钥匙文件")
        return bundles.to_read(one, viewer=viewer).line(), words
    return "", ""


def channel(viewer: Actor, one: Channel, now: datetime, typed: Typed | None = None) -> FilePage:
    """A channel: its posts, and the fingerprints which two people compare."""
    prints = tuple((_("公钥指纹"), told) for told, _key in keys_of(viewer, one))
    facts = ((_("承办"), one.handler.title), (_("监督"), one.supervisor.title), *prints)
    hidden = set() if set(one.custodians) & viewer.posts else {"register"}
    fields: Fields = {
        "register": (
            Field(
                "public",
                _("公钥（shian sealed keys 印出的一行）"),
                value=_word(typed, "register", "public"),
                required=True,
            ),
            Field(
                "note", _("哪一把：日常用的，或者保险柜里备用的"), value=_word(typed, "register", "note"), required=True
            ),
        )
    }
    acts = _acts(viewer, one, "", CHANNEL_VERBS, "sealed_channel", fields, typed, hidden)
    return FilePage(
        _("%(place)s 密封举报") % {"place": one.place.name}, Badge(_("在收"), "done"), _("谁在办"), facts, acts,
        notes=(_("请每位保管人登记两把：一把日常用，一把备用锁进保险柜。两把都丢了，身份就再也打不开。"),),
    )  # fmt: skip


def key(viewer: Actor, one: CustodianKey, now: datetime, typed: Typed | None = None) -> FilePage:
    """A custodian's own key: seal everything anew to it from another of his, or take it out of use."""
    others = [other for other in queries.own_keys(viewer) if other.side == one.side and other.pk != one.pk]
    old = others[0] if others else None
    facts = (
        (_("哪一把"), one.note),
        (_("保管哪一半"), str(SIDES[one.side])),
        (_("指纹"), boxes.fingerprint(one.public)),
        (pgettext("when or by whom", "登记"), moment_words(one.registered_at)),
    )
    olds = tuple(Option(str(other.pk), f"{other.note} {boxes.fingerprint(other.public)[:9]}") for other in others)
    fields: Fields = {
        "reseal": (
            Field("old", _("从哪一把换过来"), "select", options=olds),
            Field("line", _("shian sealed reseal 印出的一行"), "textarea", required=True),
        )
    }
    acts = _acts(viewer, one, "", KEY_VERBS, "sealed_key", fields, typed, set() if old else {"reseal"})
    line = bundles.to_reseal(old, one, viewer=viewer).line() if old else ""
    words = _("换到这把钥匙：复制这一行，在旧钥匙所在的机器上运行 shian sealed reseal 旧钥匙文件") if old else ""
    return FilePage(_("一把钥匙"), Badge(_("在用"), "done"), _("情况"), facts, acts, line=line, line_words=words)


def _word(typed: Typed | None, verb: str, name: str) -> str:
    return typed.word(verb, name) if typed else ""


def _acts(
    viewer: Actor,
    one: Scoped,
    state: str,
    verbs: Mapping[str, Verb],
    address: str,
    fields: Fields,
    typed: Typed | None,
    hidden: set[str],
) -> tuple[Act, ...]:
    """The verbs to offer now, the refused one with its sentence at its first field."""
    words = {
        "read": _("我看过了"), "answer": _("写给举报人"), "hand": _("转去核查"), "close": _("办结"), "propose": _("提出奖励"),
        "approve": _("核准奖励"), "turn_down": _("不予核准"), "pay": _("核对并发放"),
        "ask": _("申请打开"), "agree": _("同意打开"), "refuse": _("不同意"), "withdraw": _("撤回申请"), "pass": _("交出我的一半"), "open": _("打开"),
        "note": _("我知道了"), "register": _("登记公钥"), "shut": _("停收新的举报"), "reseal": _("换到这把钥匙"), "retire": _("停用这把钥匙"),
    }  # fmt: skip
    offered = (
        key for key, verb in verbs.items()
        if key not in hidden and (not verb.states or state in verb.states) and lens.may(viewer, verb.right, one)
    )  # fmt: skip
    return tuple(
        Act(
            key,
            words[key],
            reverse(f"{address}_act", args=[one.pk, key]),
            _with_error(fields.get(key, ()), key, typed),
            confirm=_asked_first(key),
            look="primary" if key in _NEXT else "",
        )
        for key in offered
    )


def _asked_first(verb: str) -> str:
    """The question before what nobody can take back."""
    questions = {
        "close": _("办结以后不能再改结果和金额，保存期从今天算。确定吗？"),
        "hand": _("摘要转出去就收不回来。里面没有写人吧？"),
        "approve": _("核准以后举报人凭回执号就看得到，不能收回。确定吗？"),
        "pay": _("记为发放以后不能改。钱已经给了吗？"),
        "ask": _("一申请，监督人马上收到提醒，台账里也记着。确定要打开吗？"),
        "agree": _("同意以后身份就可能被打开，台账里也记着。确定吗？"),
        "shut": _("停收以后群众在这里就举报不了了。确定吗？"),
        "retire": _("停用以后这把钥匙不再用来封存。确定吗？"),
    }
    return questions.get(verb, "")


def _with_error(fields: tuple[Field, ...], verb: str, typed: Typed | None) -> tuple[Field, ...]:
    if not fields or typed is None or not typed.wrong(verb):
        return fields
    first, *rest = fields
    return (replace(first, error=typed.wrong(verb)), *rest)
