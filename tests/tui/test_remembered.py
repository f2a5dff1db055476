"""What is remembered between sessions: recent studies and places, in one file that may be lost."""

import json
import stat
from pathlib import Path

import pytest

from qualcode.tui.remembered import MOST, PLACES, STUDIES, Recent, Remembered, state_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "not" / "there" / "remembered.json"


def test_studies_are_remembered_the_last_one_first(file: Path) -> None:
    when = iter(["2020-05-04", "2020-05-05", "2020-05-06"])
    one = Remembered(file, clock=lambda: next(when))
    for name in ("a", "b", "a"):
        one.opened(Path(f"/x/../y/{name}.qualcode"))
    one.close()
    assert Remembered(file).recent() == [
        Recent(Path("/y/a.qualcode"), "2020-05-06"),
        Recent(Path("/y/b.qualcode"), "2020-05-05"),
    ]


def test_a_place_is_remembered_for_each_document_of_each_study(file: Path) -> None:
    one = Remembered(file)
    one.put_place("study", "document", 12)
    one.put_place("study", "document", 40)
    one.put_place("study", "other", 0)
    one.close()
    two = Remembered(file)
    assert two.place("study", "document") == 40
    assert two.place("study", "other") == 0
    assert two.place("another study", "document") is None


def test_what_is_forgotten_is_gone_from_the_file(file: Path) -> None:
    one = Remembered(file)
    one.opened(Path("/x/secret.qualcode"))
    one.forget(Path("/x/secret.qualcode"))
    one.close()
    assert one.recent() == []
    assert "secret" not in file.read_text(encoding="utf-8")


def test_two_windows_keep_what_each_other_wrote(file: Path) -> None:
    one, two = Remembered(file), Remembered(file)
    one.put_place("s", "mine", 1)
    one.put_place("s", "ours", 1)
    one.close()
    two.put_place("s", "yours", 2)
    two.put_place("s", "ours", 2)
    two.close()
    found = Remembered(file)
    assert [found.place("s", name) for name in ("mine", "yours", "ours")] == [1, 2, 2]


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", '{"places": 5, "studies": []}', '{"places": {"s/d": "x", "t/d": true}}',
     "[" * 100_000, '{"studies": {"/x": 5}}', "\x00\xff"],
)  # fmt: skip
def test_a_damaged_file_is_as_if_nothing_were_remembered(tmp_path: Path, text: str) -> None:
    file = tmp_path / "remembered.json"
    file.write_text(text, encoding="latin-1")
    one = Remembered(file)
    assert one.recent() == []
    assert one.place("s", "d") is None
    assert one.place("t", "d") is None
    one.put_place("s", "d", 3)
    one.close()
    assert Remembered(file).place("s", "d") == 3


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    one = Remembered(taken / "remembered.json")
    one.put_place("s", "d", 3)
    one.close()
    assert one.place("s", "d") == 3
    assert taken.read_text(encoding="utf-8") == "a file"


def test_only_its_owner_can_read_it_and_nothing_is_left_beside_it(file: Path) -> None:
    one = Remembered(file)
    for n in range(50):
        one.put_place("s", str(n), n)
    one.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_it_stays_small(file: Path) -> None:
    one = Remembered(file)
    for n in range(MOST[PLACES] + 10):
        one.put_place("s", str(n), n)
    for n in range(MOST[STUDIES] + 10):
        one.opened(Path(f"/{n}.qualcode"))
    one.close()
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert {part: len(entries) for part, entries in kept.items()} == MOST
    assert one.place("s", "0") is None
    assert one.place("s", str(MOST[PLACES] + 9)) is not None


def test_without_a_file_it_lasts_as_long_as_the_program(tmp_path: Path) -> None:
    one = Remembered()
    one.put_place("s", "d", 3)
    one.opened(tmp_path / "x.qualcode")
    one.close()
    assert one.place("s", "d") == 3
    assert Remembered().recent() == []


def test_tests_never_touch_what_a_person_has(tmp_path: Path) -> None:
    assert state_file().is_relative_to(tmp_path)
