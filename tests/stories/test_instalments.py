"""延期、分期缴纳罚款 (penalty law, art 66): the party applies in writing, the head grants a plan or says why not, each part is owed by its day."""

from datetime import date
from importlib import import_module

from django.db import connection

from shian.enforcement.models import CasePaper, Deferral, Instalment, Payment, PenaltyCase
from shian.loop.models import Task
from tests.roles import as_root
from tests.stories.test_case_clocks import decided, holder, settled
from tests.stories.test_penalty_case import County, county, due, one, rows  # noqa: F401

ASKED = {"reason": "受灾停业两个月，确有经济困难", "parts": "3", "first": "2026-10-15"}
PLAN = "2026-10-15 1,000\n2026-11-16 1500.50\n\n2026-12-15 2,499.5元"


def served(at: County) -> str:
    """Decided with a fine of 5,000 and served on 14 September: to be paid until the 29th."""
    here = decided(at)
    at.does("station", here, "serve", how="direct")
    return here


def granted(at: County, plan: str = PLAN) -> str:
    here = served(at)
    at.does("station", here, "deferral", **ASKED)
    at.does("chief", here, "grant_deferral", plan=plan)
    return here


def parts(state: str) -> list[date]:
    return [row.due for row in rows(Task, act="pay_instalment", state=state) if row.due]


def test_the_party_asks_and_the_head_grants_a_plan_that_sums_to_the_fine(county: County) -> None:  # noqa: F811
    here = served(county)
    assert "分几期请填 1 到 60" in county.does("station", here, "deferral", 422, **(ASKED | {"parts": "0"}))
    assert "请填日期" in county.does("station", here, "deferral", 422, **(ASKED | {"first": ""}))
    assert "请把每一栏都写上" in county.does("station", here, "deferral", 422, **(ASKED | {"reason": " "}))
    assert "要在 2026-09-14 以后" in county.does("station", here, "deferral", 422, **(ASKED | {"first": "2026-09-14"}))
    county.does("station", here, "deferral", **ASKED)
    assert (due("decide_deferral"), holder("decide_deferral")) == (date(2026, 9, 29), "chief")
    assert "在等批准" in county.does("station", here, "deferral", 422, **ASKED)
    assert due("collect_fine") == date(2026, 9, 29)  # until it is granted the fine is owed by its day

    page = county.sees("chief", here)  # what was asked for is there to be granted as it stands
    assert "2026-10-15 1666.67\n2026-11-15 1666.67\n2026-12-15 1666.66" in page and "受灾停业" in page
    county.does("station", here, "grant_deferral", 422, plan=PLAN)  # who works on it does not judge it
    wrong = "2026-10-15 1000\n2026-11-15 3999.99"
    assert "各期合计 4,999.99 元，罚款是 5,000.00 元" in county.does("chief", here, "grant_deferral", 422, plan=wrong)
    back = "2026-11-15 1000\n2026-10-15 4000"
    assert "一期比一期晚" in county.does("chief", here, "grant_deferral", 422, plan=back)
    assert "第 2 行" in county.does("chief", here, "grant_deferral", 422, plan="2026-10-15 1000\n下月 4000")
    assert "第 1 行：金额请填数字" in county.does("chief", here, "grant_deferral", 422, plan="2026-10-15 一千")
    assert "大于零" in county.does("chief", here, "grant_deferral", 422, plan="2026-10-15\n2026-11-15 5000")
    assert "大于零" in county.does("chief", here, "grant_deferral", 422, plan=" ")

    county.does("chief", here, "grant_deferral", plan=PLAN)
    assert [(row.due, row.fen) for row in rows(Instalment)] == [
        (date(2026, 10, 15), 100_000), (date(2026, 11, 16), 150_050), (date(2026, 12, 15), 249_950),
    ]  # fmt: skip
    assert parts("open") == [date(2026, 10, 15), date(2026, 11, 16), date(2026, 12, 15)]
    assert settled("decide_deferral") == ["done"] and settled("collect_fine") == ["withdrawn"]
    assert one(PenaltyCase).pay_due == date(2026, 12, 15)
    page = county.sees("station", here)
    assert "已缴 0.00 元，还差 5,000.00 元" in page and "第 3 期" in page and "2,499.50" in page
    county.does("station", here, "paper", kind="deferral", words="")
    paper = one(CasePaper, kind="deferral")
    assert "罚延" in paper.mark and "第2期：2026年11月16日前缴纳1,500.50元" in paper.body
    assert "准予分3期缴纳" in paper.body and "合计5,000.00元" in paper.body


def test_each_part_is_owed_and_what_is_late_bears_its_own_days(county: County) -> None:  # noqa: F811
    here = granted(county)
    county.later(25)  # 9 October
    assert "加处罚款最多 0.00 元" in county.does("station", here, "payment", 422, fen="1000", late="1")
    assert "罚款还差 5,000.00 元" in county.does("station", here, "payment", 422, fen="5000.01")
    county.does("station", here, "payment", fen="1,000")
    assert parts("done") == [date(2026, 10, 15)] and one(PenaltyCase).paid_on is None
    assert "已缴 1,000.00 元，还差 4,000.00 元" in county.sees("station", here)
    assert "没有缴清" in county.does("station", here, "close", 422)
    county.later(43)  # 21 November: five days after the second part
    page = county.sees("station", here)
    assert "逾期 5 天，加处罚款 225.07 元" in page  # 3 % of 1,500.50 a day, whole fen
    assert "收缴一期罚款" in county.sees("station", "/worklist")
    assert "缴款期限过了才催告" in county.does("station", here, "urging", 422)  # the plan still runs (art 72)
    county.does("station", here, "payment", fen="1500.50", late="225.07")
    assert parts("open") == [date(2026, 12, 15)]
    county.later(26)
    # 17 December, two days after the last part: what is left, and what is added to that part alone.
    assert "应加处罚款 149.97 元" in county.does("station", here, "payment", 422)
    county.does("station", here, "payment", late="149.97")
    case = one(PenaltyCase)
    assert (case.paid_on, case.late_fee_fen, case.late_fee_paid_fen) == (date(2026, 12, 17), 37_504, 37_504)
    assert parts("open") == [] and [row.fen for row in rows(Payment)] == [100_000, 150_050, 249_950]
    assert "罚款已经缴清" in county.does("station", here, "payment", 422)
    county.does("station", here, "close")


def test_an_application_is_refused_with_a_reason_and_the_fine_is_owed_by_its_day(county: County) -> None:  # noqa: F811
    here = served(county)
    county.does("station", here, "deferral", **(ASKED | {"parts": "1"}))
    assert "请把每一栏都写上" in county.does("chief", here, "refuse_deferral", 422, note="")
    county.does("chief", here, "refuse_deferral", note="账面资金充足，没有经济困难")
    assert settled("decide_deferral") == ["done"] and due("collect_fine") == date(2026, 9, 29)
    assert rows(Instalment) == [] and one(PenaltyCase).pay_due == date(2026, 9, 29)
    county.does("station", here, "paper", kind="deferral", words="")
    assert "不予批准，理由：账面资金充足" in one(CasePaper, kind="deferral").body
    county.does("station", here, "deferral", **ASKED)  # with better reasons it may ask again
    assert [row.state for row in rows(Deferral)] == ["refused", "asked"]
    county.does("station", here, "payment")  # and pays after all
    assert settled("decide_deferral") == ["done", "withdrawn"]
    assert "不批准" in county.sees("station", here)


def test_what_had_grown_before_the_plan_stays_owed(county: County) -> None:  # noqa: F811
    here = served(county)
    county.later(25)  # ten days late: 3 % of 5,000 a day
    county.does("station", here, "deferral", **ASKED)
    county.does("chief", here, "grant_deferral", plan="2026-10-30 5000")
    assert one(Deferral).accrued_fen == 150_000
    county.later(7)
    assert "应加处罚款 1,500.00 元" in county.does("station", here, "payment", 422)
    county.does("station", here, "payment", late="1500")
    assert one(PenaltyCase).late_fee_paid_fen == 150_000
    assert due("close_case") == date(2026, 11, 6)  # fifteen working days after it was paid, on 16 October


def test_after_the_end_of_the_plan_it_is_urged_and_nobody_asks_again(county: County) -> None:  # noqa: F811
    here = granted(county, "2026-10-15 5000")
    assert due("close_case") == date(2026, 11, 5)  # fifteen working days after the last part (art 77)
    county.later(35)  # 19 October
    county.does("station", here, "urging")
    assert due("await_urged") == date(2026, 11, 2)
    assert "已经批准" in county.does("station", here, "deferral", 422, **ASKED)
    assert county.at("village").get(here).status_code == 404


def test_what_was_paid_before_payments_were_rows_gets_its_row_once(county: County) -> None:  # noqa: F811
    """As it used to be stored: on the case alone. The migration writes one row of each, and run again none."""
    here = served(county)
    county.later(25)  # ten days late
    county.does("station", here, "payment", late="1200", note="减免三百元")
    with as_root():
        Payment._base_manager.all().delete()
    assert "缴款记录" not in county.sees("station", here)
    before = import_module("shian.enforcement.migrations.0006_payments_made_before").PAID_BEFORE
    for _turn in range(2):
        with as_root(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(before)
    row, case = one(Payment), one(PenaltyCase)
    assert (row.paid_on, row.fen, row.late_fen, row.note) == (date(2026, 10, 9), 500_000, 120_000, "减免三百元")
    assert (row.path, row.secrecy) == (case.path, 2)
    assert "缴款记录" in county.sees("station", here) and county.at("village").get(here).status_code == 404
