"""The verbs of a transfer: the head's, the officers', the police's."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.enforcement import words
from shian.doors.enforcement.asking import Asks, Button
from shian.doors.enforcement.choices import case_files, lines, other_police, police
from shian.doors.ui.typed import key_or_none, keys_in
from shian.doors.ui.verbs import Said
from shian.enforcement import actions, queries
from shian.enforcement.models import Transfer
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused

Offered = Callable[[Transfer, Actor], bool]
NOTE = Asks("note", _("写明情况"), "textarea")
ANSWER = Asks("answer", _("答复"), "textarea")
PAPERS = Asks("papers", _("附了哪些材料"), "checkbox", words.PAPERS)
FILES = Asks("files", _("附哪些证据文件"), "checkbox", case_files, help=_("公安只打得开这里选的和上面勾的"))


def here(*states: str) -> Offered:
    """Offered to this side: the verb's right tells the head from the officers."""
    return lambda one, by: one.state in states and one.police_post_id not in by.posts


def there(*states: str) -> Offered:
    """Offered to the post of the police that it was handed to."""
    return lambda one, by: one.state in states and one.police_post_id in by.posts


def _hand(one: Transfer, said: Said) -> object:
    key = key_or_none(said.word("to"))
    post = next((post for post in queries.police_posts(one.path, lines(one)) if post.pk == key), None)
    if post is None:
        raise Refused(gettext("请选移送哪个公安机关"))
    parcel = actions.Parcel(post, said.lists.get("papers", []), sorted(keys_in(said.lists.get("files", []))))
    return actions.hand_transfer(one, parcel, by=said.by, now=said.now)


def _pass_on(one: Transfer, said: Said) -> object:
    key = key_or_none(said.word("to"))
    post = next((post for post in queries.all_police_posts(lines(one)) if post.pk == key), None)
    if post is None:
        raise Refused(gettext("请选移送哪个公安机关"))
    return actions.pass_on_transfer(one, post, answer=said.word("answer"), by=said.by, now=said.now)


def _supply(one: Transfer, said: Said) -> object:
    files = sorted(keys_in(said.lists.get("files", [])))
    papers = said.lists.get("papers", [])
    return actions.supply_papers(one, papers=papers, note=said.note, files=files, by=said.by, now=said.now)


VERBS: Mapping[str, Button[Transfer]] = {
    "approve": Button(
        "decide_transfer", here("proposed"), _("批准移送"),
        lambda one, said: actions.approve_transfer(one, by=said.by, now=said.now), _("已批准，二十四小时内移送。"), look="primary",
    ),
    "refuse": Button(
        "decide_transfer", here("proposed"), _("不批准"),
        lambda one, said: actions.refuse_transfer(one, reason=said.note, by=said.by, now=said.now), _("不批准的理由已记下。"),
        (Asks("note", _("理由"), "textarea"),),
    ),
    "hand": Button(
        "hand_transfer", here("approved", "misdirected"), _("移送公安"), _hand, _("已移送，对方看得到这份移送。"),
        (Asks("to", _("移送哪个公安机关"), "select", police), PAPERS, FILES), "primary",
    ),
    "receive": Button(
        "answer_transfer", there("handed"), _("签收回执"),
        lambda one, said: actions.receive_transfer(one, weight=said.word("weight"), by=said.by, now=said.now), _("已签收。"),
        (Asks("weight", _("案件是否复杂"), "select", words.WEIGHTS),), "primary",
    ),
    "misdirect": Button(
        "answer_transfer", there("handed", "received"), _("不归本机关管辖"),
        lambda one, said: actions.misdirect_transfer(one, answer=said.word("answer"), by=said.by, now=said.now),
        _("已告知移送的机关，二十四小时内转送有管辖权的公安机关。"), (ANSWER,),
    ),
    "pass_on": Button(
        "answer_transfer", there("misdirected"), _("转送"), _pass_on, _("已转送，对方看得到这份移送。"),
        (Asks("to", _("转送哪个公安机关"), "select", other_police), ANSWER), "primary",
    ),
    "accept": Button(
        "answer_transfer", there("received"), _("立案"),
        lambda one, said: actions.accept_transfer(one, answer=said.word("answer"), by=said.by, now=said.now), _("已答复立案。"), (ANSWER,), "primary",
    ),
    "decline": Button(
        "answer_transfer", there("received"), _("不予立案"),
        lambda one, said: actions.decline_transfer(one, answer=said.word("answer"), by=said.by, now=said.now), _("已答复不予立案。"), (ANSWER,),
    ),
    "ask_papers": Button(
        "answer_transfer", there("received"), _("要求补充材料"),
        lambda one, said: actions.ask_papers(one, answer=said.word("answer"), by=said.by, now=said.now), _("已要求补充。"), (ANSWER,),
    ),
    "uphold": Button(
        "answer_transfer", there("under_review"), _("维持不立案"),
        lambda one, said: actions.uphold_decline(one, answer=said.word("answer"), by=said.by, now=said.now), _("已答复复议结果。"), (ANSWER,),
    ),
    "overturn": Button(
        "answer_transfer", there("under_review"), _("改为立案"),
        lambda one, said: actions.overturn_decline(one, answer=said.word("answer"), by=said.by, now=said.now), _("已改为立案。"), (ANSWER,),
    ),
    "return": Button(
        "answer_transfer", there("accepted", "goods_handed"), _("反向移送"),
        lambda one, said: actions.return_transfer(one, answer=said.word("answer"), by=said.by, now=said.now), _("已退回行政机关处理。"), (ANSWER,),
    ),
    "supply": Button(
        "hand_transfer", here("lacking"), _("补充材料"), _supply, _("材料已补充。"), (PAPERS, FILES, NOTE), "primary",
    ),
    "ask_review": Button(
        "hand_transfer", here("declined"), _("提请复议"),
        lambda one, said: actions.ask_review(one, note=said.note, by=said.by, now=said.now), _("已提请复议。"), (NOTE,), "primary",
    ),
    "ask_supervision": Button(
        "hand_transfer", here("declined", "upheld"), _("建议检察院立案监督"),
        lambda one, said: actions.ask_supervision(one, note=said.note, by=said.by, now=said.now), _("已建议监督。"), (NOTE,),
    ),
    "supervised": Button(
        "hand_transfer", here("supervised"), _("记监督后立案"),
        lambda one, said: actions.note_supervised(one, note=said.note, by=said.by, now=said.now), _("已记公安立案。"), (NOTE,),
    ),
    "end": Button(
        "hand_transfer", here("declined", "upheld", "supervised", "misdirected"), _("由本机关处理"),
        lambda one, said: actions.end_transfer(one, note=said.note, by=said.by, now=said.now), _("移送到此为止，案件继续办。"), (NOTE,),
    ),
    "hand_goods": Button(
        "hand_transfer", here("accepted"), _("移交物品和材料"),
        lambda one, said: actions.hand_goods(one, note=said.note, by=said.by, now=said.now), _("交接已记下。"), (NOTE,), "primary",
    ),
    "joint": Button(
        "decide_transfer", here("approved", "handed", "received", "accepted", "goods_handed"), _("联合挂牌督办"),
        lambda one, said: actions.supervise_jointly(one, units=said.note, by=said.by, now=said.now), _("联合督办已记下。"),
        (Asks("note", _("由哪些机关督办")),),
    ),
}  # fmt: skip


def offered(viewer: Actor, one: Transfer) -> list[str]:
    """The verbs to offer now."""
    return [key for key, verb in VERBS.items() if verb.may(one, viewer)]
