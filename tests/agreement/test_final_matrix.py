"""The matrix over the final layer: what it counts where something was settled."""

import pytest

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import disagreements
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.retrieval import Where, codings
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.versions import NewTurn, new_version

DOC = "P02-W01"  # Bram has stigma on turn 4


@pytest.fixture
def settled(study: Study) -> Study:
    """Cor saw it otherwise; both stay."""
    with Study(study.path, viewer="Cor") as cor:
        code(cor, DOC, ["werk"], Passage(turn=4))
        (one,) = disagreements(cor, [DOC]).disagreements
        adjudicate(cor, [DOC], accept=[("both", one.id)])
    return study


def another_text(study: Study) -> None:
    """The document gets a text on which nobody coded, as when two copies imported it."""
    (row,) = study.db.execute("SELECT id FROM document WHERE name = ?", (DOC,)).fetchone()
    version = new_version(study, row, "Anders.", [NewTurn(None, 0, 7, None, None, 1)], source="x")
    patch = Patch("document", row, {"version_id": version.id})
    write(study, "import", [patch], label="another text", new_versions=[version])


def test_codings_without_a_place_are_those_that_would_be_counted(settled: Study) -> None:
    another_text(settled)
    assert matrix(settled, layer_name="final").unplaced == 2  # what was agreed on
    assert matrix(settled, layer_name="consensus").unplaced == 2
    assert matrix(settled, layer_name="Bram").unplaced == 1
    assert matrix(settled, layer_name="Cor").unplaced == 1
    assert matrix(settled, cell="coders").unplaced == 2  # everybody's, and no consensus


def test_what_was_agreed_on_counts_only_where_somebody_is_read(settled: Study) -> None:
    """When all that people coded there is off again, nobody is the document's coder."""

    def counted() -> set[object]:
        found = matrix(settled, layer_name="final", rows="document", cell="count")
        return {cell.value for cell in found.cells if cell.row == DOC}

    assert 1 in counted()
    for name in ("Bram", "Cor"):
        with Study(settled.path, viewer=name) as one:
            uncode(one, [c.id for c in codings(one, Where(doc=DOC, coder=name))])
    assert [c for c in codings(settled, Where(layer="final")) if c.document == DOC] == []
    assert counted() <= {0, None}
