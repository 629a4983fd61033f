"""A refusal is a sentence for the person who reads it at nine in the evening."""


class Refused(ValueError):
    """The verb cannot be done; the message says why, in the reader's language. Nothing was written."""

    code = "refused"

    def __init__(self, message: object, *, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code or self.code

    def __str__(self) -> str:
        return str(self.args[0])


class Denied(Refused):
    """This actor may not do this here."""

    code = "denied"


class Conflict(Refused):
    """Somebody else was first; look again."""

    code = "conflict"


class Missing(Refused):
    """There is no such thing, or it is not yours to see: the two are answered alike."""

    code = "missing"
