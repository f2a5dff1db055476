"""Office documents that are damaged, locked, or made to do harm: each one clear line."""

import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import UnreadableFile
from qualcode.sources import package
from qualcode.sources.word import read

from .word_files import NS, changed, paragraphs, table, without

GOOD = paragraphs("I: Hoe gaat het?", "P: Goed.")
MAIN = "word/document.xml"


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read(data, "p03.docx", None)
    assert "p03.docx" in refusal.value.what
    assert refusal.value.hint
    assert "\n" not in str(refusal.value)
    return refusal.value.what


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "has a password, or is an old Word"),
        (b"I: gewone tekst", "isn't a Word document"),
        (b"%PDF-1.7", "isn't a Word document but a PDF"),
        (b"{\\rtf1 hallo}", "but an RTF document"),
        (b"PK\x03\x04" + bytes(200), "damaged or cut off"),
        (GOOD[:-100], "damaged or cut off"),
        (GOOD[: len(GOOD) // 2], "damaged or cut off"),
        (without(GOOD, MAIN), "no Word document"),
        (changed(GOOD, MAIN, lambda _: b""), "damaged or cut off"),
        (changed(GOOD, MAIN, lambda part: part[:-40]), "damaged or cut off"),
        (changed(GOOD, MAIN, lambda _: b"<x/>"), "no Word document"),
        (
            changed(GOOD, MAIN, lambda _: b"<a>" * 5000 + b"</a>" * 5000),
            "nests its tables too deep",
        ),
    ],
)
def test_what_is_refused(data: bytes, complaint: str) -> None:
    assert complaint in refused(data)


def test_a_part_with_a_wrong_checksum_is_refused() -> None:
    at = GOOD.index(MAIN.encode()) + 60
    assert "damaged" in refused(GOOD[:at] + bytes(9) + GOOD[at + 9 :])


def test_an_encrypted_zip_is_refused() -> None:
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    assert "has a password" in refused(bytes(data))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(MAIN, bytes(60 * 1024 * 1024))
    assert len(file.getvalue()) < 100_000
    assert "unpacks to 60 MB; the limit is 50 MB" in refused(file.getvalue())
    monkeypatch.setattr(package, "LARGEST", 30 * 1024 * 1024)
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_, **__: pytest.fail("was unpacked"))
    assert "the limit is 30 MB" in refused(file.getvalue())


def test_a_bomb_of_tags_is_refused_before_it_is_unpacked() -> None:
    bomb = changed(GOOD, MAIN, lambda _: b"<w:p/>" * 1_500_000)
    assert "over 200 times its size" in refused(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(MAIN, bytes(60 * 1024 * 1024))
    real, told = struct.pack("<I", 60 * 1024 * 1024), struct.pack("<I", 1000)
    assert "damaged" in refused(file.getvalue().replace(real, told))


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        '<!ENTITY c SYSTEM "file:///etc/hostname">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;',
    ],
)
def test_entities_are_refused_and_never_resolved(entity: str) -> None:
    def bombed(part: bytes) -> bytes:
        _, _, rest = part.partition(b"?>")
        declared = f"<!DOCTYPE w:document [{entity}]>".encode()
        return declared + rest.replace(b"Hoe gaat het", b"&c;")

    assert "defines entities" in refused(changed(GOOD, MAIN, bombed))


@pytest.mark.parametrize(
    "target", ["../../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "..\\..\\x", "%00"]
)
def test_relations_never_lead_out_of_the_file(target: str) -> None:
    def led(part: bytes) -> bytes:
        return part.replace(b'Target="word/document.xml"', f'Target="{target}"'.encode())

    assert "no Word document" in refused(changed(GOOD, "_rels/.rels", led))


def test_without_relations_the_usual_place_is_tried() -> None:
    assert len(read(without(GOOD, "_rels/.rels"), "p03.docx", None).turns) == 2
    assert len(read(without(GOOD, "word/_rels/document.xml.rels"), "p03.docx", None).turns) == 2


SEEDS = [GOOD, table([("00:00:01", "I", "Hoe?"), ("00:00:02", "P", "Goed."), ("0:03", "I", "O.")])]


def read_or_refused(data: bytes) -> None:
    try:
        draft = read(data, "p03.docx", None)
    except UnreadableFile as refusal:
        assert "p03.docx" in refusal.what
        return
    for turn in draft.turns:
        assert turn.words == " ".join(turn.words.split()) != ""
        assert None in (turn.start, turn.end) or turn.start <= turn.end
    for comment in draft.comments:
        assert comment.text
        assert comment.turn is None or 0 <= comment.turn < len(draft.turns)
        if comment.start is not None:
            assert 0 <= comment.start < comment.end <= len(draft.turns[comment.turn].words)


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=8)), max_size=5),
    st.integers(0, 10**6),
)
def test_any_damage_to_the_zip_is_read_or_refused(
    data: bytes, strokes: list[tuple[int, bytes]], cut: int
) -> None:
    hurt = bytearray(data)
    for at, stroke in strokes:
        place = at % len(hurt)
        hurt[place : place + len(stroke)] = stroke
    read_or_refused(bytes(hurt))
    read_or_refused(bytes(hurt[: cut % len(hurt)]))


TAGS = (
    "p r t tbl tr tc sdt sdtContent ins del hyperlink br tab fldChar txbxContent pict ruby body"
    " commentRangeStart commentRangeEnd commentReference pPr rPr b vanish vMerge gridSpan tcPr"
)
LEAF = st.sampled_from(["I: ja", "P:", "Karin", "00:00:01", "", "nee #0:01#", "\u0301", "[0:12]"])
TREE = st.recursive(
    LEAF,
    lambda inner: st.tuples(
        st.sampled_from(TAGS.split()),
        st.sampled_from(["", ' w:id="0"', ' w:val="9"', ' w:val="-1"', ' w:fldCharType="begin"']),
        st.lists(inner, max_size=4),
    ).map(lambda made: f"<w:{made[0]}{made[1]}>{''.join(made[2])}</w:{made[0]}>"),
    max_leaves=25,
)
COMMENTS = (
    f'<w:comments {NS}><w:comment w:id="0" w:author=""><w:p><w:r><w:t>x</w:t></w:r></w:p>'
    "</w:comment></w:comments>"
).encode()


@given(st.lists(TREE, max_size=6).map("".join))
def test_any_tree_of_words_tags_is_read_or_refused(xml: str) -> None:
    written = f"<w:document {NS}><w:body>{xml}</w:body></w:document>".encode()
    file = io.BytesIO()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    with zipfile.ZipFile(file, "w") as made:
        made.writestr(MAIN, written)
        made.writestr("word/comments.xml", COMMENTS)
        made.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships><Relationship Type="{kind}" Target="comments.xml"/></Relationships>',
        )
    read_or_refused(file.getvalue())
