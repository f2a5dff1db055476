"""Reading a case: every wave of the study in order, the gaps shown, groups at the end."""

import pytest

from qualcode.codebook.reshaping import split
from qualcode.codebook.stored import codebook
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.marking import Passage, code
from qualcode.coding.reading_cases import read_case
from qualcode.coding.rounds.finishing import done
from qualcode.coding.writing.summaries import summarise
from qualcode.errors import UnknownName
from qualcode.study import ids
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write


def row_id(study: Study, tbl: str, name: str) -> str:
    """The id of the row of that name."""
    (found,) = study.db.execute(f"SELECT id FROM {tbl} WHERE name = ?", (name,)).fetchone()
    return str(found)


def plan(study: Study) -> None:
    """Waves W03 and W04 without interviews, of which P01 missed W03; an attribute of P01."""
    case = row_id(study, "case_", "P01")
    patches = [
        Patch("wave", study.claim_id("wave", name), {"removed": 0, "name": name, "ordinal": n})
        for name, n in (("W03", 3), ("W04", 4))
    ]
    gap = {"removed": 0, "case_id": case, "wave_id": patches[0].row_id, "reason": "ziek"}
    absence = ids.natural(study.id, "absence", case, patches[0].row_id)
    start = {"removed": 0, "owner_tbl": "case_", "owner_id": case, "name": "ips_start"}
    key = ids.natural(study.id, "attribute", "case_", case, "ips_start")
    patches += [
        Patch("absence", absence, gap),
        Patch("attribute", key, {**start, "value": "2020-04-04"}),
    ]
    write(study, "design", patches, label="design")


def bring(study: Study, name: str, text: str, about: About) -> None:
    file = study.path.parent / f"{name}.txt"
    file.write_text(text, encoding="utf-8")
    import_files(study, [file], about)


def test_waves_come_in_order_with_their_gaps(study: Study) -> None:
    plan(study)
    read = read_case(study, "p01")
    assert [(wave.wave, wave.state, wave.reason) for wave in read.waves] == [
        ("W01", "held", None), ("W02", "held", None), ("W03", "missed", "ziek"),
        ("W04", "not_yet", None),
    ]  # fmt: skip
    assert (read.case, dict(read.attributes)) == ("P01", {"ips_start": "2020-04-04"})
    first = read.waves[0].interviews[0]
    assert (first.document, first.sequence, first.date, first.turns, first.state) == (
        "P01-W01", 1, "2020-05-04", 6, "done"
    )  # fmt: skip
    assert first.months_since_start == pytest.approx(1.0)
    assert first.opening == "Goed, ik werk nu bij de bakker op de hoek."
    assert [(each.code, each.codings) for each in first.codes] == [
        ("stigma/publiek", 1), ("stigma/zelf", 2), ("werk", 1)
    ]  # fmt: skip
    assert first.codings == ()
    assert [wave.state for wave in read_case(study, "P02").waves] == [
        "held", "not_yet", "not_yet", "not_yet"
    ]  # fmt: skip


def test_a_held_interview_outranks_what_was_put_down_as_missed(study: Study) -> None:
    plan(study)
    bring(study, "x", "P01: Toch gekomen.\nI: Fijn.\n", About(case="P01", wave="W03"))
    wave = read_case(study, "P01").waves[2]
    assert (wave.state, wave.reason) == ("held", None)


def test_notes_in_a_wave_hold_no_interview(study: Study) -> None:
    bring(study, "n", "Zij belde af.\n", About(kind="notes", case="P02", wave="W02"))
    wave = read_case(study, "P02").waves[1]
    assert wave.state == "not_yet"
    assert [interview.kind for interview in wave.interviews] == ["notes"]


def test_two_interviews_in_one_wave_are_both_there_and_one_without_a_wave_too(
    study: Study,
) -> None:
    bring(study, "a", "P01: Nog iets.\nI: Ja?\n", About(case="P01", wave="W01", date="2020-05-20"))
    bring(study, "b", "P01: Los gesprek.\nI: Ja?\n", About(case="P01"))
    read = read_case(study, "P01")
    assert [each.document for each in read.waves[0].interviews] == ["P01-W01", "P01-W01-2"]
    assert [each.document for each in read.open] == ["b"]


def test_with_a_code_come_its_passages_and_what_was_said_of_it(study: Study) -> None:
    summarise(study, "P01", "Portret.")
    summarise(study, "P01", "Over alles heen.", code="zelf")
    summarise(study, "P01", "In mei.", wave="W01")
    summarise(study, "P01", "Schaamte.", code="zelf", wave="W01")
    summarise(study, "P01", "Bakker.", code="werk", wave="W01")
    read = read_case(study, "P01", code="Stigma")
    assert read.code == "stigma"
    assert [summary.text for summary in read.portrait] == ["Portret."]
    assert [summary.text for summary in read.summaries] == ["Over alles heen."]
    wave = read.waves[0]
    assert [summary.text for summary in wave.summaries] == ["In mei.", "Schaamte."]
    assert [(c.code, c.turn, c.coder) for c in wave.interviews[0].codings] == [
        ("stigma/zelf", 4, "Anna"), ("stigma/publiek", 4, "Bram"), ("stigma/zelf", 5, "Anna")
    ]  # fmt: skip
    assert [summary.text for summary in read_case(study, "P01").waves[0].summaries] == [
        "In mei.", "Schaamte.", "Bakker."
    ]  # fmt: skip


def test_what_a_case_says_in_a_group_stands_at_the_end(study: Study) -> None:
    assert read_case(study, "P02").groups == ()
    speaker = row_id(study, "speaker", "TB2")
    link = {"case_id": row_id(study, "case_", "P02")}
    write(study, "speakers", [Patch("speaker", speaker, link)], label="TB2 is P02")
    code(study, "FG1", ["werk"], Passage(turn=3))
    (group,) = read_case(study, "P02").groups
    assert (group.document, group.kind, group.date) == ("FG1", "focus-group", "2020-11-12")
    assert [(turn.n, turn.speaker, turn.text) for turn in group.turns] == [
        (3, "TB2", "En dat ze het een keer willen proberen.")
    ]
    assert [coding.code for coding in group.codings] == ["werk"]
    assert read_case(study, "P02", code="publiek").groups == ()
    assert [g.document for g in read_case(study, "P02", code="werk").groups] == ["FG1"]
    assert read_case(study, "P01").groups == ()


def test_unknown_names(study: Study) -> None:
    with pytest.raises(UnknownName, match="Did you mean P01"):
        read_case(study, "P011")
    with pytest.raises(UnknownName, match="Did you mean stigma"):
        read_case(study, "P01", code="stigme")


def test_where_only_the_interviewer_speaks_nothing_opens(study: Study) -> None:
    bring(study, "i", "I: Hallo?\nI: Is daar iemand?\n", About(case="P02", wave="W02"))
    (interview,) = read_case(study, "P02").waves[1].interviews
    assert (interview.opening, interview.codes) == ("", ())


def test_a_wave_before_a_later_one_that_was_held_was_not_held(study: Study) -> None:
    plan(study)
    bring(study, "x", "P02: Weer terug.\nI: Fijn.\n", About(case="P02", wave="W03"))
    assert [wave.state for wave in read_case(study, "P02").waves] == [
        "held", "not_held", "held", "not_yet"
    ]  # fmt: skip


def test_without_passages_it_says_why(study: Study) -> None:
    def of(case: str, name: str) -> list[str | None]:
        waves = read_case(study, case, code=name).waves
        return [interview.of_code for wave in waves for interview in wave.interviews]

    assert of("P01", "zelf") == ["value", "not_mentioned"]
    assert of("P02", "werk") == ["not_coded"]
    assert [i.of_code for w in read_case(study, "P01").waves for i in w.interviews] == [None, None]
    split(study, "werk", ["loon"])
    done(study, ["P01-W01", "P01-W02"])
    assert of("P01", "loon") == ["not_coded", "not_mentioned"]  # a coding waits, and may go there
    topics = {"topics": [codebook(study).find("zorg").id]}
    write(study, "wave", [Patch("wave", row_id(study, "wave", "W02"), topics)], label="topics")
    assert of("P01", "loon") == ["not_coded", "not_asked"]
    assert of("P01", "integratie") == ["not_mentioned", "value"]
