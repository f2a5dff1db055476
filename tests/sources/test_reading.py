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
    assert {".txt", ".md", ".vtt", ".srt"} <= set(SUFFIXES)
    assert readable(Path("a/P03.TXT"))
    assert not readable(Path("a/P03.xyz"))
    assert not readable(Path("txt"))


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
