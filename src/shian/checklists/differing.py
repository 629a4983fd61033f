"""What one version of a list asks otherwise than another, in words."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from shian.checklists.rules.form import Form, Question
from shian.kernel.spelled import apart, in_a_row

SHOWN = 5


def differences(old: Form, new: Form) -> tuple[str, ...]:
    """One sentence for each kind of change; none where both ask the same."""
    return tuple(_sentences(old, new))


def _sentences(old: Form, new: Form) -> Iterator[str]:
    added = [one.text for one in new.questions if one.code not in old.by_code]
    gone = [one.text for one in old.questions if one.code not in new.by_code]
    pairs = [(old.by_code[one.code], one) for one in new.questions if one.code in old.by_code]
    if added:
        yield _("加了 %(n)d 题：%(names)s") % _named(added)
    if gone:
        yield _("去掉 %(n)d 题：%(names)s") % _named(gone)
    if said := [f"{a.text} → {b.text}" for a, b in pairs if a.text != b.text]:
        yield _("改了措辞 %(n)d 题：%(names)s") % _named(said)
    if heavier := [b.text for a, b in pairs if (a.severity, a.key) != (b.severity, b.key)]:
        yield _("轻重变了 %(n)d 题：%(names)s") % _named(heavier)
    if changed := [b.text for a, b in pairs if _conditions(a) != _conditions(b)]:
        yield _("什么时候问、怎么算对，变了 %(n)d 题：%(names)s") % _named(changed)
    if answered := [b.text for a, b in pairs if (a.kind, a.choices) != (b.kind, b.choices)]:
        yield _("回答的方式变了 %(n)d 题：%(names)s") % _named(answered)
    if pictured := [b.text for a, b in pairs if (a.photo, a.valid_for) != (b.photo, b.valid_for)]:
        yield _("照片或有效天数变了 %(n)d 题：%(names)s") % _named(pictured)
    if moved := [name for name in old.lists.keys() & new.lists.keys() if old.lists[name] != new.lists[name]]:
        yield _("选项变了：%(names)s") % {"names": in_a_row(sorted(moved))}


def _conditions(one: Question) -> tuple[object, ...]:
    return (one.required, one.relevant, one.constraint, one.choice_filter, one.calculation, one.group)


def _named(names: Sequence[str]) -> dict[str, object]:
    more = "……" if len(names) > SHOWN else ""
    return {"n": len(names), "names": apart(names[:SHOWN]) + more}
