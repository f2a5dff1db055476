"""The way in: suffixes, refusals, and what any bytes may lead to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.errors import InputError, UnreadableFile
from qualcode.sources import SUFFIXES, DraftTurn, read, readable, reading

FILES = Path(__file__).parent / "files"


def test_what_can_be_read() -> None:
    assert {".txt", ".md", ".vtt", ".srt", ".docx", ".docm", ".json", ".csv", ".tsv"} == set(
        SUFFIXES
    ) - {".text", ".markdown"}
    assert readable(Path("a/P03.TXT"))
    assert not readable(Path("a/P03.xyz"))
    assert not readable(Path("txt"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(
    ("name", "written", "is_talk"),
    [
        ("a.csv", "Spreker;Tekst;Begin\nI;dag;1\n", True),
        ("a.csv", "sep=;\nnr;wie;tekst\n1;I;dag\n", True),
        ("a.tsv", '"speaker"\t"text"\nI\tdag\n', True),
        ("a.csv", "case,naam,leeftijd\nP01,Anna,40\n", False),
        ("a.csv", "file,case,wave,date\na.txt,P01,W01,2024-01-01\n", False),
        ("a.csv", "document,code,coder,start,end\n", False),
        ("a.csv", "document,coder,kind,quote,text\nP01-W01,A,analytic,dag,let op\n", False),
        ("a.csv", "nr;tekst\n1;dag\n", False),
        ("a.csv", "", False),
        ("a.json", '{"language": "nl", "segments": [{"start": 0}]}', True),
        ("a.json", '{"text": "dag"}', True),
        ("a.json", '{"name": "instellingen", "version": 1}', False),
    ],
)
def test_sheets_and_settings_beside_transcripts_are_no_talk(
    tmp_path: Path, name: str, written: str, is_talk: bool, encoding: str
) -> None:
    (tmp_path / name).write_bytes(written.encode(encoding))
    assert readable(tmp_path / name) is is_talk


def test_what_is_named_is_read_or_refused_whatever_it_holds(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text("case,naam\nP01,Anna\n", encoding="utf-8")
    assert 'no column "text"' in refused(tmp_path / "cases.csv").what
    assert readable(tmp_path / "weg.csv")


@pytest.mark.parametrize("name", ["gesprek-cp1252.txt", "gesprek-mac.txt", "gesprek-utf16.txt"])
def test_one_talk_in_three_encodings(name: str) -> None:
    draft = read(FILES / name)
    assert draft.title == "Gesprek met cliënt P03"
    assert draft.turns == (
        DraftTurn("Hoe was uw eerste week, ná die reünie?", "Interviewer", line=3),
        DraftTurn("Eén dag was ‘zwaar’… € 50 aan koffie – en zo’n hè-gevoel.", "Cliënt", line=4),
        DraftTurn("En daarna?", "Interviewer", line=6),
        DraftTurn("Goed: ik ben naïef geweest.", "Cliënt", line=7),
    )


def test_a_pattern_goes_to_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "p03.txt"
    path.write_text("karin> dag\nanna> hoi", encoding="utf-8")
    draft = read(path, speaker_pattern=r"(?P<speaker>\w+)> (?P<words>.*)")
    assert draft.speakers == ("karin", "anna")
    with pytest.raises(InputError, match="no group speaker"):
        read(path, speaker_pattern="(?P<words>.*)")


DUTCH = "Eén dag was ‘zwaar’… € 50 aan koffie – en zo’n hè-gevoel, naïef geweest."


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac-roman"),
    ],
)
@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("p.txt", f"Interviewer: Hoe was het?\nCliënt: {DUTCH}\n"),
        ("p.csv", f'Spreker;Tekst\nInterviewer;Hoe was het?\nCliënt;"{DUTCH}"\n'),
        (
            "p.json",
            '[{"start": 0, "speaker": "Interviewer", "text": "Hoe was het?"},'
            f'{{"start": 1, "speaker": "Cliënt", "text": "{DUTCH}"}}]',
        ),
        (
            "p.vtt",
            "WEBVTT\n\n00:00.000 --> 00:01.000\n<v Interviewer>Hoe was het?</v>\n\n"
            f"00:01.000 --> 00:09.000\n<v Cliënt>{DUTCH}</v>\n",
        ),
    ],
)
def test_every_encoding_in_every_kind_of_text(
    tmp_path: Path, name: str, written: str, encoding: str, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(written.replace("\n", "\r\n").encode(encoding))
    draft = read(path)
    assert draft.encoding == told
    assert [(turn.speaker, turn.words) for turn in draft.turns] == [
        ("Interviewer", "Hoe was het?"),
        ("Cliënt", DUTCH),
    ]


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "groot.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("was read"))
    assert "is 200 MB; the limit is 50 MB" in refused(path).what


def test_more_turns_than_any_talk_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_TURNS", 1_000)
    path = tmp_path / "lang.csv"
    path.write_text("speaker,text\n" + "I,ja\n" * 1_000)
    assert len(read(path).turns) == 1_000
    path.write_text("speaker,text\n" + "I,ja\n" * 1_001)
    assert "lang.csv holds 1,001 turns; the limit is 1,000." in refused(path).what


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".rtf", ".pdf"])
def test_kinds_that_cannot_be_read_yet(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"p03{suffix}").write_bytes(b"x")
    assert "of a kind that can't be read" in refused(tmp_path / f"p03{suffix}").what
    assert "docx" in refused(tmp_path / f"p03{suffix}").hint


def refused(path: Path) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as refusal:
        read(path)
    assert path.name in refusal.value.what
    assert refusal.value.hint
    assert "\n" not in str(refusal.value)
    assert refusal.value.exit_code == 2
    return refusal.value


def test_refusals_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no file" in refused(tmp_path / "weg.txt").what
    (tmp_path / "map.txt").mkdir()
    assert "folder" in refused(tmp_path / "map.txt").what
    (tmp_path / "leeg.txt").touch()
    assert "empty" in refused(tmp_path / "leeg.txt").what
    (tmp_path / "p03.xyz").write_text("I: ja")
    assert ".vtt" in refused(tmp_path / "p03.xyz").hint
    (tmp_path / "groot.txt").write_text("I: " + "ja " * 100)
    monkeypatch.setattr(reading, "LARGEST", 300)
    assert "limit" in refused(tmp_path / "groot.txt").what


def test_refusals_of_contents(tmp_path: Path) -> None:
    for name, data in {
        "wit.txt": b" \n\t\n",
        "alleen.txt": b"\xef\xbb\xbf",
        "stil.md": b"# Kop\n",
        "doc.txt": b"PK\x03\x04" + bytes(40),
        "rec.srt": b"RIFF" + bytes(range(256)),
        "nul.vtt": b"WEBVTT\0\0\0\0\0\n",
    }.items():
        (tmp_path / name).write_bytes(data)
        refused(tmp_path / name)


PIECES = [
    b"WEBVTT",
    b"\n\n",
    b"\n",
    b"00:01.000 --> 00:02.000",
    b"1",
    b"I: ",
    b"\xe9\xe9n",
    b"<v A>",
]
PIECES += [
    b"NOTE x",
    b"\t",
    b"\xc3\xab",
    b"# ",
    b"[00:12] ",
    b"**P:** ",
    b"-->",
    b"\r",
    b"*A:\tb",
    b"&#0;",
    b"speaker,text\n",
    b"tekst;spreker;begin\n",
    b'"',
    b";",
    b",",
    b"1:75",
    b'{"segments": [',
    b'{"start": 1, "end": 2, "text": "I: ja", "speaker": "\\ud800"}',
    b'{"start": 1e999, "text": null, "words": [{"word": 1}]}',
    b"]}",
    b"[",
    b"PK\x03\x04",
]


@given(
    st.one_of(
        st.binary(max_size=300), st.lists(st.sampled_from(PIECES), max_size=30).map(b"".join)
    ),
    st.sampled_from(SUFFIXES),
)
def test_any_bytes_are_read_or_refused(memory: Path, data: bytes, suffix: str) -> None:
    path = memory / f"x{suffix}"
    path.write_bytes(data)
    try:
        draft = read(path)
    except UnreadableFile as refusal:
        assert path.name in refusal.what
    else:
        assert draft.turns
        assert all(turn.words == " ".join(turn.words.split()) != "" for turn in draft.turns)
        assert all(turn.speaker != "" for turn in draft.turns)
        for turn in draft.turns:
            assert None in (turn.start, turn.end) or turn.start <= turn.end


def test_a_format_loads_only_what_it_needs() -> None:
    asked = "import json, sys; import qualcode.sources; print(json.dumps(sorted(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    loaded = set(json.loads(shown.stdout))
    assert "qualcode.sources.reading" in loaded
    assert not loaded & {"rapidfuzz", "charset_normalizer", "qualcode.sources.vtt"}
    assert not loaded & {"docx", "lxml", "zipfile", "csv"}


def test_other_formats_load_nothing_of_words(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("speaker,text\nI,ja\n", encoding="utf-8")
    (tmp_path / "a.json").write_text('[{"start": 0, "text": "ja"}]', encoding="utf-8")
    (tmp_path / "a.txt").write_text("I: ja", encoding="utf-8")
    asked = (
        "import sys; from pathlib import Path; from qualcode.sources import read\n"
        "for path in Path(sys.argv[1]).iterdir(): read(path)\n"
        "print(sorted({'docx', 'lxml'} & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path)], capture_output=True, check=True, text=True
    )
    assert shown.stdout == "[]\n"
