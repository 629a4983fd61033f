"""What a column of an XLSForm is called, however its author or an older converter wrote it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
# Columns that come in several languages; ours are Chinese, kept under the bare name, and English, under `…_en`.
SPOKEN = frozenset({"label", "hint", "constraint_message", "guidance_hint", "required_message", "form_title"})
_PICTURES = dict.fromkeys(("image", "big-image", "audio", "video"), "media")
ALIASES: Mapping[str, Mapping[str, str]] = {
    SURVEY: {
        "relevance": "relevant", "value": "name", "tag": "name", "caption": "label", "command": "type", "calculate": "calculation",
        "constraining_message": "constraint_message", "jr:constraintmsg": "constraint_message", "jr:requiredmsg": "required_message",
        "requiredmsg": "required_message", "readonly": "read_only", "count": "repeat_count", "jr:count": "repeat_count", **_PICTURES,
    },
    CHOICES: {"list": "list_name", "value": "name", "caption": "label", **_PICTURES},
    SETTINGS: {"id_string": "form_id", "set_form_id": "form_id", "title": "form_title", "set_form_title": "form_title"},
}  # fmt: skip
# What we read, and what we read only to name it row by row.
TAKEN: Mapping[str, frozenset[str]] = {
    SURVEY: frozenset(
        {
            "type", "name", "label", "label_en", "hint", "hint_en", "constraint_message", "constraint_message_en", "relevant", "constraint",
            "required", "calculation", "choice_filter", "question_code", "severity", "key", "photo", "valid_for", "module", "applies",
            "source", "unit", "disabled", "default", "trigger", "repeat_count", "read_only", "parameters", "media",
        }
    ),
    CHOICES: frozenset({"list_name", "name", "label", "label_en", "verdict"}),
    SETTINGS: frozenset({"form_id", "form_title", "form_title_en", "version", "default_language"}),
}  # fmt: skip
_KNOWN = {sheet: names | SPOKEN | {"appearance"} for sheet, names in TAKEN.items()}
# Where in the XForm a column belongs, as forms of ten years ago say in front of it. `bind::type` is another thing than `type`.
_WRAPPERS = frozenset({"bind", "body", "control"})
_UNWRAPPED = _KNOWN[SURVEY] - {"type", "name", "label", "hint"}
UNREAD = "::"  # stands in the key of a column that nothing reads
DEFAULT = "::default"  # behind the name of a column that names no language, beside one that names ours
_CHINESE = re.compile(r"中文|汉语|漢語|简体|chinese|\bzh\b|zh[-_]", re.IGNORECASE)
_ENGLISH = re.compile(r"英文|英语|english|\ben\b|en[-_]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Header:
    """Our name for a column, and whether it names our language outright."""

    name: str
    explicit: bool = False


def column_names(headers: Sequence[str], sheet: str) -> list[str]:
    """A key for each column: our name for it, or one that nothing reads for a language we do not speak and for a second column of
    the same name. What names no language stands in where ours says nothing. What has no header has none."""
    read = [_read(header, sheet) for header in headers]
    spoken = {one.name for one in read if one.explicit}
    found: list[str] = []
    for header, one in zip(headers, read, strict=True):
        if header and not one.explicit and one.name in spoken and one.name + DEFAULT not in found:
            found.append(one.name + DEFAULT)
            continue
        told_twice = one.name in found
        found.append(f"{header}{UNREAD}{len(found)}" if header and told_twice else one.name)
    return found


def _read(header: str, sheet: str) -> _Header:
    aliases, (first, *rest) = ALIASES[sheet], _parts(header)
    name = _known_as(first, aliases)
    if name in _WRAPPERS and rest and _known_as(rest[0], aliases) in _UNWRAPPED:
        name, *rest = _known_as(rest[0], aliases), *rest[1:]
    if name == "media":
        return _Header("media")
    if not rest:  # a choice's own column keeps its letters as they are: a filter calls it so
        return _Header(name if name in _KNOWN[sheet] else header.strip())
    if name in SPOKEN and _CHINESE.search(rest[-1]):
        return _Header(name, explicit=True)
    if name in SPOKEN and _ENGLISH.search(rest[-1]):
        return _Header(f"{name}_en", explicit=True)
    return _Header(f"{name}{UNREAD}{rest[-1].lower()}")


def _parts(header: str) -> list[str]:
    """By two colons, or by one as forms of ten years ago have it; `jr:` is no part of its own."""
    marked = re.sub(r"\bjr:(?!:)", "jr\0", header)
    return [part.strip().replace("jr\0", "jr:") for part in re.split("::" if "::" in marked else ":", marked)]


def _known_as(word: str, aliases: Mapping[str, str]) -> str:
    name = "_".join(word.split()).lower()
    return aliases.get(name, name)
