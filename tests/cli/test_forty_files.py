"""A study of forty files in six formats: from a manifest to the matrix in a workbook."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from sources.word_files import table

from .conftest import Program

CASES, WAVES = 5, 8
# What is said in turn n of each interview; every file says something else, as people do.
ASKED = ("Hoe gaat het nu met {}?", "En wat vinden ze daar van {}?", "Wie helpt u met {}?")
TOPICS = ("het werk", "de bakkerij", "uw gezondheid", "het geld", "de gemeente")
SAID = (
    "Het gaat, eh, wel. In week {n} was het druk met {topic}.",
    "Ze keken weer raar naar me, dat was de {n}e keer al.",
    "Mijn begeleider belt, en verder doe ik {topic} alleen. Nummer {n}.",
)

Lines = list[tuple[str, str]]


def talk(case: int, wave: int) -> Lines:
    n = case * 10 + wave
    topic = TOPICS[n % len(TOPICS)]
    return [
        pair
        for asked, said in zip(ASKED, SAID, strict=True)
        for pair in (("I", asked.format(topic)), (f"P0{case}", said.format(n=n, topic=topic)))
    ]


def as_txt(lines: Lines) -> bytes:
    return "\n".join(f"{who}: {words}" for who, words in lines).encode("cp1252")


def as_vtt(lines: Lines) -> bytes:
    cues = [
        f"00:00:{10 + n}.000 --> 00:00:{10 + n}.900\n<v {who}>{words}"
        for n, (who, words) in enumerate(lines)
    ]
    return "\n\n".join(["WEBVTT", *cues]).encode()


def as_srt(lines: Lines) -> bytes:
    cues = [
        f"{n + 1}\n00:00:{10 + n},000 --> 00:00:{10 + n},900\n{who}: {words}"
        for n, (who, words) in enumerate(lines)
    ]
    return "\n\n".join(cues).encode("utf-8-sig")


def as_json(lines: Lines) -> bytes:
    segments = [
        {"start": n, "end": n + 0.9, "text": f" {words}", "speaker": who}
        for n, (who, words) in enumerate(lines)
    ]
    return json.dumps({"segments": segments}).encode()


def as_csv(lines: Lines) -> bytes:
    rows = "".join(f'{who};"{words}";{n},5\n' for n, (who, words) in enumerate(lines))
    return f"spreker;tekst;begin\n{rows}".encode("utf-16")


def as_docx(lines: Lines) -> bytes:
    head = ["Tijd", "Spreker", "Tekst"]
    return table([head, *([f"00:00:{10 + n}", *line] for n, line in enumerate(lines))])


FORMATS: dict[str, Callable[[Lines], bytes]] = {
    "txt": as_txt,
    "vtt": as_vtt,
    "srt": as_srt,
    "json": as_json,
    "csv": as_csv,
    "docx": as_docx,
}


@pytest.fixture
def forty(elsewhere: Path) -> Path:
    """Forty transcripts, and the manifest that says which is which; two waves weren't held."""
    place = elsewhere / "gesprekken"
    place.mkdir()
    rows = ["file;kind;case;wave;date;locatie;reason"]
    for case in range(1, CASES + 1):
        for wave in range(1, WAVES + 1):
            suffix = list(FORMATS)[(case + wave) % len(FORMATS)]
            name = f"{case}-{wave}.{suffix}"
            (place / name).write_bytes(FORMATS[suffix](talk(case, wave)))
            rows.append(f"{name};interview;P0{case};W0{wave};2020-0{wave}-1{case};thuis;")
    rows.append(";interview;P01;W09;;;ziek")
    (place / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return place


def test_forty_files_in_six_formats_become_a_matrix_in_a_workbook(
    forty: Path, qualcode: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUALCODE_STUDY", "s.qualcode")
    monkeypatch.setenv("QUALCODE_CODER", "Anna")

    def done(*arguments: str) -> str:
        answer = qualcode(*arguments)
        assert answer.code == 0, (arguments, answer)
        return answer.out

    done("init", "s.qualcode", "--template", "ips-cmd")
    assert "40 documents came in" in done("import", "--manifest", str(forty / "manifest.csv"))
    listed = qualcode("documents", "--json").json["documents"]
    assert len(listed) == 40
    assert {d["turns"] for d in listed} == {6}
    turns = {
        suffix: qualcode("show", f"P0{case}-W0{wave}", "--json").json["turns"]
        for case in range(1, CASES + 1)
        for wave in range(1, WAVES + 1)
        for suffix in [list(FORMATS)[(case + wave) % len(FORMATS)]]
    }
    for suffix, spoken in turns.items():
        assert [t["role"] for t in spoken[:2]] == ["interviewer", "participant"], suffix
        assert (spoken[0]["starts_at"] is None) == (suffix == "txt"), suffix

    for wave in range(1, WAVES + 1):
        done("code", f"P01-W0{wave}", "stigma", "--quote", "Ze keken weer raar naar me")
        done("done", f"P01-W0{wave}")
    assert qualcode("stale", "--json").json == {"stale": []}

    done("codebook", "split", "stigma", "--into", "blikken,stigma/publiek")
    queue = qualcode("queue", "--json").json["queue"]
    assert len(queue) == WAVES
    stale = qualcode("stale", "--json").json["stale"]
    assert {s["code"] for s in stale} == {"stigma", "stigma/blikken"}
    assert len(stale) == 2 * WAVES
    for n, waiting in enumerate(queue):
        choice = ("--keep",) if n == 0 else ("--to", "blikken")
        done("recode", waiting["id"], *choice)
    assert qualcode("queue", "--json").json["queue"] == []
    for wave in range(1, WAVES + 1):
        done("done", f"P01-W0{wave}")
    assert qualcode("stale", "--json").json == {"stale": []}

    read = done("read", "P01")
    assert read.index("W01") < read.index("W08") < read.index("W09")
    assert "ziek" in read
    assert qualcode("read", "P01", "--code", "stigma", "--json").json["case"] == "P01"

    found = qualcode("matrix", "--by", "wave", "--cell", "quotes", "--json").json
    cells = {(c["row"], c["column"], c["by"]): c for c in found["cells"]}
    assert cells["P01", "stigma/blikken", "W02"]["value"][0]["quote"].startswith("Ze keken")
    assert cells["P01", "stigma", "W02"]["state"] == "value"
    assert cells["P01", "zorg", "W02"]["state"] == "not_mentioned"
    assert cells["P01", "zorg", "W09"]["state"] == "not_interviewed"
    assert cells["P02", "zorg", "W02"]["state"] == "not_coded"
    done("matrix", "--by", "wave", "--cell", "quotes", "--out", "m.xlsx")
    book = openpyxl.load_workbook("m.xlsx")
    assert {f"W0{wave}" for wave in range(1, WAVES + 1)} < set(book.sheetnames)
    assert "W09" not in book.sheetnames  # nobody was interviewed then
    heads = {cell.value: cell.column for row in book["W02"].iter_rows(max_row=4) for cell in row}
    column = heads["stigma/blikken"]
    texts = [row[column - 1].value for row in book["W02"].iter_rows() if row[0].value == "P01"]
    assert len(texts) == 1
    assert "Ze keken weer raar naar me" in str(texts[0])
    assert "sound" in done("doctor")


def test_the_same_study_gives_the_same_workbook(forty: Path, qualcode: Program) -> None:
    assert forty.is_dir()
    qualcode("init", "s.qualcode", "--template", "ips-cmd")
    qualcode("import", "--manifest", str(forty / "manifest.csv"))
    qualcode("code", "P01-W01", "stigma", "--turn", "4", "--as", "Anna")
    made = []
    for name in ("een.xlsx", "twee.xlsx"):
        assert qualcode("matrix", "--by", "wave", "--out", name).code == 0
        made.append(Path(name).read_bytes())
    assert made[0] == made[1]


def test_a_file_that_the_manifest_names_and_that_is_not_there(
    forty: Path, qualcode: Program
) -> None:
    """A manifest that names one file that isn't there: the others come in, and exit is 1."""
    with (forty / "manifest.csv").open("a", encoding="utf-8") as manifest:
        csv.writer(manifest, delimiter=";").writerow(
            ["weg.txt", "interview", "P09", "W01", "2020-01-01", "", ""]
        )
    qualcode("init", "s.qualcode")
    answer = qualcode("import", "--manifest", str(forty / "manifest.csv"))
    assert answer.code == 1
    assert "40 documents came in" in answer.out
    assert "refused: manifest.csv, line 43" in answer.err.replace(f"{forty}/", "")
