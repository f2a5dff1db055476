"""Word: paragraphs, and what of a document's text is among the words."""

import pytest
from docx.enum.style import WD_STYLE_TYPE

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import own_convention
from qualcode.sources.draft import Draft
from qualcode.sources.word import read

from .word_files import Document, body, bold, changed, paragraphs, run, saved

KARIN, ANNA = "Hoe gaat het met u?", "Goed. Ik zei nog: kom maar."
PAIR = [("I", KARIN), ("P", ANNA)]


def word(data: bytes, pattern: str | None = None) -> Draft:
    return read(data, "p03.docx", own_convention(pattern) if pattern else None)


def said(draft: Draft) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.words) for turn in draft.turns]


def test_paragraphs_with_labels() -> None:
    draft = word(paragraphs("Gesprek 3", "", f"I: {KARIN}", "", f"P: {ANNA}", "En verder niets."))
    assert said(draft) == [("I", KARIN), ("P", f"{ANNA} En verder niets.")]
    assert [turn.line for turn in draft.turns] == [3, 5]
    assert (draft.format, draft.convention, draft.title) == ("docx", "Name: words", "Gesprek 3")
    assert draft.notes == ("Kept out before the first turn (paragraph 1): Gesprek 3",)


@pytest.mark.parametrize(
    ("texts", "convention", "starts"),
    [
        ([f"I: {KARIN}\nP: {ANNA}"], "Name: words", [None, None]),
        ([f"I\t{KARIN}", f"P\t{ANNA}"], "Name<TAB>words", [None, None]),
        (
            [f"[00:01:02] I: {KARIN}", f"[00:01:09] P: {ANNA}"],
            "[00:01:02] Name: words",
            [62, 69],
        ),
        (["I", KARIN, "", "P", ANNA, "", "I"], "Name on a line of its own", [None, None]),
        (
            ["I", "00:00:12", KARIN, "", "P", "00:00:15", ANNA, "", "I"],
            "Name on a line of its own",
            [12, 15],
        ),
        (
            ["I [00:00:12]", KARIN, "P [00:00:15]", ANNA],
            "Name [00:01:02] on a line of its own",
            [12, 15],
        ),
        (
            [f"I   0:12\n{KARIN}", f"P   0:15\n{ANNA}"],
            "Name 00:01:02 on a line of its own",
            [12, 15],
        ),
    ],
)
def test_ways_of_writing(texts: list[str], convention: str, starts: list[float | None]) -> None:
    draft = word(paragraphs(*texts))
    assert said(draft) == PAIR
    assert draft.convention == convention
    assert [turn.start for turn in draft.turns] == starts


def test_names_above_paragraphs_without_empty_ones() -> None:
    draft = word(
        paragraphs("Karin", KARIN, "Anna", ANNA, "Karin", "Is dat zo?", "Anna", "Ja, heus.")
    )
    assert [turn.speaker for turn in draft.turns] == ["Karin", "Anna", "Karin", "Anna"]


def test_f4_closes_a_paragraph_with_its_end() -> None:
    draft = word(
        paragraphs(f"I: {KARIN} #00:00:03-4#", f"P: {ANNA} #00:00:12-0#", "Ja. #00:00:15-9#")
    )
    assert said(draft) == [("I", KARIN), ("P", f"{ANNA} Ja.")]
    assert [(turn.start, turn.end) for turn in draft.turns] == [(None, 3.4), (3.4, 15.9)]


@pytest.mark.parametrize("colon", ["", ":"])
def test_bold_names(colon: str) -> None:
    draft = word(bold((f"Karin{colon}", KARIN), (f"Anna{colon}", ANNA), (f"Karin{colon}", "Mooi.")))
    assert said(draft) == [("Karin", KARIN), ("Anna", ANNA), ("Karin", "Mooi.")]


def test_bold_names_after_a_time_or_above_the_words() -> None:
    document = Document()
    for time, name, words in (("[00:00:12] ", "Karin", KARIN), ("[00:00:15] ", "Anna", ANNA)) * 2:
        paragraph = document.add_paragraph(time)
        paragraph.add_run(name).bold = True
        paragraph.add_run(f" {words}")
    draft = word(saved(document))
    assert said(draft) == [("Karin", KARIN), ("Anna", ANNA)] * 2
    assert draft.turns[1].start == 15.0
    above = word(
        bold(("Karin", ""), ("", KARIN), ("Anna", ""), ("", ANNA), ("Karin", ""), ("", "O."))
    )
    assert said(above) == [("Karin", KARIN), ("Anna", ANNA), ("Karin", "O.")]


def test_bold_words_are_not_names() -> None:
    draft = word(
        bold(("Nooit", "ging ik nog terug."), ("Werk", "was belangrijk."), ("Toen", "niet."))
    )
    assert said(draft) == [
        (None, "Nooit ging ik nog terug."),
        (None, "Werk was belangrijk."),
        (None, "Toen niet."),
    ]


def test_without_labels_every_paragraph_is_a_turn() -> None:
    texts = ("Een alinea die zo lang is dat een regel erbij past.", "En nog een alinea, even lang.")
    draft = word(paragraphs(*texts, "", "Slot."))
    assert said(draft) == [(None, text) for text in (*texts, "Slot.")]
    assert draft.convention == "no speakers: each paragraph is a turn"


def test_a_pattern_of_ones_own() -> None:
    draft = word(paragraphs("karin> dag", "anna> hoi"), r"(?P<speaker>\w+)> (?P<words>.*)")
    assert said(draft) == [("karin", "dag"), ("anna", "hoi")]


SEEN = '<w:vanish w:val="0"/>'
DELETED = '<w:del w:id="1"><w:r><w:delText>nul</w:delText></w:r></w:del>'
TYPED = "<w:t>jobcoach</w:t><w:noBreakHyphen/><w:t>ge</w:t><w:softHyphen/><w:t>sprek</w:t>"


def sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


SHOWN = {
    "a soft break": "<w:r><w:t>een</w:t><w:br/><w:t>twee</w:t></w:r>",
    "a tab": "<w:r><w:t>een</w:t><w:tab/><w:t>twee</w:t></w:r>",
    "an insertion": f'<w:ins w:id="1" w:author="E">{run("een")}</w:ins>{run(" twee")}',
    "a deletion": f"{run('een ')}{DELETED}{run('twee')}",
    "words moved away": f'<w:moveFrom w:id="1">{run("nul ")}</w:moveFrom>{run("een twee")}',
    "words moved here": f'<w:moveTo w:id="1">{run("een ")}</w:moveTo>{run("twee")}',
    "a link": f"<w:hyperlink>{run('een')}</w:hyperlink>{run(' twee')}",
    "a smart tag": f'<w:smartTag w:element="x">{run("een")}</w:smartTag>{run(" twee")}',
    "a content control": f"<w:sdt><w:sdtContent>{run('een')}</w:sdtContent></w:sdt>{run(' twee')}",
    "an empty control": (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('Klik hier')}</w:sdtContent></w:sdt>{run('een twee')}"
    ),
    "hidden words": f"{run('nul ', '<w:vanish/>')}{run('een twee')}",
    "words not hidden": run("een ", SEEN) + run("twee"),
    "a field": (
        f"{sign('begin')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
        f"{sign('begin')}{run('nul')}{sign('separate')}{sign('end')}{run('nul')}"
        f"{sign('separate')}{run('een')}{sign('end')}{run(' twee')}"
    ),
    "a simple field": f'<w:fldSimple w:instr="X">{run("een")}</w:fldSimple>{run(" twee")}',
    "a footnote": f'{run("een twee")}<w:r><w:footnoteReference w:id="2"/></w:r>',
    "composed letters": run("een twee"),
}


@pytest.mark.parametrize("what", SHOWN)
def test_what_a_reader_sees(what: str) -> None:
    draft = word(body(f"<w:p>{SHOWN[what]}</w:p>"))
    assert " ".join(turn.words for turn in draft.turns) == "een twee"


@pytest.mark.parametrize(
    ("what", "note"),
    [
        ("an insertion", "Changes were tracked: read as if all were accepted."),
        ("a deletion", "Changes were tracked: read as if all were accepted."),
        ("hidden words", "Left out: hidden text (1 ×)."),
        ("a footnote", "Left out: a footnote (1 ×)."),
    ],
)
def test_what_is_left_out_is_told(what: str, note: str) -> None:
    assert word(body(f"<w:p>{SHOWN[what]}</w:p>")).notes == (note,)


def test_styles_that_are_bold_or_hidden() -> None:
    document = Document()
    for name, words in (("Karin", KARIN), ("Anna", ANNA)) * 2:
        paragraph = document.add_paragraph()
        paragraph.add_run(name, style="Strong")
        paragraph.add_run(f" {words}")
    hidden = document.styles.add_style("Intern", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    document.paragraphs[0].add_run(" (niet voor publicatie)", style="Intern")
    draft = word(saved(document))
    assert said(draft) == [("Karin", KARIN), ("Anna", ANNA)] * 2
    assert draft.notes == ("Left out: hidden text (1 ×).",)


def test_signs_within_words() -> None:
    accents = run("clie\u0308nt")
    draft = word(body(f"<w:p><w:r>{TYPED}</w:r></w:p><w:p>{accents}</w:p>"))
    assert [turn.words for turn in draft.turns] == ["jobcoach-gesprek", "cliënt"]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    taken = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    draft = word(body(f"<w:p>{taken}{run('een ')}</w:p><w:p>{run('twee')}</w:p>"))
    assert said(draft) == [(None, "een twee")]


def test_text_boxes_are_left_out_once_and_told() -> None:
    box = f"<w:txbxContent><w:p>{run('Let op')}</w:p></w:txbxContent>"
    xml = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"{run('Dag.')}</w:p>"
    )
    draft = word(body(xml))
    assert said(draft) == [(None, "Dag.")]
    assert draft.notes == ("Left out, as text boxes: Let op",)


def test_headings_and_titles() -> None:
    document = Document()
    document.add_paragraph("Gesprek met P03", style="Title")
    document.add_paragraph(f"I: {KARIN}")
    document.add_heading("Over werk", level=2)
    document.add_paragraph(f"P: {ANNA}")
    document.add_heading("I: En thuis?", level=2)
    document.add_heading("Wat nog meer?", level=2)
    document.core_properties.title = "Sjabloon"
    draft = word(saved(document))
    assert said(draft) == [*PAIR, ("I", "En thuis? Wat nog meer?")]
    assert draft.title == "Gesprek met P03"
    assert draft.notes == ("Kept out, as headings (paragraphs 1, 3): Gesprek met P03 / Over werk",)


@pytest.mark.parametrize(
    ("written", "title"),
    [("Gesprek 4", "Gesprek 4"), ("Document1", None), ("p03.docx", None), ("", None)],
)
def test_a_title_among_the_properties(written: str, title: str | None) -> None:
    document = Document()
    document.add_paragraph("I: dag")
    document.core_properties.title = written
    assert word(saved(document)).title == title


def test_words_strict_dialect_and_macros() -> None:
    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    data = changed(paragraphs("I: dag", "P: hoi"), "word/document.xml", strict)
    assert said(word(data)) == [("I", "dag"), ("P", "hoi")]


def test_headers_and_footers_are_no_talk_and_told() -> None:
    document = Document()
    document.add_paragraph("I: dag")
    document.sections[0].header.paragraphs[0].text = "Vertrouwelijk"
    section = document.sections[0]
    section.footer.paragraphs[0].text = "2"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Interview P03"
    section.first_page_footer.paragraphs[0].text = "Vertrouwelijk"
    draft = word(saved(document))
    assert said(draft) == [("I", "dag")]
    (note,) = draft.notes
    assert note.startswith("Left out, as running heads and feet: ")
    assert sorted(note.split(": ")[1].split(" / ")) == ["Interview P03", "Vertrouwelijk"]


def test_a_document_without_words_has_no_turns() -> None:
    assert word(paragraphs("", " ")).turns == ()


def test_a_pattern_that_matches_nothing_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"no line of p03\.docx"):
        word(paragraphs("I: dag"), "(?P<speaker>x)(?P<words>y)")


def test_emphasis_among_bold_names_leaves_no_marks() -> None:
    lines = [("Karin", KARIN), ("Anna", ANNA)] * 2
    draft = word(bold(*lines, ("Let op", "dit telt."), ("Karin", "Mooi.")))
    assert said(draft)[3:] == [("Anna", f"{ANNA} Let op dit telt."), ("Karin", "Mooi.")]
    assert "**" not in draft.text
