"""What a letter speaks of, as it stands now: gathered when it is drafted, and again when it is approved and issued.

The words are Chinese whatever the screen speaks: they go onto the paper.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.paths import upper
from shian.kernel.refused import Missing, Refused
from shian.letters.figures import Wanted, counted, last_over
from shian.letters.models import Letter
from shian.letters.rules import Facts, day_in_chinese, period_in_chinese, quarter_before
from shian.letters.states import LETTER
from shian.loop.law import Law
from shian.loop.models import Duty, Task
from shian.loop.queries import finding as one_finding
from shian.loop.queries import findings
from shian.loop.states import FINDING, OPEN_FINDING
from shian.packs.letters import Letter as Kind
from shian.people.models import Post, Tenure
from shian.registry.models import Business

LISTED = 5
SEVERITY = {"general": "一般", "serious": "较重", "critical": "严重"}


@dataclass(frozen=True)
class Asked:
    """Which facts, of what, for whom, as of which day; `since` is the day on which the letter was first drafted."""

    key: UUID | None
    viewer: Actor
    on: date
    since: date
    kind: Kind
    law: Law


def gather(about: str, asked: Asked) -> Facts:
    """The facts of one kind. Raises Missing or Refused where there is nothing to speak of."""
    with translation.override("zh-hans"):
        return _GATHER[about](asked)


def in_words(law: Law, about: str, facts: Facts) -> str:
    """The facts as the pack puts them."""
    return law.pack.facts.get(about, "").format(**facts) if facts else ""


def _nothing(asked: Asked) -> Facts:
    return {}


def _finding(asked: Asked) -> Facts:
    found = one_finding(_needed(asked), viewer=asked.viewer)
    return {
        "business": found.business.name,
        "text": found.text,
        "severity": SEVERITY.get(found.severity, found.severity),
        "found_on": day_in_chinese(found.found_on),
        "due": day_in_chinese(found.due) if found.due else "未定",
        "state": str(FINDING.words.get(found.state, found.state)),
        "rounds": found.round,
    }


def _open_findings(asked: Asked) -> Facts:
    """Of a business, or of the ground that a post answers for."""
    name, mine = _whose_findings(asked)
    rows = findings(asked.viewer, states=sorted(OPEN_FINDING)).filter(mine)
    late = rows.filter(due__lt=asked.since).count()
    shown = "；".join(f"{row.business.name}：{row.text}" for row in rows.order_by("due", "id")[:LISTED])
    return {"about": name, "open": rows.count(), "late": late, "listed": f"主要有：{shown}。" if shown else ""}


def _whose_findings(asked: Asked) -> tuple[str, Q]:
    business = Business.objects.visible_to(asked.viewer).filter(pk=asked.key).first()
    if business is not None:
        return business.name, Q(business=business)
    post = _post(asked)
    return f"{post.title}辖区", Q(path__gte=post.path, path__lt=upper(post.path))


def _late_tasks(asked: Asked) -> Facts:
    """What a post, or a business itself, owes and did not do in time."""
    business = Business.objects.visible_to(asked.viewer).filter(pk=asked.key).first()
    mine = Q(business=business, holder__isnull=True) if business else Q(holder=_post(asked))
    rows = Task.objects.visible_to(asked.viewer).filter(mine, state="open", due__lt=asked.since)
    listed = [_late(row) for row in rows.select_related("business").order_by("due", "id")[:LISTED]]
    name = business.name if business else _post(asked).title
    more = "等" if rows.count() > LISTED else ""
    return {"about": name, "late": rows.count(), "listed": "；".join(listed) + more + "。" if listed else ""}


def _late(task: Task) -> str:
    what = {"inspect": "督导", "rectify": "整改", "recheck": "复查", "claim": "认领移交问题", "handle": "处置移交问题",
            "self_check": "自查记录", "roll_up": "排查调度记录", "answer_letter": "回复来函"}.get(task.act, "应办事项")  # fmt: skip
    whom = f"{task.business.name}的" if task.business else ""
    return f"{whom}{what}（期限{day_in_chinese(task.due)}）" if task.due else f"{whom}{what}"


def _letter(asked: Asked) -> Facts:
    found = Letter.objects.visible_to(asked.viewer).filter(pk=asked.key).first()
    if found is None:
        raise Missing(_("没有这份函，或者您看不到它"))
    return {
        "title": found.subject,
        "mark": found.mark,
        "sent_on": day_in_chinese(found.sent_on) if found.sent_on else "",
        "due": day_in_chinese(found.due) if found.due else "",
        "state": "未回复" if found.state in ("sent", "received") else str(LETTER.words.get(found.state, found.state)),
    }


def _performance(asked: Asked) -> Facts:
    """A cadre's last full quarter, never without its context: how many businesses, what did not count, whether vacant."""
    post = _post(asked)
    first, last = quarter_before(asked.since)
    rows = Task.objects.visible_to(asked.viewer).filter(holder=post, act="inspect", due__gte=first, due__lte=last)
    visits = _counted(rows, last)
    if not visits["counted"] + visits["excluded"]:
        raise Refused(_("上一季度这个岗位没有应完成的督导，没有履职数字可以引用"), code="nothing_to_say")
    held = (
        Tenure.objects.known()
        .filter(post=post, valid_from__lte=last)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=first))
    )
    return {
        "about": post.title,
        "period": f"{first.year}年{first.month}月至{last.month}月",
        **visits,
        "load": Duty.objects.on(last).filter(holder=post, business__isnull=False).count(),
        "vacant": "期间岗位有人任职" if held.exists() else "期间岗位空缺",
    }  # fmt: skip


def _counted(rows: "QuerySet[Task]", last: date) -> dict[str, int]:
    done = Q(state="done", settled_on__lte=last)
    excluded = Q(state__in=("excluded", "withdrawn"))
    found: dict[str, int] = rows.aggregate(
        counted=Count("pk", filter=~excluded), done=Count("pk", filter=done), excluded=Count("pk", filter=excluded)
    )
    return {
        "counted": found["counted"],
        "done": found["done"],
        "late": found["counted"] - found["done"],
        "excluded": found["excluded"],
    }


def _figures(asked: Asked) -> Facts:
    """The figures of a notice for the place of a post: as known at the end of the day before it was drafted, so for ever."""
    notice = asked.kind.notice
    if notice is None:
        raise Refused(_("这种函没有定期数字可说"), code="nothing_to_say")
    place = _post(asked).place
    period, day = last_over(notice.every, asked.since), asked.since - timedelta(days=1)
    told: dict[str, str | int] = {
        "about": place.name,
        "period": period_in_chinese(notice.every, period.start, period.last),
        "span": period.name,
        "programme": notice.programme,
        "within": place.path,
        "as_of": day.isoformat(),
    }
    lines = []
    for key in notice.figures:
        wanted = Wanted(key, notice.programme, period.name, place.path, day)
        told[f"{key}.counted"], told[f"{key}.out_of"] = counted(asked.viewer, wanted)
        one = asked.law.pack.indicators[key]
        counts, base = told[f"{key}.counted"], told[f"{key}.out_of"]
        lines.append(f"{one.title.zh}：{one.counted.zh}{counts}，{one.out_of.zh}{base}")
    return {**told, "listed": "；".join(lines) + "。"}


def _post(asked: Asked) -> Post:
    found = Post.objects.filter(pk__in=[asked.key]).select_related("place").first()
    if found is None or not asked.viewer.may_at("see", found.path):
        raise Missing(_("没有这个岗位，或者不在您的辖区"))
    return found


def _needed(asked: Asked) -> UUID:
    if asked.key is None:
        raise Refused(_("请选择这份函说的是哪一件"), code="nothing_to_say")
    return asked.key


_GATHER: Mapping[str, Callable[[Asked], Facts]] = {
    "none": _nothing,
    "finding": _finding,
    "open_findings": _open_findings,
    "late_tasks": _late_tasks,
    "letter": _letter,
    "performance": _performance,
    "figures": _figures,
}
