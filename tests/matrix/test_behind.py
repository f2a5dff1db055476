"""Every number of a matrix leads back to the passages that it counts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.demonstration import DEMO, build_demo
from qualcode.matrix.behind import passages_of, where_of
from qualcode.matrix.cells import Cell
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("behind") / "demo"
    build_demo(folder)
    return folder / DEMO


def filled_and_some_empty(cells: Sequence[Cell]) -> list[Cell]:
    """All cells in which something stands, and every fifth of the others."""
    return [each for each in cells if each.value] + [each for each in cells if not each.value][::5]


def test_cells_of_cases_codes_and_waves_lead_to_as_many_passages(demo: Path) -> None:
    how: dict[str, Any] = {"rows": "case", "columns": "code", "by": "wave", "cell": "count"}
    with Study(demo, viewer="A") as study:
        cells = matrix(study, **how).cells
        assert len(cells) == 2300
        for cell in filled_and_some_empty(cells):
            found = codings(study, where_of(study, cell, **how))
            assert len(found) == (cell.value or 0), cell


@pytest.mark.parametrize(
    "how",
    [
        {"rows": "funder", "by": "role"},
        {"rows": "role"},
        {"rows": "speaker", "depth": 1, "all_speakers": True},
        {"rows": "document", "where": "funder = UWV and wave = W05"},
        {"columns": "wave", "code": "covid", "where": "funder = UWV"},
        {"columns": "wave", "by": "funder", "layer_name": "B"},
        {"by": "period", "where": "case = P01 and wave > W03", "code": "factoren", "depth": 2},
        {"rows": "wave", "by": "case", "code": "factoren", "depth": 2},
        {"rows": "wave", "columns": "wave"},
    ],
    ids=str,
)
def test_whatever_the_rows_parts_and_columns_are(demo: Path, how: dict[str, Any]) -> None:
    how = how | {"cell": "count"}
    with Study(demo, viewer="A") as study:
        cells = matrix(study, **how).cells
        assert any(cell.value for cell in cells)
        for cell in filled_and_some_empty(cells):
            found = codings(study, where_of(study, cell, **how))
            assert len(found) == (cell.value or 0), cell
        full = next(cell for cell in cells if cell.value)
        passages = passages_of(study, full, **how)
        found = codings(study, where_of(study, full, **how))
        assert {each.id for each in found} == {each.id for each in passages}


def test_a_cell_of_coders_leads_to_all_that_they_coded(demo: Path) -> None:
    how: dict[str, Any] = {"cell": "coders", "by": "wave", "depth": 1}
    with Study(demo, viewer="A") as study:
        cells = [cell for cell in matrix(study, **how).cells if cell.value == 2]
        assert cells
        for cell in cells:
            found = codings(study, where_of(study, cell, **how))
            assert {each.coder for each in found} == {"A", "B"}


def test_names_stand_alone_where_they_say_it(study: Study) -> None:
    where = where_of(study, _cell(study, "P01", "stigma/zelf", "W01"), by="wave", cell="count")
    assert where == Where(
        case="P01", wave="W01", code="stigma/zelf", layer="final", without_role="interviewer"
    )


def test_ids_stand_beside_them_where_names_say_too_much(study: Study) -> None:
    code(study, "P01-W02", ["stigma/zelf"], Passage(turn=2))
    how: dict[str, Any] = {"by": "period", "cell": "count"}
    cell = next(
        each
        for each in matrix(study, **how).cells
        if each.value == 1 and each.column == "stigma/zelf"
    )
    where = where_of(study, cell, **how)
    assert where.case == "P01"
    assert where.ids is not None
    assert len(codings(study, where)) == 1


def _cell(study: Study, row: str, column: str, by: str) -> Cell:
    return next(
        cell
        for cell in matrix(study, by="wave", cell="count").cells
        if (cell.row, cell.column, cell.by) == (row, column, by)
    )
