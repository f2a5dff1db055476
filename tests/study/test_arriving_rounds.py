"""A copy that names a kind of round that there is not is refused as a whole."""

import json

import pytest

from qualcode.errors import StudyUnusable
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.merge import merge
from qualcode.study.rounds import KINDS

from . import histories as h


@pytest.mark.parametrize("kind", ["", "practice", 5, None, ["training"], {}])
def test_a_round_of_no_kind_is_refused(copies: list[Study], kind: object) -> None:
    anna, bram = copies[:2]
    row = bram.fresh_id()
    write(bram, "assign", [Patch("round", row, {"removed": 0, "name": "x", "kind": "training"})],
          label="x")  # fmt: skip
    bram.db.execute(
        "UPDATE patch SET vals = json_set(vals, '$.kind', json(:kind)) WHERE row_id = :row",
        {"kind": json.dumps(kind), "row": row},
    )
    before = h.everything(anna)
    with pytest.raises(StudyUnusable, match=r"round\.kind"):
        merge(anna, bram.path)
    assert h.everything(anna) == before


@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_that_there_are_come_in(copies: list[Study], kind: str) -> None:
    anna, bram = copies[:2]
    row = bram.fresh_id()
    write(bram, "assign", [Patch("round", row, {"removed": 0, "name": "x", "kind": kind})],
          label="x")  # fmt: skip
    merge(anna, bram.path)
    assert h.by_id(anna, "round")[row]["kind"] == kind
