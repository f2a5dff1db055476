"""Comments in Word: where they stand after labels, times and white space have gone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.sources.comments import Inked, Remark, anchored, ink
from qualcode.sources.draft import Draft, DraftComment, DraftTurn
from qualcode.sources.turns import Part, Talk
from qualcode.sources.word import read

from .word_files import Document, changed, saved

RELATIONS = "word/_rels/document.xml.rels"
EXTENDED = "word/commentsExtended.xml"


def word(data: bytes) -> Draft:
    return read(data, "p03.docx", None)


def under(draft: Draft, comment: DraftComment) -> str | None:
    if comment.turn is None:
        return None
    return draft.turns[comment.turn].words[comment.start : comment.end]


def commented(*texts: str, words: str) -> Draft:
    """A paragraph for each text, with a comment on `words` in the first that has them."""
    document = Document()
    done = False
    for text in texts:
        paragraph = document.add_paragraph()
        before, found, after = text.partition(words)
        if found and not done:
            paragraph.add_run(before)
            document.add_comment([paragraph.add_run(found)], "Kijk", author="Eva  Bos")
            paragraph.add_run(after)
            done = True
        else:
            paragraph.add_run(text)
    return word(saved(document))


@pytest.mark.parametrize(
    ("texts", "words", "turn", "quoted"),
    [
        (("I: Hoe gaat het?", "P: Goed  zo."), "gaat het", 0, "gaat het"),
        (("I: Hoe gaat het?", "P: Goed   zo, hoor."), "zo, hoor", 1, "zo, hoor"),
        (("I: Hoe?", "P: Goed.", "\tEn  verder niets."), "verder", 1, "verder"),
        (("I: Hoe?", "P: Goed zo. #00:00:12-3#"), "Goed zo", 1, "Goed zo"),
        (("[00:00:01] I: Hoe?", "[00:00:04] P: P: zei hij."), "P: zei", 1, "P: zei"),
        (("I: cafe\u0301 en the\u0301?", "P: Ja."), "the\u0301", 0, "thé"),
        (("I: Hoe?", "P:", "Goed."), "Goed", 1, "Goed"),
        (("Een alinea.", "Nog een alinea."), "Nog een", 1, "Nog een"),
        (("I: regel een\nregel twee", "P: ja"), "twee", 0, "twee"),
    ],
)
def test_a_comment_stands_at_its_words(
    texts: tuple[str, ...], words: str, turn: int, quoted: str
) -> None:
    draft = commented(*texts, words=words)
    (comment,) = draft.comments
    assert (comment.turn, under(draft, comment)) == (turn, quoted)
    assert (comment.text, comment.author) == ("Kijk", "Eva Bos")
    assert comment.date


def test_a_comment_on_a_label_stands_at_the_whole_turn() -> None:
    draft = commented("I: Hoe?", "P: Goed.", words="P:")
    assert draft.comments[0].turn == 1
    assert (draft.comments[0].start, draft.comments[0].end) == (None, None)


def test_a_comment_above_the_talk_stands_at_the_document() -> None:
    draft = commented("Gesprek met Anna", "I: Hoe?", "P: Goed.", "I: Ja.", words="Anna")
    assert draft.comments[0].turn is None


def test_a_range_over_runs_turns_and_joined_paragraphs() -> None:
    document = Document()
    first = document.add_paragraph("I: ").add_run("Hoe gaat")
    second = document.add_paragraph().add_run("I: het nu?")
    third = document.add_paragraph("P: ").add_run("Goed.")
    document.add_comment([first, second], "Over twee alinea's", author="Eva")
    document.add_comment([second, third], "Over twee beurten", author="Bo")
    draft = word(saved(document))
    assert draft.turns[0].words == "Hoe gaat het nu?"
    assert [(c.text, c.turn, under(draft, c)) for c in draft.comments] == [
        ("Over twee alinea's", 0, "Hoe gaat het nu?"),
        ("Over twee beurten", 0, "het nu?"),
    ]


def test_a_comment_in_a_table() -> None:
    document = Document()
    made = document.add_table(rows=0, cols=2)
    for who, what in (("I", "Hoe gaat het?"), ("P", "Goed."), ("I", "Mooi."), ("P", "Ja.")):
        cells = made.add_row().cells
        cells[0].text, cells[1].text = who, what
    document.add_comment(made.rows[1].cells[1].paragraphs[0].runs, "Echt?", author="Eva")
    document.add_comment(made.rows[2].cells[0].paragraphs[0].runs, "Wie?", author="Eva")
    draft = word(saved(document))
    assert [(c.text, c.turn, c.start, c.end) for c in draft.comments] == [
        ("Echt?", 1, 0, 5),
        ("Wie?", 2, None, None),
    ]


def test_a_sign_without_a_range_stands_at_the_whole_turn() -> None:
    document = Document()
    document.add_paragraph("I: Hoe?")
    paragraph = document.add_paragraph("P: Goed.")
    document.add_comment(paragraph.runs, "Kijk")
    paragraph = document.add_paragraph("I: Mooi.")
    data = saved(document)
    for mark in (b'<w:commentRangeStart w:id="0"/>', b'<w:commentRangeEnd w:id="0"/>'):
        data = changed(data, "word/document.xml", lambda part, m=mark: part.replace(m, b""))
    assert [(c.turn, c.start, c.end) for c in word(data).comments] == [(1, None, None)]


def test_comments_of_several_paragraphs_and_empty_ones() -> None:
    document = Document()
    run = document.add_paragraph("I: Dag.").runs
    document.add_comment(run, "Eerst dit.\n\nDan dat.")
    document.add_comment(run, " ")
    draft = word(saved(document))
    assert [(c.text, c.author) for c in draft.comments] == [("Eerst dit.\nDan dat.", None)]


def test_replies_and_comments_that_are_done() -> None:
    document = Document()
    document.add_paragraph("I: Hoe?")
    run = document.add_paragraph("P: ").add_run("Goed.")
    document.add_comment([run], "Echt?", author="Eva")
    document.add_comment([run], "Ja, zie W02.", author="Bo")

    def keyed(part: bytes) -> bytes:
        for key in (b"A1", b"B2"):
            part = part.replace(b"<w:p>", b'<w:p w14:paraId="' + key + b'">', 1)
        assert b"xmlns:w14=" in part
        return part

    def without_range(part: bytes) -> bytes:
        for name in (b"commentRangeStart", b"commentRangeEnd", b"commentReference"):
            part = part.replace(b"<w:" + name + b' w:id="1"/>', b"")
        return part

    def related(part: bytes) -> bytes:
        more = (
            '<Relationship Id="rId99" Target="commentsExtended.xml" Type="http://schemas.'
            'microsoft.com/office/2011/relationships/commentsExtended"/></Relationships>'
        )
        return part.replace(b"</Relationships>", more.encode())

    threads = (
        b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
        b'<w15:commentEx w15:paraId="A1" w15:done="1"/>'
        b'<w15:commentEx w15:paraId="B2" w15:paraIdParent="A1" w15:done="0"/></w15:commentsEx>'
    )
    data = changed(saved(document), "word/comments.xml", keyed)
    data = changed(data, "word/document.xml", without_range)
    data = changed(changed(data, RELATIONS, related), EXTENDED, lambda _: threads)
    draft = word(data)
    assert [(c.text, under(draft, c)) for c in draft.comments] == [
        ("Echt?", "Goed."),
        ("Ja, zie W02.", "Goed."),
    ]
    assert draft.notes == (
        "Comments that answer another, and stand at the same place: 1.",
        "Comments that were marked as done in Word: 1.",
    )


WORDS = st.lists(st.sampled_from(["ja", "é", "nou", "…", "(lacht)"]), min_size=1, max_size=5)


@given(st.data(), st.lists(st.tuples(st.sampled_from(["I", "P"]), WORDS), min_size=1, max_size=6))
def test_any_range_covers_the_ink_it_covered(
    data: st.DataObject, said: list[tuple[str, list[str]]]
) -> None:
    """Turns of one line each, written with odd white space: every range finds its own words."""
    gaps = st.sampled_from([" ", "  ", "\t", "\u00a0 "])
    written = [f"{who}: {data.draw(gaps).join(words)}" for who, words in said]
    lines, before = [], 0
    for text in written:
        lines.append(Inked(text, before))
        before += ink(text) + 1
    turns = tuple(DraftTurn(" ".join(words), who) for who, words in said)
    parts = tuple((Part(n, turn.words),) for n, turn in enumerate(turns))
    at = data.draw(st.integers(0, len(said) - 1))
    text = written[at]
    begin = data.draw(st.integers(3, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    remark = Remark("x", *(lines[at].before + ink(text[:place]) for place in (begin, end)))
    (comment,) = anchored([remark], lines, Talk(turns, "", parts=parts))
    assert comment.turn == at
    if text[begin:end].split():
        quoted = turns[at].words[comment.start : comment.end]
        assert quoted == " ".join(text[begin:end].split())
    else:
        assert comment.start is None
