"""csv and tsv: a row a turn."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.sources.draft import Draft, DraftTurn, normalise
from qualcode.sources.rows import read


def table(text: str, name: str = "p03.csv") -> Draft:
    return read(text.encode(), name, None)


def test_all_columns() -> None:
    draft = table(
        "speaker,role,start,end,text\n"
        "Karin,Interviewer,0,2.5,Hoe gaat het?\n"
        'Anna,deelnemer,0:00:02.5,00:00:09,"Goed, zei ik: ""kom maar"""\n'
        "Anna,,10,,En verder?\n"
    )
    assert draft.turns == (
        DraftTurn("Hoe gaat het?", "Karin", 0.0, 2.5, 2, "interviewer"),
        DraftTurn('Goed, zei ik: "kom maar"', "Anna", 2.5, 9.0, 3, "participant"),
        DraftTurn("En verder?", "Anna", 10.0, None, 4, None),
    )
    assert draft.format == "csv"
    assert draft.convention == "a row a turn: speaker | role | start | end | text"
    assert draft.notes == ()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("heads", [("Spreker", "TEKST", "Begin"), ("speaker", "text", "start")])
def test_delimiters_and_dutch_heads(delimiter: str, heads: tuple[str, ...]) -> None:
    rows = (heads, ("I", "Dag; ja, hoor\tzei ze", "62,5"), ("P", "Hoi.", "63"))
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    draft = table(file.getvalue())
    assert [(turn.speaker, turn.words, turn.start) for turn in draft.turns] == [
        ("I", "Dag; ja, hoor zei ze", 62.5),
        ("P", "Hoi.", 63.0),
    ]


def test_what_excel_adds() -> None:
    draft = table("\ufeffsep=;\r\nSpreker;Tekst;;\r\nI;Dag.;;\r\n;;;\r\nP;Hoi.;;\r\n\r\n")
    assert [(turn.line, turn.speaker, turn.words) for turn in draft.turns] == [
        (3, "I", "Dag."),
        (5, "P", "Hoi."),
    ]


def test_further_columns_are_kept_out_and_told() -> None:
    draft = table("id,nr,speaker,note,text\n7,1,I,x,Dag.\n")
    assert draft.turns == (DraftTurn("Dag.", "I", line=2),)
    assert draft.notes == ("Kept out, as other columns: id, note",)


def test_a_column_of_its_own_name_goes_before_its_like() -> None:
    draft = table("name,words,speaker,text\nP03-W01,1,I,Dag.\n")
    assert draft.turns == (DraftTurn("Dag.", "I", line=2),)


def test_two_columns_that_hold_no_talk_may_have_one_name() -> None:
    assert table("speaker,note,note,text,,\nI,x,y,Dag.,,\n").text == "Dag."


def test_lines_within_a_cell() -> None:
    draft = table('speaker,text\nI,"een\ntwee"\nP,drie\n')
    assert [(turn.line, turn.words) for turn in draft.turns] == [(2, "een twee"), (4, "drie")]


def test_what_is_odd_is_told() -> None:
    draft = table(
        "speaker,text,role,start\nI,Dag.,interviewer,5\nP,,,6\n,(stilte),,4\nI,O.,deelnemer,8\n"
    )
    assert [turn.speaker for turn in draft.turns] == ["I", None, "I"]
    assert draft.notes == (
        "Skipped, as without words: line 3.",
        "No speaker is named in 1 of 3 rows (line 4).",
        "I has more than one role: interviewer, participant.",
        "Out of order, kept as in the file: the row on line 4.",
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("naam,leeftijd\nI,5\n", 'has no column "text"; it has naam, leeftijd'),
        ("text,wave\nDag,1\n", 'has no column "speaker"; it has text, wave'),
        ("\n\n", 'has no column "text"'),
        ("speaker,text\nI,Dag, hoor\n", "Line 2 of p03.csv has 3 cells, its head has 2"),
        ("speaker,text,start\nI,Dag\n", "Line 2 of p03.csv has 2 cells, its head has 3"),
        ('speaker,text\nI,ja\nP,"open\nen door', "Line 3 of p03.csv has quotation marks"),
        ('speaker,text\nI,"ja" hoor\n', "Line 2 of p03.csv has quotation marks"),
        ("speaker,text,start\nI,Dag,vroeg\n", "Line 2 of p03.csv holds no time: vroeg."),
        ("speaker,text,Text\nI,Dag,En meer\n", "In p03.csv 2 columns are called text."),
        ("Naam,tekst,Naam\nI,Dag,P\n", "2 columns are called Naam."),
        ("speaker,text,start,start\nI,Dag,1,2\n", "2 columns are called start."),
        ("speaker,text,start\nI,Dag,-3\n", "Line 2 of p03.csv holds no time: -3"),
        ("speaker,text,start\nI,Dag,nan\n", "Line 2 of p03.csv holds no time: nan"),
        ("speaker,text,start\nI,Dag,00:75\n", "Line 2 of p03.csv holds no time: 00:75"),
        ("speaker,text,start,end\nI,Dag,5,4\n", "Line 2 of p03.csv ends before it starts"),
    ],
)
def test_what_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        table(text)
    assert complaint in refusal.value.what
    assert refusal.value.hint
    assert "\n" not in str(refusal.value)


def test_a_whole_interview_in_one_cell() -> None:
    assert len(table("speaker,text\nP," + "ja " * 100_000).text) == 299_999


SAID = st.lists(
    st.tuples(
        st.sampled_from(["I", "Anna", "P03"]),
        st.text(st.sampled_from("aé ,;\"\n\t'’")).filter(lambda text: text.split() != []),
    ),
    min_size=1,
)


@given(SAID, st.sampled_from(",;\t"))
def test_what_is_written_is_read_back_row_by_row(
    said: list[tuple[str, str]], delimiter: str
) -> None:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([("speaker", "text"), *said])
    draft = table(file.getvalue())
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        (speaker, normalise(words)) for speaker, words in said
    ]
