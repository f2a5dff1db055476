"""The agenda: what a team has to talk about, worst first, and no word that is blind."""

import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import qualcode
from qualcode.agreement.adjudicating import adjudicate
from qualcode.codebook.editing import Description, add, edit
from qualcode.codebook.loading import start
from qualcode.codebook.reshaping import split
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.marking import Passage, code
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.coding.writing.flags import flag, settle_flag
from qualcode.coding.writing.memos import settle, write_memo
from qualcode.errors import UnknownName
from qualcode.export.agenda import MOST, Agenda, Forced, agenda
from qualcode.export.agenda_report import agenda_report
from qualcode.export.as_markdown import as_markdown
from qualcode.export.blocks import Heading, Paragraph
from qualcode.study.backup import copy
from qualcode.study.file import Study

LONG_AFTER = 2_000_000_000_000  # the year 2033
SECRET = "geheim"


def rendered(study: Study, language: str | None = None) -> str:
    return as_markdown(agenda_report(study, agenda(study), language=language))


def sections(study: Study) -> list[str]:
    blocks = agenda_report(study, agenda(study), language="en")
    return [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]


@pytest.fixture
def doubled(study: Study) -> Iterator[Study]:
    """P02-W01, coded by Anna and Bram, who are done: other codes, boundaries, something missed."""
    assign(study, ["P02-W01"], "Anna")
    assign(study, ["P02-W01"], "Bram", blind=True)
    code(study, "P02-W01", ["stigma/publiek"], Passage(turn=4))  # Bram: stigma
    code(study, "P02-W01", ["werk"], Passage(quote="Ik zit thuis"))
    code(study, "P02-W01", ["zorg"], Passage(turn=3))
    done(study, ["P02-W01"])
    with Study(study.path, viewer="Bram") as bram:
        code(bram, "P02-W01", ["werk"], Passage(quote="Ik zit thuis en wacht"))
        code(bram, "P02-W01", ["zorg/integratie"], Passage(quote="gemeente"))
        done(bram, ["P02-W01"])
    yield study


def test_a_study_with_nothing_to_talk_about_says_so_section_by_section(tmp_path: Path) -> None:
    start(tmp_path / "s.qualcode", language="fy")
    with Study(tmp_path / "s.qualcode") as study:
        assert agenda(study) == Agenda((), (), 0, 0, (), (), (), (), (), ())
        blocks = agenda_report(study, agenda(study))
        assert len(sections(study)) == 6
        assert sum(isinstance(block, Paragraph) for block in blocks) == 6
        assert rendered(study).startswith("# Agenda for the team meeting\n\n## Questions\n\nNo qu")
    assert len(set(re.findall(r"\n\n([^#\n]+)", as_markdown(blocks)))) == 6


def test_flags_stand_by_thing_with_their_words_and_turn(study: Study) -> None:
    first = flag(study, "P01-W01", "Wie zijn ze?", passage=Passage(turn=4))
    flag(study, "zelf", "Te breed?")
    with Study(study.path, viewer="Bram") as bram:
        flag(bram, "P01-W01", "Klanten toch?", passage=Passage(turn=4))
    settle_flag(study, flag(study, "werk", "Al beantwoord").id)
    text = rendered(study, "en")
    assert (
        "### passage P01-W01, turn 4\n\n> Ze kijken wel eens raar. Ik schaamde me kapot.\n>\n"
        f"> — P01-W01, turn 4\n\nWie zijn ze? (Anna, {first.created_at[:10]}, {first.id[:8]})\n\n"
        "Klanten toch? (Bram"
    ) in text
    assert text.count("### passage") == 1
    assert text.index("### passage") < text.index("### code stigma/zelf") < text.index("Te breed?")
    assert "Al beantwoord" not in text


def test_disagreements_stand_worst_first_once_everybody_is_done_and_nothing_is_blind(
    doubled: Study,
) -> None:
    assert (agenda(doubled).disagreements, agenda(doubled).not_ready) == ((), 2)
    reveal(doubled, ["P02-W01"])
    found = agenda(doubled)
    assert [one.kind for one in found.disagreements] == ["codes", "missed", "missed", "boundaries"]
    lengths = [(one.end or 0) - (one.start or 0) for one in found.disagreements[1:3]]
    assert lengths == sorted(lengths, reverse=True)
    text = rendered(doubled, "en")
    worst = found.disagreements[0]
    assert f"### other codes: {', '.join(worst.codes)} ({worst.id[:8]})" in text
    assert "> — P02-W01, turn 4" in text
    assert "Bram: nothing\n" in text
    assert "\nAnna: werk «Ik zit thuis»\n\nBram: werk\n" in text


def test_of_many_disagreements_the_worst_twenty_are_told_and_the_rest_counted(
    study: Study,
) -> None:
    path = study.path.with_name("lang.txt")
    lines = [f"I: vraag {n}?\nP02: antwoord {'x' * n}." for n in range(25)]
    path.write_text("\n".join(lines), encoding="utf-8")
    import_files(study, [path], About(case="P02", wave="W02"))
    for n in range(25):
        code(study, "P02-W02", ["werk"], Passage(turn=2 * n + 2))
    done(study, ["P02-W02"])
    with Study(study.path, viewer="Bram") as bram:
        done(bram, ["P02-W02"])
    found = agenda(study)
    assert (len(found.disagreements), found.further) == (MOST, 25 - MOST)
    assert found.disagreements[0].turn == 50
    assert "Disagreements that are open too and left out here: 5." in rendered(study, "en")


def test_documents_that_are_not_ready_are_counted_and_nothing_more(study: Study) -> None:
    assign(study, ["P02-W01", "FG1"], "Anna")
    assign(study, ["P02-W01", "FG1"], "Bram")
    found = agenda(study)
    assert (found.disagreements, found.not_ready) == ((), 3)
    text = rendered(study)
    assert "nog niet te vergelijken" in text and "blinde ronde loopt: 3." in text
    assert "Er staan geen verschillen open." in text


def test_settled_disagreements_with_a_reason_and_decision_memos_newest_first(
    doubled: Study,
) -> None:
    reveal(doubled, ["P02-W01"])
    first, second, *_ = agenda(doubled).disagreements
    adjudicate(doubled, ["P02-W01"], accept=[("Anna", first.id)], because="Het gaat om anderen.")
    adjudicate(doubled, ["P02-W01"], accept=[("none", second.id)])
    settle_flag(doubled, flag(doubled, "zelf", "Te breed?").id, "Nee, zo laten.")
    found = agenda(doubled)
    assert [one.decided for one in found.decisions] == ["Nee, zo laten.", "Anna"]
    assert found.decisions[1].because == "Het gaat om anderen."
    assert {first.id, second.id}.isdisjoint(one.id for one in found.disagreements)
    text = rendered(doubled, "en")
    assert "code stigma/zelf: Nee, zo laten. (Anna, 20" in text
    assert re.search(
        r"disagreement \(other codes\) .*, P02-W01: Anna, because Het gaat om anderen\. \(Anna",
        text,
    )


def test_new_and_changed_codes_and_codings_that_wait(study: Study) -> None:
    add(study, "nieuw", Description(definition="x"))
    edit(study, "werk", Description(definition="Ook vrijwilligerswerk."))
    split(study, "zelf", ["schaamte", "trots"])
    found = agenda(study)
    whys = {one.code: (one.why, one.documents) for one in found.codes}
    assert whys["nieuw"] == ("new", ("P01-W01", "P01-W02"))
    assert whys["werk"] == ("definition", ("P01-W01", "P01-W02"))
    (waiting,) = found.queue
    assert (waiting.code, waiting.codings, waiting.coders) == ("stigma/zelf", 2, ("Anna",))
    text = rendered(study)
    assert "| nieuw | nieuw | 20" in text
    assert f"| stigma/zelf | {', '.join(waiting.choices)} | 2 | Anna |" in text


def test_who_has_what_to_do_and_what_was_forced(study: Study) -> None:
    assign(study, ["P01-W01", "P02-W01"], "Carla", blind=True)
    assign(study, ["P01-W02"], "Carla", round_name="training")
    assert [(one.coder, one.round, one.todo) for one in agenda(study).rounds] == [
        ("Carla", "reliability", ("P01-W01", "P02-W01")),
        ("Carla", "training", ("P01-W02",)),
    ]
    reveal(study, ["P01-W01"], force=True)
    found = agenda(study)
    assert found.forced == (Forced("P01-W01", ("Carla",)),)
    assert "Revealed by force, with who was not done yet: P01-W01 (Carla)." in rendered(study, "en")


def test_open_todos_and_no_others(study: Study) -> None:
    write_memo(study, "Bel terug.", kind="todo", on="P01-W01", passage=Passage(turn=2))
    settle(study, write_memo(study, "Klaar.", kind="todo").id)
    text = rendered(study, "en")
    assert "passage P01-W01, turn 2: Bel terug. (Anna, 20" in text
    assert "Klaar." not in text


def test_the_same_study_gives_the_same_bytes(doubled: Study, memory: Path) -> None:
    reveal(doubled, ["P02-W01"])
    flag(doubled, "zelf", "Te breed?")
    write_memo(doubled, "Zo doen we het.", kind="decision")
    other = Path(tempfile.mkdtemp(dir=memory)) / "elsewhere.qualcode"
    copy(doubled.db, other)
    texts = set()
    for path, viewer, now in ((doubled.path, "Anna", 0), (other, None, LONG_AFTER)):
        with Study(path, viewer=viewer, clock=lambda now=now: now) as study:
            texts.add(rendered(study))
    (text,) = texts
    assert str(doubled.path.parent) not in text and "elsewhere" not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)
    assert datetime.now(tz=UTC).strftime("%H:%M") not in text


def test_languages(study: Study) -> None:
    assert rendered(study).startswith("# Agenda voor het teamoverleg")
    assert rendered(study, "en").startswith("# Agenda for the team meeting")
    with pytest.raises(UnknownName, match="nl, en"):
        rendered(study, "fr")


def test_the_same_for_a_notebook(copied: Path) -> None:
    with qualcode.open(copied, coder="Anna") as notebook:
        made = notebook.flag("P01-W01", "Wie zijn ze?", turn=4)
        assert (made.on, list(notebook.flags())) == ("passage", [made])
        assert notebook.agenda().flags == (made,)
        assert notebook.settle_flag(made.id[:8], "Klanten.").settled
        assert (len(notebook.flags()), len(notebook.flags(settled=True))) == (0, 1)
        assert [one.decided for one in notebook.agenda().decisions] == ["Klanten."]


def test_nasty_words_are_shown_as_they_are(study: Study) -> None:
    flag(study, "zelf", "a|b *vet* <script>x</script>\n# geen kop")
    write_memo(study, "<b>|*", kind="todo")
    text = rendered(study)
    assert "<script>" not in text and "<b>" not in text
    assert "\n# geen kop" not in text


def test_a_blind_coder_reads_nothing_of_what_others_did_there(doubled: Study) -> None:
    flag(doubled, "P02-W01", f"{SECRET} vraag")
    write_memo(doubled, f"{SECRET} besluit", kind="decision", on="P02-W01")
    write_memo(doubled, f"{SECRET} taak", kind="todo", on="case:P02")
    edit(doubled, "werk", Description(definition=f"{SECRET} definitie"))
    add(doubled, SECRET, Description(definition="x"))
    for viewer in ("Bram", None):
        with Study(doubled.path, viewer=viewer) as study:
            found = agenda(study)
            assert found.disagreements == ()
            assert "stigma/publiek" not in rendered(study)
            if viewer:
                assert SECRET not in repr(found)
                assert {each.coder for each in found.rounds} == set()
    reveal(doubled, ["P02-W01"])
    with Study(doubled.path, viewer="Bram") as bram:
        assert len(agenda(bram).disagreements) == 4
        assert SECRET in rendered(bram)
