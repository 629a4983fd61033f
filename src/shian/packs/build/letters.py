"""The files of letters: their kinds, the organs that issue them, how facts are put into words."""

from string import Formatter

from shian.packs import words
from shian.packs.build.programme import rung
from shian.packs.cite import Cite
from shian.packs.letters import Issuer, Letter, Notice
from shian.packs.limits import Limit
from shian.packs.node import Node

HEAVIEST = 4  # 挂牌督办


def letter(node: Node) -> Letter:
    texts = node.optional("text")
    cite = node.cite()
    made = Letter(
        key=str(node.path[-1]),
        title=node.title(),
        severity=_severity(node),
        reply=_limit(node, "reply", cite),
        escalates_to=_heavier(node),
        texts={name: texts.text(name) for name in texts.table} if texts else {},
        cite=cite,
        issuers=node.words("issuers", node.context.roles),
        addressees=node.words("addressees", words.ADDRESSEES),
        about=node.words("about", tuple(words.FACT_NAMES)),
        triggers=tuple(row.make(Node.title) for row in node.children("trigger")),
        subject=_template(node, "subject", words.LETTER_NAMES),
        body=_template(node, "body", words.LETTER_NAMES),
        hearing=_limit(node, "hearing", cite),
        extension=_limit(node, "extension", cite),
        ladder=tuple(one.make(rung) for one in node.children("ladder")),
        form=node.word("form", words.LETTER_FORMS, "document"),
        notice=one.make(_notice) if (one := node.optional("notice")) else None,
    )
    _whole(node, made)
    return made


def _severity(node: Node) -> int:
    found = node.number("severity", 0)
    if found > HEAVIEST:
        node.bad("severity", f"{node.name('severity')} = {found}: from 0, nothing is wrong, to {HEAVIEST}")
    return found


def _whole(node: Node, made: Letter) -> None:
    """What is issued needs somebody to go to, something to say and something to say it of."""
    for key in ("addressees", "about", "subject", "body"):
        if made.official and not getattr(made, key):
            node.bad(key, f"{node.name(key)} is missing: a letter that is issued needs it")
    if made.ladder and made.reply is None:
        node.bad("ladder", f"{node.name('ladder')} climbs where no reply is owed")
    if ("figures" in made.about) != (made.notice is not None):
        node.bad("about", f"{node.name('about')}: figures are told by a notice, and a notice tells figures")
    if "performance" in made.about and made.hearing is None:
        node.bad("hearing", f"{node.name('hearing')} is missing: whoever is spoken of is heard first")


def _notice(node: Node) -> Notice:
    """When it is written, from which figures, and to whom; of figures of places only, for no indicator counts persons."""
    for key in ("to", "figures"):
        if not node.has(key):
            node.bad(key, f"{node.name(key)} is missing: a notice needs it")
    return Notice(
        every=node.word("every", words.RHYTHMS),
        after=node.limit("after", node.cite()),
        level=node.word("level", words.LEVELS),
        to=node.words("to", node.context.roles),
        programme=node.word("programme", node.context.programmes),
        figures=node.words("figures", node.context.indicators),
        send=node.truth("send", default=True),
    )


def _heavier(node: Node) -> str:
    name = node.text("escalates_to", "")
    if name:
        node.known("escalates_to", name, node.context.letters)
    return name


def _limit(node: Node, key: str, cite: Cite) -> Limit | None:
    return node.limit(key, cite) if node.has(key) else None


def issuer(node: Node) -> Issuer:
    role = str(node.path[-1])
    node.known("", role, node.context.roles)
    return Issuer(
        role,
        organ=_template(node, "organ", ("place",)),
        mark=_template(node, "mark", ("place",)),
        series=_template(node, "series", words.SERIES_NAMES),
        cite=node.cite(),
    )


def facts(node: Node) -> str:
    """How one kind of facts is put into words."""
    kind = str(node.path[-1])
    node.known("", kind, tuple(words.FACT_NAMES))
    node.cite()
    return _template(node, "text", words.FACT_NAMES[kind])


def _template(node: Node, key: str, names: tuple[str, ...]) -> str:
    """A text with {names}; one that nobody fills in is refused."""
    text = node.text(key, "")
    try:
        asked = [name for _text, name, _spec, _conversion in Formatter().parse(text) if name is not None]
    except ValueError as error:
        node.bad(key, f"{node.name(key)} is no text with names: {error}")
    for name in asked:
        node.known(key, name, names)
    return text
