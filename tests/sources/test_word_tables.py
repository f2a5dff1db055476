"""Tables as transcription services make them."""

import pytest

from qualcode.sources.draft import Draft
from qualcode.sources.word import read

from .word_files import Document, add_table, body, run, saved, table

TALK = [
    ("00:00:01", "I", "Hoe gaat het met u?"),
    ("00:00:05", "P", "Goed. Ik zei nog: kom maar."),
    ("00:00:09", "I", "En thuis?"),
    ("00:00:12", "P", "Ook."),
]
SAID = [(speaker, words) for _, speaker, words in TALK]
STARTS = [1.0, 5.0, 9.0, 12.0]


def word(data: bytes) -> Draft:
    return read(data, "p03.docx", None)


def said(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.words) for turn in draft.turns]


LAYOUTS = {
    "start | speaker | text": [list(row) for row in TALK],
    "speaker | start | text": [[who, when, what] for when, who, what in TALK],
    "text | speaker | start": [[what, who, when] for when, who, what in TALK],
    "number | start | speaker | text": [[f"{n}.", *row] for n, row in enumerate(TALK, start=1)],
    "start | end | speaker | text": [[t, f"{t[:6]}{int(t[6:]) + 2:02}", w, x] for t, w, x in TALK],
    "speaker | text": [[who, what] for _, who, what in TALK],
}


@pytest.mark.parametrize("shown", LAYOUTS)
def test_columns_without_heads(shown: str) -> None:
    draft = word(table(LAYOUTS[shown]))
    assert said(draft) == SAID
    assert draft.convention == f"a table: {shown}"
    assert draft.notes == ()
    starts = [turn.start for turn in draft.turns]
    assert starts == (STARTS if "start" in shown else [None] * 4)
    if "end" in shown:
        assert [turn.end for turn in draft.turns] == [start + 2 for start in STARTS]


@pytest.mark.parametrize(
    "heads",
    [
        ("Tijd", "Spreker", "Tekst"),
        ("tijdcode", "NAAM", "Transcript"),
        ("Timestamp", "Speaker", "Text"),
        ("Start time", "Name", "Utterance"),
        ("Begin (uu:mm:ss)", "Wie", "Gesproken tekst"),
    ],
)
def test_columns_with_heads(heads: tuple[str, ...]) -> None:
    draft = word(table([heads, *TALK]))
    assert said(draft) == SAID
    assert [turn.start for turn in draft.turns] == STARTS


def test_a_title_row_and_text_around_the_table() -> None:
    rows = [["Gesprek met P03"], ["Tijd", "Spreker", "Tekst"], *TALK]
    draft = word(table(rows, above="Vertrouwelijk", below="Einde van de opname"))
    assert said(draft) == SAID
    assert draft.title == "Gesprek met P03"
    assert draft.notes == (
        "Kept out, around the table (paragraphs 1, 18): Vertrouwelijk / Einde van de opname",
        "Kept out before the first turn (paragraph 2): Gesprek met P03",
    )


def test_labels_in_one_column() -> None:
    labelled = [f"{who}: {what}" for _, who, what in TALK]
    one = word(table([[cell] for cell in labelled]))
    assert (said(one), one.convention) == (SAID, "Name: words")
    timed = word(table([[when, cell] for (when, *_), cell in zip(TALK, labelled, strict=True)]))
    assert said(timed) == SAID
    assert [turn.start for turn in timed.turns] == STARTS


def test_times_without_names() -> None:
    draft = word(table([[when, what] for when, _, what in TALK]))
    assert said(draft) == [(None, words) for _, words in SAID]
    assert [turn.start for turn in draft.turns] == STARTS
    assert draft.convention == "a table: start | text, no speakers"


def test_neighbouring_rows_of_one_speaker_are_one_turn() -> None:
    rows = [("Spreker", "Tekst"), ("Anna", "Ja."), ("Anna", "Nou."), ("", "En dus."), ("Bo", "Zo.")]
    draft = word(table(rows))
    assert said(draft) == [("Anna", "Ja. Nou. En dus."), ("Bo", "Zo.")]
    assert draft.notes == ("Rows without a name go on with the speaker above (paragraph 7).",)


def test_other_columns_and_rows_across_are_told() -> None:
    rows = [("Spreker", "Tekst", "Opmerking"), ("I", "Dag.", "zacht"), ("P", "Hoi.", "")]
    draft = word(table([*rows, ("Deel 2",), ("I", "En?", "")]))
    assert said(draft) == [("I", "Dag."), ("P", "Hoi."), ("I", "En?")]
    assert draft.notes == (
        "Kept out, as rows across all columns (paragraph 10): Deel 2",
        "Kept out, as other columns: Opmerking",
    )


def test_several_tables_are_one_talk() -> None:
    document = Document()
    add_table(document, [("Datum", "12 maart"), ("Locatie", "Utrecht")])
    add_table(document, [("Tijd", "Spreker", "Tekst"), *TALK[:1]])
    document.add_paragraph("Pauze")
    add_table(document, TALK[1:])
    draft = word(saved(document))
    assert said(draft) == SAID
    assert any("Datum / 12 maart" in note for note in draft.notes)
    assert any("Pauze" in note for note in draft.notes)


def test_a_table_beside_the_talk_is_kept_out() -> None:
    document = Document()
    add_table(document, [("Datum", "12 maart"), ("Interviewer", "Karin")])
    for _, who, what in TALK:
        document.add_paragraph(f"{who}: {what}")
    draft = word(saved(document))
    assert said(draft) == SAID
    assert "Datum / 12 maart / Interviewer / Karin" in draft.notes[0]


def test_a_table_that_is_no_talk_loses_nothing() -> None:
    draft = word(table([("Datum", "12 maart"), ("Sfeer", "goed en rustig")]))
    assert [turn.words for turn in draft.turns] == ["Datum", "12 maart", "Sfeer", "goed en rustig"]


def test_a_name_merged_over_rows_holds_for_each() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(cells)}</w:tr>"

    rows = (
        row(cell("Spreker"), cell("Tekst")),
        row(cell("Anna", '<w:vMerge w:val="restart"/>'), cell("Een.")),
        row(cell("", "<w:vMerge/>"), cell("Twee.")),
        row(cell("Bo"), cell("Drie.")),
    )
    draft = word(body(f"<w:tbl>{''.join(rows)}</w:tbl>"))
    assert said(draft) == [("Anna", "Een. Twee."), ("Bo", "Drie.")]
    assert draft.notes == ()


def test_a_time_under_the_name() -> None:
    draft = word(table([(f"{who}\n{when}", what) for when, who, what in TALK]))
    assert said(draft) == SAID
    assert [turn.start for turn in draft.turns] == STARTS


def test_a_table_within_a_table() -> None:
    inner = "".join(
        f"<w:tr><w:tc><w:p>{run(f'{who}: {what}')}</w:p></w:tc></w:tr>" for _, who, what in TALK
    )
    outer = f"<w:tbl><w:tr><w:tc><w:tbl>{inner}</w:tbl><w:p/></w:tc></w:tr></w:tbl>"
    assert said(word(body(outer))) == SAID
