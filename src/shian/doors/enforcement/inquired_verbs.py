"""协助调查 asked of us, as its page asks for it: somebody is chosen, it is answered, or put off once before its days are over."""

from collections.abc import Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement.asking import Asks, Button, day
from shian.doors.enforcement.inquiry_verbs import ANSWER, UNTIL, WHY_LONGER
from shian.doors.enforcement.turns import DAY, NOTE
from shian.doors.ui.said import names_of
from shian.doors.ui.typed import day_of, key_or_none
from shian.doors.ui.verbs import Said
from shian.enforcement import actions, queries
from shian.enforcement.actions import Answer
from shian.enforcement.models import JointInquiry
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused


def _open(one: JointInquiry, by: Actor) -> bool:
    return one.state == "received"


def _mine(one: JointInquiry, by: Actor) -> bool:
    """Whoever has it in hand, or chooses who has."""
    return _open(one, by) and (one.holder_id in by.posts or lens.may(by, "assign_inquiry", one))


def _extendable(one: JointInquiry, by: Actor) -> bool:
    in_time = one.due is not None and timezone.localdate() <= one.due
    return _mine(one, by) and in_time and one.extended_on is None


def _posts(one: JointInquiry, viewer: Actor) -> Sequence[tuple[str, str]]:
    posts = queries.posts_that_answer(one)
    held = names_of((post.pk for post in posts), on=timezone.localdate())
    return [(str(post.pk), f"{post.title} {held[post.pk].person_name}") for post in posts if post.pk in held]


def _assign(one: JointInquiry, said: Said) -> object:
    key = key_or_none(said.word("post"))
    post = next((post for post in queries.posts_that_answer(one) if post.pk == key), None)
    if post is None:
        raise Refused(gettext("请选由谁办理"))
    return actions.assign_inquiry(one, post, by=said.by, now=said.now)


def _extend(one: JointInquiry, said: Said) -> object:
    until = day_of(said.word("until"), gettext("延到哪一天"))
    return actions.extend_inquiry(one, until=until, reason=said.word("reason"), by=said.by, now=said.now)


def _answer(one: JointInquiry, said: Said) -> object:
    return actions.answer_inquiry(one, Answer(day(said), said.word("answer"), said.files), by=said.by, now=said.now)


VERBS: Mapping[str, Button[JointInquiry]] = {
    "assign": Button(
        "assign_inquiry", _open, _("选由谁办理"), _assign, _("已交办，期限不变。"),
        (Asks("post", _("由谁办理"), "select", _posts, first=lambda one: str(one.holder_id or "")),), "primary",
    ),
    "answer": Button(
        "answer_inquiry", _mine, _("记回复"), _answer, _("回复已记下。"),
        (DAY, ANSWER, Asks("evidence", _("文件（可以不附）"), "file")), "primary",
    ),
    "extend": Button(
        "answer_inquiry", _extendable, _("延期并告知对方"), _extend, _("已延期，请告知对方。"), (UNTIL, WHY_LONGER),
    ),
    "withdrawn": Button(
        "answer_inquiry", _mine, _("记对方撤回"),
        lambda one, said: actions.note_inquiry_withdrawn(one, reason=said.note, by=said.by, now=said.now), _("已记对方撤回。"), (NOTE,),
    ),
}  # fmt: skip


def offered(viewer: Actor, one: JointInquiry) -> list[str]:
    """The verbs to offer now."""
    return [key for key, verb in VERBS.items() if verb.may(one, viewer)]
