"""The appendix: the same for the same study, and every word shown as it was said."""

import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import disagreements
from qualcode.codebook.loading import load
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.documents import documents, turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.coding.writing.quoting import quote
from qualcode.errors import InputError, UnknownName
from qualcode.export.appendix import PASSAGES_A_CODE, appendix
from qualcode.export.as_markdown import as_markdown
from qualcode.export.blocks import Heading, Paragraph, Quotation
from qualcode.export.writing import write_report
from qualcode.study.backup import back_up, copy
from qualcode.study.doctor import repair
from qualcode.study.file import Study

LONG_AFTER = 2_000_000_000_000  # the year 2033


def rendered(study: Study, language: str | None = None) -> str:
    return as_markdown(appendix(study, language=language))


def test_the_same_study_gives_the_same_bytes(
    copied: Path,
    memory: Path,
) -> None:
    other = Path(tempfile.mkdtemp(dir=memory)) / "elsewhere.qualcode"
    shutil.copy(copied, other)
    texts = set()
    for path, viewer, now in ((copied, "Anna", 0), (other, None, LONG_AFTER)):
        with Study(path, viewer=viewer, clock=lambda now=now: now) as study:
            texts.add(rendered(study))
            repair(study)
            back_up(path)
            texts.add(rendered(study))
    with Study(other) as study:
        copy(study.db, other.with_suffix(".copy"))
    with Study(other.with_suffix(".copy")) as study:
        texts.add(rendered(study))
    assert len(texts) == 1


def test_it_holds_no_present_time_no_id_and_no_path(study: Study) -> None:
    text = rendered(study)
    assert str(datetime.now(tz=UTC).year) not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)
    assert str(study.path.parent) not in text


def test_it_has_methods_codebook_matrix_and_the_words(study: Study) -> None:
    blocks = appendix(study, language="en")
    heads = [block.text for block in blocks if isinstance(block, Heading) and block.level == 2]
    assert heads == ["Methods", "Codebook", "Case × theme", "Quotations per theme"]
    quoted = [block for block in blocks if isinstance(block, Quotation)]
    assert [(q.text[:12], q.source) for q in quoted] == [
        ("Een jaar. Ze", "P02-W01, turn 4"),
        ("Dat ze bang ", "TB1, FG1, turn 2"),
        ("Ze kijken we", "P01-W01, turn 4"),
        ("Mijn begelei", "P01-W02, turn 4"),
        ("Goed, ik wer", "P01-W01, turn 2"),
    ]


def test_what_the_interviewer_says_is_not_quoted(study: Study) -> None:
    assert "U schaamde zich" not in rendered(study)


def test_languages(study: Study) -> None:
    assert rendered(study).startswith("# Bijlage")
    assert rendered(study, "NL") == rendered(study)
    assert rendered(study, "en").startswith("# Appendix")
    with pytest.raises(UnknownName, match="nl, en"):
        rendered(study, "fr")


def test_a_theme_without_passages_says_so(study: Study) -> None:
    blocks = appendix(study, language="en")
    told = [b.text for b in blocks if isinstance(b, Paragraph)]
    assert "No passages yet." not in told  # zorg has none itself, but a code under it has


def test_a_theme_without_passages_anywhere_says_so(study: Study) -> None:
    path = study.path.with_name("nieuw.yaml")
    path.write_text("codes:\n- code: leeg\n", encoding="utf-8")
    load(study, path)
    told = [b.text for b in appendix(study, language="en") if isinstance(b, Paragraph)]
    assert told.count("No passages yet.") == 1


def test_many_passages_are_balanced_over_documents_and_the_rest_counted(study: Study) -> None:
    path = study.path.with_name("lang.txt")
    lines = [f"I: vraag {n}?\nP02: antwoord {n}." for n in range(20)]
    path.write_text("\n".join(lines), encoding="utf-8")
    import_files(study, [path], About(case="P02", wave="W02"))
    for n in range(20):
        code(study, "P02-W02", ["werk"], Passage(turn=2 * n + 2))
    code(study, "FG1", ["werk"], Passage(turn=3))
    blocks = appendix(study, language="en")
    quoted = [b.source for b in blocks if isinstance(b, Quotation) and "antwoord" in b.text]
    assert len(quoted) == PASSAGES_A_CODE - 2
    assert any(
        isinstance(b, Paragraph) and b.text == "10 more passages are left out." for b in blocks
    )


def test_a_starred_passage_comes_first_and_in_its_edited_form(study: Study) -> None:
    path = study.path.with_name("lang.txt")
    lines = [f"I: vraag {n}?\nP02: Eh, antwoord {n}." for n in range(20)]
    path.write_text("\n".join(lines), encoding="utf-8")
    import_files(study, [path], About(case="P02", wave="W02"))
    made = [code(study, "P02-W02", ["werk"], Passage(turn=2 * n + 2)).ids[0] for n in range(20)]
    quote(study, made[18], edited="Antwoord 18.")
    quote(study, made[19])
    unchosen = quote(study, made[0], edited="Antwoord 0.")
    quote(study, unchosen.id, starred=False)
    with Study(study.path, viewer="Carla") as carla:  # whose codings are not read
        quote(carla, made[1], edited="Antwoord (…)")
    told = {
        language: [
            (b.text, b.source)
            for b in appendix(study, language=language)
            if isinstance(b, Quotation) and "P02-W02" in b.source
        ]
        for language in ("nl", "en")
    }
    assert len(told["nl"]) == PASSAGES_A_CODE - 1
    assert told["nl"][0] == ("Eh, antwoord 0.", "P02-W02, beurt 2")
    assert told["nl"][1] == ("Eh, antwoord 1.", "P02-W02, beurt 4")
    assert told["nl"][-2:] == [
        ("Antwoord 18.", "P02-W02, beurt 38 (bewerkt)"),
        ("Eh, antwoord 19.", "P02-W02, beurt 40"),
    ]
    assert told["en"][-2][1] == "P02-W02, turn 38 (edited)"


def test_what_is_counted_is_said_truly(study: Study) -> None:
    """The words of a transcript are everybody's; the codings are without the interviewer's."""
    words = sum(document.words for document in documents(study))
    found = codings(study, Where(layer="final", without_role="interviewer"))
    told = next(b.text for b in appendix(study, language="en") if isinstance(b, Paragraph))
    assert f"({words} words, the interviewer's included)" in told
    assert f"Codings: {len(found)}," in told
    assert "Codings of what only the interviewer says are not counted." in told


def opening(study: Study, language: str = "en") -> str:
    """The account of how it was done, up to the list of transcripts."""
    return rendered(study, language).partition("\n| ")[0]


def test_double_coding_is_told_only_where_there_was_any(study: Study) -> None:
    assert "double coded" not in rendered(study, "en")
    assert "Revealed" not in rendered(study, "en")
    assign(study, ["P01-W01", "P01-W02"], "Bram", round_name="training", blind=True)
    reveal(study, ["P01-W02"], force=True)
    with Study(study.path, viewer="Bram") as bram:
        done(bram, ["P01-W01"])
    reveal(study, ["P01-W01"])
    assert "double coded" not in rendered(study, "en")
    assert "Revealed" not in rendered(study, "en")


def test_double_coding_names_who_coded_what_was_settled_and_what_was_forced(
    study: Study,
) -> None:
    assign(study, ["P01-W01", "P01-W02"], "Bram", blind=True)  # Anna is done with both
    with Study(study.path, viewer="Bram") as bram:
        done(bram, ["P01-W01"])
    reveal(study, ["P01-W01"])
    reveal(study, ["P01-W02"], force=True)
    told = opening(study)
    assert "double coded in reliability rounds: 1 (by Anna, Bram)." in told
    assert "counts: 0." in told
    assert "Revealed by force, with who was not done yet: P01-W02 (Bram)." in told
    assert "Geforceerd onthuld, met wie nog niet klaar was: P01-W02 (Bram)." in opening(study, "nl")
    first, *_ = disagreements(study, ["P01-W01"]).disagreements
    adjudicate(study, ["P01-W01"], accept=[("Anna", first.id)])
    told = opening(study)
    assert "counts: 1." in told
    assert "for each transcript those of one coder (Anna, Bram)" in told


NASTY = "a|b *vet* _c_ `d` <script>x</script> [e](http://f) # g \\ ~~h~~ 1. > i"


def test_nasty_words_and_names_are_shown_as_they_are(study: Study) -> None:
    path = study.path.with_name("n.txt")
    path.write_text(f"I: En?\nP02: {NASTY}\nI: Zo.\nP02: # geen kop\n", encoding="utf-8")
    import_files(study, [path], About(case="P02", wave="W02", title="<b>|*"))
    book = study.path.with_name("b.yaml")
    book.write_text('codes: [{code: "=x|*y* <b>", definition: "a | b <i>"}]', encoding="utf-8")
    load(study, book)
    for turn in (2, 4):
        code(study, "P02-W02", ["=x|*y* <b>"], Passage(turn=turn))
    text = rendered(study)
    assert "<script>" not in text
    assert "<b>" not in text and "<i>" not in text
    assert "\n# geen kop" not in text and "> # geen" not in text
    for line in text.splitlines():
        if line.startswith("| ") and "casus" not in line:
            assert "=x|" not in line


@pytest.mark.parametrize("words", ["- Ja.", "+ Ja.", "1. Ja.", "2) Ja.", "&lt;b&gt; ja", "= ja"])
def test_words_that_begin_like_a_list_or_hold_an_entity_are_escaped(words: str) -> None:
    for block in (Paragraph(words), Quotation(words, "P01")):
        shown = as_markdown([block]).splitlines()[0].lstrip("> #")
        assert not re.match(r"[-+] |\d+[.)] ", shown)
        assert not re.search(r"(?<!\\)&(?!amp;)\w+;", shown)


def test_a_passage_over_several_turns_is_one_quotation(study: Study) -> None:
    first, _, last = turns(study, "P02-W01", "2:4")
    marked = code(
        study, "P02-W01", ["werk"], Passage(quote=f"{first.text}\nHoe lang al?\n{last.text}")
    )
    assert marked.ids
    with Study(study.path, viewer="Bram") as bram:
        code(bram, "P02-W01", ["werk"], Passage(quote=f"{first.text}\nHoe lang al?"))
        assert f"> {first.text}\n>\n> Hoe lang al?\n>\n> — P02" in rendered(bram)


def test_a_report_is_written_as_markdown_or_refused(study: Study, tmp_path: Path) -> None:
    blocks = appendix(study)
    write_report(blocks, tmp_path / "a.md")
    assert (tmp_path / "a.md").read_bytes() == as_markdown(blocks).encode()
    for name in ("a.pdf", "a.csv", "a"):
        with pytest.raises(InputError, match=r"Use \.md"):
            write_report(blocks, tmp_path / name)
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]


def test_an_empty_study_has_an_appendix(tmp_path: Path) -> None:
    from qualcode.codebook.loading import start

    start(tmp_path / "s.qualcode", language="fy")
    with Study(tmp_path / "s.qualcode") as study:
        assert rendered(study).startswith("# Appendix")
