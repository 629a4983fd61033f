"""A form closed in itself: a question that reads one which was not taken cannot be asked rightly, so it goes too."""

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext as _

from shian.checklists.rules.form import Circle, Form, Question
from shian.checklists.xlsform.headers import SURVEY
from shian.checklists.xlsform.left import Left

UNREADABLE = frozenset({"note", "place"})  # they have no answer that a condition could read


def closed(form: Form, rows: Mapping[str, int], left: list[Left]) -> Form:
    """The form without what hangs on a question that is not there, and without what no question uses."""
    while gone := _dangling(form) or _circular(form):
        left += [Left(SURVEY, rows.get(code, 0), code, why) for code, why in gone.items()]
        form = msgspec.structs.replace(form, questions=tuple(one for one in form.questions if one.code not in gone))
    used = {one.group[:depth] for one in form.questions for depth in range(1, len(one.group) + 1)}
    lists = {one.choices for one in form.questions}
    return msgspec.structs.replace(
        form,
        groups=tuple(one for one in form.groups if one.path in used),
        lists={name: choices for name, choices in form.lists.items() if name in lists},
    )


def _dangling(form: Form) -> dict[str, str]:
    readable = {one.code for one in form.questions if one.kind not in UNREADABLE}
    missing = {one.code: sorted(form.all_read(one) - readable) for one in form.questions}
    return {code: _missing(names[0]) for code, names in missing.items() if names}


def _missing(name: str) -> str:
    return _("要看「%(name)s」的答案，而那一题没有或没有取") % {"name": name}


def _circular(form: Form) -> dict[str, str]:
    try:
        _order: tuple[Question, ...] = form.in_order
    except Circle as circle:
        return {circle.code: _("它问不问要看它自己的答案")}
    return {}
