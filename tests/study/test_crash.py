"""Processes that are killed, and several at work in one file at once."""

import shutil
from pathlib import Path
from random import Random

import pytest

from qualcode.study import doctor
from qualcode.study.backup import copy
from qualcode.study.file import Study

from . import histories as h
from .processes import run, start


@pytest.mark.parametrize("seed", range(4))
def test_what_was_acknowledged_outlives_the_killing_of_the_process(
    base: Path, tmp_path: Path, seed: int
) -> None:
    """Three times over: killed in the midst of 200 actions, looked at, and worked on."""
    path = Path(shutil.copy(base, tmp_path / "studie.qualcode"))
    chance = Random(seed)
    acknowledged: list[str] = []
    for attempt in range(3):
        until = chance.randrange(1, 190)
        with start("act", path, "Anna", seed * 10 + attempt, 200) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            told = [child.stdout.readline() for _ in range(until)]
            child.kill()
            told += child.stdout.readlines()  # what it still said before it died
        assert child.returncode != 0 or len(told) == 200
        acknowledged += [line.strip() for line in told if line.endswith("\n")]
        with Study(path, viewer="Anna") as study:
            assert doctor.examine(study).sound
            known = {event for (event,) in study.db.execute("SELECT id FROM event")}
            assert set(acknowledged) <= known
            h.create_code(study, f"na poging {attempt}")
    with Study(path) as study:
        names = {row["name"] for row in h.by_id(study, "code").values()}
        assert {f"na poging {attempt}" for attempt in range(3)} <= names


@pytest.mark.parametrize("handed_out", [False, True], ids=["in use", "fresh from a handout"])
def test_two_who_code_and_one_who_reads_do_not_get_in_each_others_way(
    base: Path, tmp_path: Path, handed_out: bool
) -> None:
    path = tmp_path / "studie.qualcode"
    if handed_out:
        with Study(base) as study:
            copy(study.db, path)
    else:
        shutil.copy(base, path)
    coders = [start("code_many", path, name, 200) for name in ("Anna", "Bram")]
    counts = [int(number) for number in run("count", path, 400)]
    told: set[str] = set()
    for coder in coders:
        with coder:
            assert coder.stdout is not None
            told |= set(coder.stdout.read().split())
        assert coder.returncode == 0
    assert counts == sorted(counts)
    assert counts[-1] == 400
    with Study(path) as study:
        assert set(h.by_id(study, "coding")) == told
        assert len(told) == 400
        assert doctor.examine(study).sound
        times = [hlc for (hlc,) in study.db.execute("SELECT hlc FROM event ORDER BY pk")]
        assert times == sorted(set(times))


def test_many_may_open_a_file_at_the_same_moment(base: Path, tmp_path: Path) -> None:
    """A handed-out copy still has to be made ready for several: by whoever comes first."""
    path = tmp_path / "studie.qualcode"
    with Study(base) as study:
        copy(study.db, path)
    writers = [start("write_one", path, f"coder{n}") for n in range(6)]
    for writer in writers:
        with writer:
            assert writer.stdout is not None
            writer.stdout.read()
        assert writer.returncode == 0
    with Study(path) as study:
        assert len(h.by_id(study, "code")) == 3 + 6
        assert doctor.examine(study).sound
