"""Backups, copies for others, and the way back from a damaged file."""

import os
import shutil
from pathlib import Path

import pytest

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import doctor, tombstones
from qualcode.study.backup import back_up, backups, folder_of
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.restore import restore

from . import histories as h


@pytest.fixture
def path(base: Path, tmp_path: Path) -> Path:
    """A study that nothing has open."""
    return Path(shutil.copy(base, tmp_path / "studie.qualcode"))


def add_code(path: Path, name: str) -> None:
    with h.open_copy(path, "Anna", salt=name) as study:
        h.create_code(study, name)


def names(path: Path) -> set[str]:
    with Study(path) as study:
        assert doctor.examine(study).sound
        return {row["name"] for row in h.by_id(study, "code").values()}


BASE = {"stigma", "werk", "zelfstigma"}


# Copies


def test_a_backup_is_the_study_as_it_was_and_one_file(path: Path) -> None:
    with h.open_copy(path, "Anna") as study:
        h.create_code(study, "een")  # stands in the WAL only
        kept = back_up(path)
        h.create_code(study, "twee")
    assert kept.parent == folder_of(path)
    assert sorted(folder_of(path).iterdir()) == [kept]
    shutil.copy(kept, path.with_name("kopie.qualcode"))
    assert names(path.with_name("kopie.qualcode")) == BASE | {"een"}


def test_backups_are_told_newest_first(path: Path) -> None:
    made = [back_up(path, reason) for reason in ("b", "a", "c")]
    assert backups(path) == sorted(made, reverse=True)
    assert backups(path)[0].name.endswith("-c.backup")


def test_backups_made_at_one_moment_are_all_kept(path: Path) -> None:
    made = [back_up(path) for _ in range(30)]
    assert len(set(made)) == len(backups(path)) == 30


def test_a_handed_out_copy_is_a_whole_study_and_both_logs_tell_of_it(
    path: Path, tmp_path: Path
) -> None:
    target = tmp_path / "voor Bram.qualcode"
    with h.open_copy(path, "Anna") as study:
        h.create_code(study, "een")
        assert hand_out(study, target, "Bram") == target
        with Study(target) as other:
            assert h.everything(other) == h.everything(study)
            assert [one.kind for one in log(other, 1)] == ["handout"]
            assert doctor.examine(other).sound


def test_handing_out_to_somebody_new_makes_them_a_coder(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "voor Dirk.qualcode"
    with h.open_copy(path, "Anna") as study:
        hand_out(study, target, "Dirk")
    with Study(target) as other:
        assert other.coder_id("dirk") in h.by_id(other, "coder")


def test_handing_out_never_replaces_a_file(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "er al.txt"
    target.write_text("van een ander")
    with h.open_copy(path, "Anna") as study:
        before = h.everything(study)
        with pytest.raises(InputError, match="exists already"):
            hand_out(study, target, "Bram")
        with pytest.raises(InputError, match="exists already"):
            hand_out(study, path, "Bram")
        with pytest.raises(InputError, match="no folder"):
            hand_out(study, tmp_path / "nergens" / "x.qualcode", "Bram")
        assert h.everything(study) == before
    assert target.read_text() == "van een ander"


# The way back


def test_restore_takes_the_newest_backup_and_keeps_what_was_there_before(path: Path) -> None:
    back_up(path)
    add_code(path, "een")
    newest = back_up(path)
    add_code(path, "twee")
    chosen, before = restore(path)
    assert chosen == newest
    assert names(path) == BASE | {"een"}
    assert names(before) == BASE | {"een", "twee"}
    with Study(path) as study:
        assert [one.kind for one in log(study, 1)] == ["restore"]


def test_restore_takes_the_backup_whose_name_begins_so(path: Path) -> None:
    first = back_up(path, "eerste")
    add_code(path, "een")
    back_up(path, "tweede")
    chosen, _ = restore(path, first.name)
    assert chosen == first
    assert names(path) == BASE


def test_a_restore_can_be_taken_back_by_restoring_what_was_before(path: Path) -> None:
    first = back_up(path)
    add_code(path, "een")
    _, before = restore(path, first.name)
    restore(path, before.name)
    assert names(path) == BASE | {"een"}


def test_restore_without_a_backup_or_with_an_unclear_name_touches_nothing(path: Path) -> None:
    with pytest.raises(InputError, match="no backup"):
        restore(path)
    back_up(path)
    back_up(path)
    content = path.read_bytes()
    for which in ("nergens", "20"):
        with pytest.raises(InputError, match="backup"):
            restore(path, which)
    assert path.read_bytes() == content
    assert len(backups(path)) == 2


def test_restoring_over_an_open_study_shows_there(path: Path) -> None:
    back_up(path)
    with h.open_copy(path, "Anna") as study:
        h.create_code(study, "een")
        restore(path)
        assert {row["name"] for row in h.by_id(study, "code").values()} == BASE
        h.create_code(study, "twee")
    assert names(path) == BASE | {"twee"}


def test_what_was_erased_stays_erased_after_a_restore(path: Path) -> None:
    with h.open_copy(path, "Anna") as study:
        document = h.import_document(study, "P07-W01", "Mijn naam is Geheimwoord.")
        h.code_passage(study, document, min(h.by_id(study, "code")), 13, 24)
        ids = {document}
        for tbl in ("version", "speaker", "coding"):
            rows = h.by_id(study, tbl).items()
            ids |= {row for row, vals in rows if vals["document_id"] == document}
    back_up(path)
    with h.open_copy(path) as study, study.writing():
        tombstones.bury(study.db, ids)
    restore(path)
    with Study(path) as study:
        told = repr([rows for tbl, rows in h.everything(study).items() if tbl != "tombstone"])
        assert not [row for row in ids if row in told]
        assert "Geheimwoord" not in told
        assert h.found(study, "geheimwoord") == []
        assert doctor.examine(study).sound


def damage(path: Path, how: str) -> None:
    content = path.read_bytes()
    middle = len(content) // 2
    spoilt = {
        "empty": b"",
        "text": b"geen studie",
        "garbage": bytes(range(256)) * 64,
        "garbage behind the heading": content[:100] + b"\xa5" * (len(content) - 100),
        "garbage in the middle": content[: middle - 9000]
        + b"\xa5" * 18000
        + content[middle + 9000 :],
        "half": content[:middle],
        "one page": content[:4096],
        "a piece of the heading": content[:50],
        "one byte short": content[:-1],
        "zeroes from the middle": content[:middle] + bytes(len(content) - middle),
    }
    path.write_bytes(spoilt[how])


DAMAGES = (
    "empty",
    "text",
    "garbage",
    "garbage behind the heading",
    "garbage in the middle",
    "half",
    "one page",
    "a piece of the heading",
    "one byte short",
    "zeroes from the middle",
)


@pytest.mark.parametrize("how", DAMAGES)
def test_restore_works_on_a_damaged_file_and_keeps_it(path: Path, how: str) -> None:
    back_up(path)
    damage(path, how)
    spoilt = path.read_bytes()
    _, before = restore(path)
    assert names(path) == BASE
    kept = before.read_bytes()
    assert kept == spoilt or len(kept) >= len(spoilt)


@pytest.mark.parametrize("how", DAMAGES)
def test_restoring_twice_does_not_bring_the_damage_back(path: Path, how: str) -> None:
    """The damaged state is kept beside, but is never taken for the newest backup."""
    back_up(path)
    damage(path, how)
    restore(path)
    restore(path)
    assert names(path) == BASE


def test_restore_works_where_the_file_is_gone(path: Path) -> None:
    back_up(path)
    path.unlink()
    restore(path)
    assert names(path) == BASE


def test_the_state_before_a_second_restore_does_not_replace_that_before_the_first(
    path: Path,
) -> None:
    back_up(path)
    kept = []
    for content in (b"eerste ongeluk", b"tweede ongeluk"):
        path.write_bytes(content)
        kept.append(restore(path)[1])
    assert [one.read_bytes() for one in kept] == [b"eerste ongeluk", b"tweede ongeluk"]


def test_what_only_the_log_of_a_damaged_file_holds_is_set_aside_with_it(path: Path) -> None:
    """The WAL beside a damaged file may hold the last hours' work: it is not thrown away."""
    back_up(path)
    study = h.open_copy(path, "Anna")
    h.create_code(study, "alleen in de WAL")
    wal = path.with_name(f"{path.name}-wal")
    log_of_changes = wal.read_bytes()
    study.close()
    damage(path, "garbage")
    wal.write_bytes(log_of_changes)
    restore(path)
    assert names(path) == BASE
    kept = [one.read_bytes() for one in folder_of(path).iterdir()]
    assert log_of_changes in kept


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="anything may be read here")
def test_a_study_that_may_not_be_read_is_told_so(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(StudyUnusable):
        Study(path)


def test_no_copy_takes_the_place_of_the_backups(path: Path) -> None:
    with Study(path) as study, pytest.raises(InputError, match="where backups lie"):
        hand_out(study, folder_of(path), "Bram")
    assert not folder_of(path).exists()
