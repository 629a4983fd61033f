"""行刑衔接: proposed by two, decided by the head, handed over within a day, answered by the police, reviewed, supervised."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.enforcement.actions.measures import hand_measures
from shian.enforcement.events import TransferMoved
from shian.enforcement.law import PROGRAMME, case_law, chief_post
from shian.enforcement.models import CASE_CLASS, Exhibit, Measure, PenaltyCase, Transfer
from shian.enforcement.parties import names, refuse_officers, refuse_related, refuse_strangers
from shian.enforcement.rules import Sold, crime_flags
from shian.enforcement.states import (
    CHIEF,
    FILED,
    NEEDED_PAPERS,
    OWED_OF_TRANSFER,
    PAPERS,
    POLICE,
    TRANSFER,
    WITH_THE_POLICE,
)
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.written import needed
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file
from shian.loop.actions.opening import local_day
from shian.loop.models import Task
from shian.people.house import as_house
from shian.people.models import Post

FILE = "transfer"
CLOCK_OF_WEIGHT = {"plain": "police_file", "complex": "police_complex", "major": "police_major"}
FOUND_OUT = ("checking", *FILED)  # a crime may show itself at any time before the decision


@dataclass(frozen=True)
class Parcel:
    """What goes to the police: to which post, which papers, which files of evidence."""

    to: Post
    papers: Collection[str]
    files: Sequence[UUID] = ()


def propose_transfer(case: PenaltyCase, *, summary: str, report: str, by: Actor, now: datetime) -> Transfer:
    """A team of two looked into it and reports to the head, who decides within three days (310 art 5)."""
    refuse_strangers(case, by)
    if case.state not in FOUND_OUT:
        raise Refused(_("案件已经办到决定以后，不能再提移送"), code="illegal_move")
    assert case.officer_post_id is not None  # whoever passed above is one of its officers
    earlier = Transfer.objects.filter(case=case)
    if earlier.filter(state__in=WITH_THE_POLICE).exists():
        raise Refused(_("这个案件已经在移送"), code="conflict")
    day = local_day(now)
    flags = crime_flags(case_law(case.path, day).said, Sold(frozenset(case.crime_facts), case.sales_fen, case.ill))
    row = Transfer(
        id=new_id(), case=case, round=earlier.count() + 1, title=case.title, mark=case.mark, team=names(case)[:300],
        summary=needed(summary, 2000), report=needed(report, 4000), proposed_on=day,
        because=[{"title": one.value.title.zh, **one.of(one.value.key).as_json()} for one in flags],
        officer_post_id=case.officer_post_id, path=case.path, secrecy=CASE_CLASS,
    )  # fmt: skip
    with act(by, "propose_transfer", case) as announce:
        insert_many(Transfer, [row])
        row._state.adding = False
        _owe_next(row, by=by, now=now)
        announce.note(transfer=str(row.pk))
        announce(TransferMoved(row.pk, case.pk, "propose", row.state))
    return row


def approve_transfer(row: Transfer, *, by: Actor, now: datetime) -> Transfer:
    """批准: it is with the police within twenty-four hours."""
    refuse_officers(row.case, by)
    return _moved(row, "decide_transfer", "approve", by, now, decided_by=by.label, decided_on=local_day(now))


def refuse_transfer(row: Transfer, *, reason: str, by: Actor, now: datetime) -> Transfer:
    """不批准: the reasons stand in the file."""
    refuse_officers(row.case, by)
    said = needed(reason, 500)
    return _moved(
        row, "decide_transfer", "refuse", by, now, decided_by=by.label, decided_on=local_day(now), refused_for=said
    )


def hand_transfer(row: Transfer, parcel: Parcel, *, by: Actor, now: datetime) -> Transfer:
    """移送: with its papers. From now on the police see this row, and of the case nothing else."""
    refuse_strangers(row.case, by)
    if missing := [one for one in NEEDED_PAPERS if one not in parcel.papers]:
        raise Refused(_("移送要有移送书、调查报告、涉案物品清单，还缺 %(n)d 样") % {"n": len(missing)}, code="papers")
    if set(parcel.papers) - set(PAPERS):
        raise Refused(_("请从列出的材料里选"), code="unknown_word")
    _refuse_all_but_police(row, parcel.to, now)
    goods = [line for one in Measure.objects.filter(case=row.case, state="in_force") for line in one.goods]
    return _moved(
        row, "hand_transfer", "hand", by, now, police_id=parcel.to.organisation_id, police_post_id=parcel.to.pk,
        papers=sorted(parcel.papers), goods=goods, files=_files_of(row.case, parcel.files), handed_at=now, **_UNSIGNED,
    )  # fmt: skip


_UNSIGNED: Mapping[str, object] = {"received_at": None, "received_by": "", "weight": ""}  # nobody there has signed yet


def _refuse_all_but_police(row: Transfer, to: Post, now: datetime) -> None:
    line = case_law(row.path, local_day(now)).whole.pack.departments.get(to.organisation.department)
    if line is None or not line.police:
        raise Refused(
            _("「%(unit)s」不是公安机关，案件只能移送公安") % {"unit": to.organisation.name}, code="not_police"
        )


def supply_papers(
    row: Transfer, *, papers: Collection[str], note: str, files: Sequence[UUID] = (), by: Actor, now: datetime
) -> Transfer:
    """What the police asked for besides."""
    refuse_strangers(row.case, by)
    whole = sorted({*row.papers, *(one for one in papers if one in PAPERS)})
    more = [*row.files, *(key for key in _files_of(row.case, files) if key not in row.files)]
    return _moved(row, "hand_transfer", "supply", by, now, papers=whole, files=more, note=needed(note, 1000))


def _files_of(case: PenaltyCase, files: Sequence[UUID]) -> list[UUID]:
    """Only what is evidence of this case goes along. Raises Refused for any other file."""
    known = set(Exhibit.objects.filter(case=case, file__isnull=False).values_list("file", flat=True))
    if set(files) - known:
        raise Refused(_("只能移送这个案件里登记过的证据文件"), code="unknown_word")
    return list(dict.fromkeys(files))


def ask_review(row: Transfer, *, note: str, by: Actor, now: datetime) -> Transfer:
    """提请复议: within three days of the refusal."""
    refuse_strangers(row.case, by)
    return _moved(row, "hand_transfer", "ask_review", by, now, note=needed(note, 1000))


def ask_supervision(row: Transfer, *, note: str, by: Actor, now: datetime) -> Transfer:
    """建议检察院立案监督."""
    refuse_strangers(row.case, by)
    return _moved(row, "hand_transfer", "ask_supervision", by, now, note=needed(note, 1000))


def note_supervised(row: Transfer, *, note: str, by: Actor, now: datetime) -> Transfer:
    """The procuratorate had the police file it."""
    refuse_strangers(row.case, by)
    if row.state != "supervised":
        raise Refused(_("没有建议检察院监督"), code="illegal_move")
    return _moved(row, "hand_transfer", "overturn", by, now, note=needed(note, 1000))


def end_transfer(row: Transfer, *, note: str, by: Actor, now: datetime) -> Transfer:
    """The police do not file it: this office goes on with it (310 art 10)."""
    refuse_strangers(row.case, by)
    return _moved(row, "hand_transfer", "end", by, now, note=needed(note, 1000))


def hand_goods(row: Transfer, *, note: str, by: Actor, now: datetime) -> Transfer:
    """Within three days of the filing: goods and papers, with a list. What was held here is held here no longer."""
    refuse_strangers(row.case, by)
    said = needed(note, 1000)
    done = _moved(row, "hand_transfer", "hand_goods", by, now, goods_on=local_day(now), note=said)
    hand_measures(row.case, said, by=by, now=now)
    return done


def supervise_jointly(row: Transfer, *, units: str, by: Actor, now: datetime) -> Transfer:
    """联合挂牌督办: by whom, from which day (M36). It changes no clock."""
    refuse_related(row.case, by)
    said = needed(units, 120)
    with act(by, "decide_transfer", row) as announce:
        Transfer.objects.filter(pk=row.pk).update(joint_by=said, joint_on=local_day(now))
        row.joint_by, row.joint_on = said, local_day(now)
        announce.note(what="supervise_jointly")
    return row


def receive_transfer(row: Transfer, *, weight: str, by: Actor, now: datetime) -> Transfer:
    """回执: the police sign for it; three days, ten for a complex case, thirty for a major one."""
    _refuse_others(row, by)
    if weight not in CLOCK_OF_WEIGHT:
        raise Refused(_("请选案件是否复杂"), code="unknown_word")
    return _moved(row, "answer_transfer", "receive", by, now, received_at=now, received_by=by.label, weight=weight)


def ask_papers(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """Something is missing: three days to supply it."""
    return _answered(row, "ask_papers", answer, by, now)


def misdirect_transfer(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """不归本机关管辖: within twenty-four hours of its coming it is passed on to whose it is (310 art 7)."""
    return _answered(row, "misdirect", answer, by, now)


def pass_on_transfer(row: Transfer, to: Post, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """转送: another organ of the police has it now, with its papers; whoever had it sees it no longer, and the office is told."""
    _refuse_others(row, by)
    said = needed(answer, 900)
    _refuse_all_but_police(row, to, now)
    if to.pk == row.police_post_id:
        raise Refused(_("请选另一个公安机关"), code="own_post")
    words = f"{row.police.name if row.police else ''}转送{to.organisation.name}：{said}"
    with act(by, "answer_transfer", row) as announce:
        with as_house():  # from here on it is not the giver's to write
            TRANSFER.move(
                row, "pass_on", police_id=to.organisation_id, police_post_id=to.pk, answer=words[:1000],
                answered_on=local_day(now), handed_at=now, **_UNSIGNED,
            )  # fmt: skip
        _owe_next(row, by=by, now=now)
        announce.note(move="pass_on")
        announce(TransferMoved(row.pk, row.case_id, "pass_on", row.state))
    return row


def accept_transfer(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """The police file it."""
    return _answered(row, "accept", answer, by, now)


def decline_transfer(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """The police do not file it, and say why."""
    return _answered(row, "decline", answer, by, now)


def uphold_decline(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """After review still not."""
    return _answered(row, "uphold", answer, by, now)


def overturn_decline(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """After review they file it."""
    return _answered(row, "overturn", answer, by, now)


def return_transfer(row: Transfer, *, answer: str, by: Actor, now: datetime) -> Transfer:
    """反向移送: no crime, but something for this office (310 art 13)."""
    return _answered(row, "return", answer, by, now)


def _answered(row: Transfer, move: str, answer: str, by: Actor, now: datetime) -> Transfer:
    _refuse_others(row, by)
    said = needed(answer, 1000)
    return _moved(row, "answer_transfer", move, by, now, answer=said, answered_on=local_day(now))


def _refuse_others(row: Transfer, by: Actor) -> None:
    if row.police_post_id not in by.posts:
        raise Denied(_("这份移送由公安来签收和答复"))


def _moved(row: Transfer, verb: str, move: str, by: Actor, now: datetime, **fields: object) -> Transfer:
    with act(by, verb, row) as announce:
        TRANSFER.move(row, move, **fields)
        _owe_next(row, by=by, now=now)
        announce.note(move=move)
        announce(TransferMoved(row.pk, row.case_id, move, row.state))
    return row


def _owe_next(row: Transfer, *, by: Actor, now: datetime) -> None:
    """The task of the step before is done, the next one owed by whose turn it is."""
    with as_house():
        if row.task_id is not None:
            finish_on_file(row.task_id, by=by, now=now)
        row.task = _owed(row, now) if row.state in OWED_OF_TRANSFER else None
        Transfer.objects.filter(pk=row.pk).update(task=row.task)


def _owed(row: Transfer, now: datetime) -> Task:
    what, clock, who = OWED_OF_TRANSFER[row.state]
    if row.state == "received":
        clock = CLOCK_OF_WEIGHT.get(row.weight, clock)
    law, start = case_law(row.path, local_day(now)), local_day(now)
    if row.state == "misdirected" and row.received_at is not None:
        start = local_day(row.received_at)
    clock = clock if clock in law.said.clocks else "transfer_hand"  # as long, in a release that does not know it yet
    holder = {POLICE: row.police_post_id, CHIEF: chief_post(row.path)}.get(who, row.officer_post_id)
    owed = Owed(what, FILE, row.pk, PROGRAMME, row.path, CASE_CLASS, holder=holder)
    return owe_on_file(owed, law.due(clock, start), law.whole, now=now)
