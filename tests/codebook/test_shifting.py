"""A code goes a step at a time: up, down, in, out."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.reshaping import merge
from qualcode.codebook.shifting import DOWN, IN, OUT, UP, shift
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError, OutcomeError
from qualcode.study.file import Study

BACK = {UP: DOWN, DOWN: UP, IN: OUT}


def paths(study: Study) -> list[str]:
    return [code.code for code in codebook(study)]


def go(study: Study, name: str, *ways: str) -> None:
    code = codebook(study).find(name)
    for way in ways:
        shift(study, code.id, way)


def test_among_siblings_a_branch_goes_as_a_whole(study: Study) -> None:
    go(study, "zorg", UP)
    assert paths(study)[:4] == ["zorg", "zorg/integratie", "stigma", "stigma/publiek"]
    go(study, "zorg", DOWN, DOWN)
    assert paths(study)[-2:] == ["zorg", "zorg/integratie"]


def test_in_goes_under_the_one_above_and_out_behind_it(study: Study) -> None:
    go(study, "zorg", IN)
    assert paths(study) == [
        "stigma", "stigma/publiek", "stigma/zelf", "stigma/zorg", "stigma/zorg/integratie", "werk",
    ]  # fmt: skip
    go(study, "integratie", OUT, OUT)
    assert paths(study)[-2:] == ["integratie", "werk"]


@pytest.mark.parametrize(("name", "way"), [("stigma", UP), ("werk", DOWN), ("publiek", IN),
                                           ("stigma", IN), ("werk", OUT)])  # fmt: skip
def test_where_there_is_nowhere_to_go_nothing_is_written(study: Study, name: str, way: str) -> None:
    before = paths(study)
    with pytest.raises(OutcomeError, match="can't go further"):
        go(study, name, way)
    assert paths(study) == before


def test_another_word_and_a_code_that_is_gone_are_refused(study: Study) -> None:
    with pytest.raises(InputError, match="up, down, in or out"):
        go(study, "werk", "sideways")
    gone = codebook(study).find("zelf").id
    merge(study, ["zelf"], "stigma/publiek")
    with pytest.raises(OutcomeError, match="in use no more"):
        shift(study, gone, UP)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["publiek", "zelf", "zorg", "integratie", "werk"]), st.sampled_from([*BACK]))
def test_a_step_back_undoes_a_step(study: Study, name: str, way: str) -> None:
    """In and out come back only where nothing stood between."""
    code, before = codebook(study).find(name), paths(study)
    try:
        shift(study, code.id, way)
    except OutcomeError:
        return
    shift(study, code.id, BACK[way])
    assert paths(study) == before
