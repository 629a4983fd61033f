"""What stands on the paper, in words. They are Chinese, whatever the screen speaks."""

from dataclasses import dataclass

from shian.letters.models import Letter
from shian.letters.queries import kind_of
from shian.letters.rules import day_in_chinese
from shian.loop.actions.opening import local_day

MARK = "文件"


@dataclass(frozen=True)
class Paper:
    """发文机关标志, 发文字号, title, addressee, body, what was said to it, signature and day, copies, printing line."""

    organ: str
    mark: str
    subject: str
    addressee: str
    parts: tuple[str, ...]
    day: str
    attached: tuple[str, ...] = ()
    copies: str = ""
    printed: str = ""
    note: str = ""
    unsealed: str = ""
    form: str = "document"

    @property
    def is_letter(self) -> bool:
        """Laid out as 函 (信函格式), not as 文件."""
        return self.form == "letter"

    @property
    def organ_mark(self) -> str:
        """The red head: the organ's name and 文件; of a letter the name alone."""
        return self.organ if self.is_letter else self.organ + MARK


def paper_of(letter: Letter) -> Paper:
    """The paper of a letter; before its issue it carries no number and the day of its draft."""
    day = letter.issued_on or local_day(letter.facts_as_of)
    return Paper(
        organ=letter.organ,
        mark=letter.mark,
        subject=letter.subject,
        addressee=letter.addressee_name,
        parts=tuple(line for line in letter.body.splitlines() if line.strip()),
        day=day_in_chinese(day),
        attached=_said(letter),
        copies=letter.copies.strip("。，；、 "),
        printed=f"{day_in_chinese(day)}印发" if letter.issued_on else "未印发",
        unsealed="" if letter.issued_on else "（草稿，未经批准，不得外发）",
        form=kind_of(letter).form,
    )


def _said(letter: Letter) -> tuple[str, ...]:
    """What the cadre it speaks of said: printed with it, always."""
    if letter.hear_until is None:
        return ()
    if not letter.heard:
        return (f"附：已告知本人可以在{day_in_chinese(letter.hear_until)}前陈述意见，本人未陈述。",)
    return ("附：本人陈述意见", *(line for line in letter.heard.splitlines() if line.strip()))
