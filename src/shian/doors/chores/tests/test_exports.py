"""Any list is given out by its current filter, drawn as it is seen, and taking it is a deed."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from shian.kernel.wall import worn
from shian.ledger.models import Entry
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.world import FOUNDER, World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    world = small_county()
    shop = business(world, "=甲饭店")
    bound_and_planned(world)
    visited(world, shop)
    return world


@pytest.mark.parametrize(
    ("address", "holds"),
    [
        ("/findings?state=all", "=甲饭店"),
        ("/worklist/overdue", None),
        ("/people?role=village_cadre", "社区"),
        ("/ledger", None),
    ],
)
def test_a_list_is_given_out_as_it_is_seen(world: World, address: str, holds: str | None) -> None:
    office = entered(world, "office")
    joined = f"{address}{'&' if '?' in address else '?'}export=xlsx"
    answer = office.get(joined)
    assert answer.status_code == 200 and "spreadsheet" in answer["Content-Type"], answer.content[:200]
    sheet = load_workbook(BytesIO(b"".join(answer) if answer.streaming else answer.content)).active
    assert sheet is not None
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert all(not cell.startswith("=") for row in rows for cell in row), "a formula would be run by whoever opens it"
    if holds == "=甲饭店":
        assert any("'=甲饭店" in cell for row in rows for cell in row)
    elif holds == "社区":
        assert len(rows) > 1
    with worn(FOUNDER):
        assert Entry.objects.filter(verb="export").count() == 1


@pytest.mark.parametrize("address", ["/findings", "/worklist/overdue", "/people", "/ledger"])
def test_who_may_not_give_lists_out_gets_no_file_and_no_link(world: World, address: str) -> None:
    village = entered(world, "village")
    assert "export=" not in village.get(address).content.decode()
    refused = village.get(f"{address}?export=xlsx")
    assert refused.status_code >= 400 and "spreadsheet" not in refused["Content-Type"]
