"""What is owed of a fine on a day: its parts, what was paid of each, what is added above. Read by the verbs and by the pages."""

from dataclasses import dataclass
from datetime import date

from shian.enforcement.law import case_law
from shian.enforcement.models import Deferral, Instalment, Payment, PenaltyCase
from shian.enforcement.rules import Amount, Standing, added_above, standings
from shian.kernel.because import Because


@dataclass(frozen=True)
class Debt:
    """A fine as it stands: without a plan it is one part, due as the decision says. Money in fen."""

    rows: tuple[Standing, ...]
    above: Because[int]
    late_paid: int
    granted: bool  # it is paid by a plan

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.rows)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.rows)

    @property
    def above_left(self) -> int:
        return self.above.value - self.late_paid


def debt(case: PenaltyCase, on: date, *more: Amount) -> Debt:
    """As it stands on a day, with what is about to be paid besides."""
    law, payments = case_law(case.path, on).said, list(Payment.objects.filter(case=case))
    paid = [*(Amount(one.paid_on, one.fen) for one in payments), *more]
    granted = Deferral.objects.filter(case=case, state="granted").first()
    rows = standings(law, plan_of(case), paid, on)
    above = added_above(law, case.fine_fen, rows, before=granted.accrued_fen if granted else 0)
    return Debt(rows, above, sum(one.late_fen for one in payments), granted is not None)


def plan_of(case: PenaltyCase) -> tuple[Amount, ...]:
    """The parts that were granted; without a plan the whole fine by its day, and before it is served nothing."""
    if case.pay_due is None:
        return ()
    parts = Instalment.objects.filter(case=case).order_by("number").values_list("due", "fen")
    return tuple(Amount(due, fen) for due, fen in parts) or (Amount(case.pay_due, case.fine_fen),)


def waiting(case: PenaltyCase) -> Deferral | None:
    """The application that waits for the head."""
    found: Deferral | None = Deferral.objects.filter(case=case, state="asked").select_related("case").first()
    return found
