"""The demonstration's transcripts and sheets: what they promise, read from the files themselves."""

import csv
import io
import json
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from demo_voices import said, voices
from lxml import etree

from qualcode.agreement.disagreements import disagreements
from qualcode.cases.design import absences, cases, waves
from qualcode.codebook.loading import start
from qualcode.coding.anchoring import anchor
from qualcode.coding.arriving.importing import import_files
from qualcode.coding.documents import Document, Turn, documents, find_document, text_of, turns
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.rounds.assigning import sample
from qualcode.coding.writing.edited_form import edited_form_problem
from qualcode.coding.writing.memos import memos
from qualcode.coding.writing.quoting import quotes
from qualcode.coding.writing.summaries import summaries
from qualcode.demonstration import FIRST, GROUP, SECOND, SEED, SHARE, build_demo
from qualcode.shipped import shipped
from qualcode.study.file import Study
from qualcode.transcripts.units import bare_words, count_words

DATA = shipped("transcripts")
Row = dict[str, str]

HELD = {
    "P01": "W01 W02 W03 W04 W05 W06 W08 W09",
    "P02": "W01 W02 W03 W04 W05 W06 W08 W10",
    "P03": "W01 W02 W03 W04 W05 W05 W06 W08 W10",
    "P04": "W01 W02 W03 W04 W06 W07 W09",
    "P05": "W01 W02 W04 W05 W06 W08 W09 W10",
}
DRAWN = {
    "P01-W02", "P01-W09", "P02-W03", "P02-W05", "P03-W01", "P03-W08", "P04-W06", "P05-W04",
    "P05-W10",
}  # fmt: skip
COVID_FIRST = {"P01": "W06", "P02": "W06", "P03": "W05", "P04": "W04", "P05": "W05"}
CMD_EPA = ("zorgduur", "zorgzwaarte", "diagnose")


def rows(name: str) -> list[Row]:
    with (DATA / name).open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


TRANSCRIPTS = [DATA / row["file"] for row in rows("manifest.csv") if row["file"]]
of_each = pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.name)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def study(demo: Path) -> Iterator[Study]:
    with Study(demo) as study:
        yield study


@pytest.fixture(scope="module")
def read_once(demo: Path) -> dict[str, tuple[Document, str, list[Turn]]]:
    """Each document with its text and its turns."""
    with Study(demo) as study:
        return {
            each.name: (
                each,
                text_of(study, find_document(study, each.name)),
                turns(study, each.name),
            )
            for each in documents(study)
        }


Read = dict[str, tuple[Document, str, list[Turn]]]


# What there is


def test_five_cases_are_followed_through_ten_waves_with_gaps(study: Study) -> None:
    held: dict[str, list[str]] = defaultdict(list)
    for each in documents(study):
        if each.case:
            held[each.case].append(str(each.wave))
    assert {case: " ".join(sorted(those)) for case, those in held.items()} == HELD
    assert len(rows("waves.csv")) == 10


def test_what_was_not_held_has_a_reason_and_nothing_is_left_open(study: Study) -> None:
    gone = absences(study)
    assert all(each.reason for each in gone)
    names = {each.id: each.name for each in (*cases(study), *waves(study))}
    missed = {(names[each.case_id], names[each.wave_id]) for each in gone}
    every = {(case, f"W{n:02}") for case in HELD for n in range(1, 11)}
    held = {(case, wave) for case, those in HELD.items() for wave in those.split()}
    assert missed == every - held


def test_documents_are_as_long_as_talks_are(study: Study) -> None:
    for each in documents(study):
        fewest, most = (1200, 2500) if each.name == GROUP else (350, 800)
        assert fewest <= each.words <= most, each


def test_dates_follow_the_waves(study: Study) -> None:
    for case in HELD:
        dated = [(each.date, each.wave) for each in documents(study) if each.case == case]
        assert sorted(dated) == sorted(dated, key=lambda each: (str(each[1]), str(each[0])))


def test_every_format_occurs_four_times_or_more() -> None:
    formats = Counter(path.suffix for path in TRANSCRIPTS)
    assert set(formats) == {".txt", ".docx", ".vtt", ".srt", ".json", ".csv"}
    assert min(formats.values()) >= 4


def test_every_file_of_the_folder_is_listed() -> None:
    sheets = {"cases", "codings", "manifest", "memos", "quotes", "summaries", "waves"}
    there = {path.name for path in DATA.iterdir()}
    assert there == {path.name for path in TRANSCRIPTS} | {f"{s}.csv" for s in sheets} | {
        "README.md"
    }


def test_the_folder_imports_as_it_is(tmp_path: Path, study: Study) -> None:
    start(tmp_path / "own.qualcode", template_name="ips-cmd")
    with Study(tmp_path / "own.qualcode") as own:
        came = import_files(own, [DATA])
        assert came.refused == ()
        assert len(came.documents) == len(TRANSCRIPTS)
        assert {Path(each).suffix for each in came.unread} <= {".csv", ".md"}
        words = {each.name: each.words for each in documents(own)}
    assert words == {each.name: each.words for each in documents(study)}


# What is quoted


@pytest.mark.parametrize("name", ["codings.csv", "memos.csv", "quotes.csv"])
def test_every_quote_stands_within_one_turn_to_the_letter(name: str, read_once: Read) -> None:
    for row in rows(name):
        if not row["quote"]:
            continue
        _, text, said = read_once[row["document"]]
        found = anchor(text, row["quote"], row["document"], int(row.get("occurrence") or 1))
        assert found.likeness == 100
        assert text[found.span.start : found.span.end] == row["quote"]
        assert any(t.start <= found.span.start and found.span.end <= t.end for t in said), row


def test_all_that_the_sheets_hold_is_in_the_study(study: Study) -> None:
    assert len(codings(study)) == len(rows("codings.csv"))
    assert {(m.document, m.text) for m in memos(study)} >= {
        (row["document"], row["text"]) for row in rows("memos.csv")
    }
    assert len(summaries(study)) == len(rows("summaries.csv"))
    assert len(quotes(study)) == len(rows("quotes.csv"))


def test_nobody_coded_an_interviewer(study: Study) -> None:
    roles = {(each.document == GROUP, each.role) for each in codings(study)}
    assert roles == {(False, "participant"), (True, "employment specialist")}


def test_a_coded_eight_passages_of_every_interview_and_more_of_the_group(study: Study) -> None:
    coded = Counter(each.document for each in codings(study, Where(coder=FIRST)))
    assert set(coded) == {path.stem for path in TRANSCRIPTS}
    assert min(coded.values()) >= 8
    assert coded.most_common(1)[0][0] == GROUP


def test_every_edited_quote_is_an_edited_form_and_each_is_translated() -> None:
    for row in rows("quotes.csv"):
        assert row["translation_en"], row
        if row["edited"]:
            assert edited_form_problem(row["quote"], row["edited"]) is None, row


def test_summaries_point_at_turns_of_the_participant(read_once: Read) -> None:
    pointed = 0
    for row in rows("summaries.csv"):
        for name, n in re.findall(r"\[(?:(W[\d-]+) )?t(\d+)\]", row["text"]):
            document, _, said = read_once[f"{row['case']}-{name or row['wave']}"]
            assert (document.case, document.wave) == (row["case"], row["wave"])
            assert said[int(n) - 1].n == int(n)
            assert said[int(n) - 1].role == "participant", (row, n)
            pointed += 1
        assert not row["code"] or "[" in row["text"], row
    assert pointed


# What was coded


def test_b_coded_the_documents_that_are_drawn_and_no_others(study: Study, tmp_path: Path) -> None:
    assert {each.document for each in codings(study, Where(coder=SECOND))} == DRAWN
    again = build_demo(tmp_path)
    with Study(again) as other:
        drawn = sample(other, SHARE, "C", by=("case", "wave", "kind"), seed=SEED, blind=True)
    assert {each.document for each in drawn.assignments} == DRAWN


def test_two_coders_agree_and_differ_in_all_three_ways(study: Study) -> None:
    found = disagreements(study, sorted(DRAWN))
    kinds = Counter(each.kind for each in found.disagreements)
    assert set(kinds) == {"boundaries", "codes", "missed"}
    assert all(each.open for each in found.documents)
    assert sum(each.agreed for each in found.documents) > 20


def test_every_case_tells_of_its_care_and_diagnosis(study: Study) -> None:
    for code in CMD_EPA:
        told = {each.case for each in codings(study, Where(code=code)) if each.case}
        assert told == set(HELD), code


def test_covid_is_first_told_of_in_each_case_s_own_wave(study: Study) -> None:
    first: dict[str, Coding] = {}
    for each in sorted(codings(study, Where(code="covid")), key=lambda each: str(each.date)):
        if each.case:
            first.setdefault(each.case, each)
    assert {case: each.wave for case, each in first.items()} == COVID_FIRST
    assert all(str(each.date) >= "2020-03" for each in first.values())


# Who speaks, and how


def test_no_two_cases_share_eight_words_in_a_row() -> None:
    whose: dict[tuple[str, ...], str] = {}
    for case, files in said(DATA).items():
        for words in (bare_words(turn).split() for each in files for turn in each):
            for at in range(len(words) - 7):
                run = tuple(words[at : at + 8])
                assert whose.setdefault(run, case) == case, " ".join(run)


def test_people_do_not_all_speak_alike() -> None:
    found = {each.case: each for each in voices(DATA)}
    assert set(found) == {*HELD, GROUP}
    for each in found.values():  # spoken: many short sentences, a few that run on
        assert each.short <= 2 < each.middle < 10 < each.long
        assert each.types > 0.25
    ton = found["P04"].by_interview  # long when he is up, short when he is down
    assert max(ton) > 1.6 * min(ton)
    assert found["P02"].long < found["P01"].long


def test_nobody_says_that_they_are_invented(read_once: Read) -> None:
    for _, _, said_ in read_once.values():
        for turn in said_:
            assert not re.search(r"verzonnen|verzinsel|fictie|invented", turn.text, re.I), turn


# The files


def described(path: Path) -> str:
    """What a file says of itself where its format has a place for that."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as file:
            core = etree.fromstring(file.read("docProps/core.xml"))
        return str(core.findtext("{http://purl.org/dc/elements/1.1/}description"))
    text = written(path)
    if path.suffix == ".json":
        return str(json.loads(text)["notice"])
    if path.suffix == ".csv":
        sheet = list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text[:20] else ","))
        return " ".join(row.get("remark") or row.get("opmerking") or "" for row in sheet)
    if path.suffix == ".vtt":
        return " ".join(re.findall(r"^NOTE\b.*?\n\n", text, re.M | re.S))
    return " ".join(re.findall(r"^\[Dit .*\]", text, re.M))


def written(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-16",) if data.startswith(b"\xff\xfe") else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    raise AssertionError(path)


@of_each
def test_a_file_says_that_it_is_invented_where_it_can(path: Path) -> None:
    assert ("verzonnen" in described(path)) is (path.suffix != ".srt")


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_no_file_tells_of_a_machine_or_a_site(path: Path) -> None:
    texts = [] if path.suffix == ".docx" else [written(path)]
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as file:
            for name in file.namelist():
                # An XML part's namespaces look like sites, and are none.
                tree = etree.fromstring(file.read(name))
                texts += [str(each) for each in tree.itertext()]
                assert not tree.xpath("//@TargetMode"), name
    for text in texts:
        assert not re.search(r"https?:|www\.|/(?:home|tmp|work|Users|root)/|\b[A-Z]:\\", text)


@pytest.mark.parametrize("path", [p for p in TRANSCRIPTS if p.suffix == ".docx"], ids=str)
def test_what_is_zipped_has_one_date(path: Path) -> None:
    with zipfile.ZipFile(path) as file:
        assert {each.date_time for each in file.infolist()} == {(2021, 9, 1, 12, 0, 0)}


def test_numbers_in_the_readme_are_those_of_the_files(study: Study) -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8")
    for path in TRANSCRIPTS:
        assert path.name in told
    total = sum(each.words for each in documents(study))
    assert f"{round(total, -3):,} words" in " ".join(told.split())
    assert sum(count_words(t) for files in said(DATA).values() for ts in files for t in ts) < total
