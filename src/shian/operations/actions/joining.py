"""What a visit found at an object while the teams are out joins its record: one way to the door did both."""

from datetime import datetime

from shian.kernel.actor import Actor
from shian.kernel.refused import Conflict
from shian.loop.models import Finding
from shian.operations.actions.recording import noted
from shian.operations.models import Result, Target
from shian.operations.parties import departments_of
from shian.operations.queries import PROGRAMME
from shian.operations.states import PROBLEM
from shian.people.models import Post


def join_finding(finding: Finding, *, by: Actor, now: datetime) -> list[Result]:
    """Put a finding of another programme down in every operation under way where one of the object's team saw it.

    `by` is the house: the visit was handed in already, and never fails because of an operation.
    """
    post = Post.objects.select_related("organisation").filter(pk__in=filter(None, [finding.found_by_post_id])).first()
    if post is None or finding.programme == PROGRAMME:
        return []
    rows = Target.objects.filter(business=finding.business_id, operation__state="under_way")
    there = rows.filter(team__members__contains=[post.pk])
    joined = [_joined(target, finding, post, by, now) for target in there.select_related("operation", "team")]
    return [row for row in joined if row is not None]


def _joined(target: Target, finding: Finding, post: Post, by: Actor, now: datetime) -> Result | None:
    """None where that department named the same problem there before: it stands once."""
    department = departments_of(target.operation, [post])[post.pk]
    row = Result(
        operation=target.operation, target=target, kind=PROBLEM, department=department, posts=target.posts,
        text=finding.text, code=finding.code, severity=finding.severity, finding=finding, by_label=post.title,
        noted_at=now, path=target.path, secrecy=target.secrecy,
    )  # fmt: skip
    try:
        return noted(row, {"target": target, "code": finding.code}, by=by)
    except Conflict:
        return None
