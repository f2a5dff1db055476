"""The program as a person runs it: in a folder with a small study, watching what it prints."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from coding.material import built, contents, copied, files

from qualcode import settings
from qualcode.__main__ import run

__all__ = ["built", "copied", "files"]

ENVIRONMENT = ("QUALCODE_STUDY", "QUALCODE_CODER", "QUALCODE_DEBUG", "COLUMNS")


@dataclass(frozen=True)
class Answer:
    """What one run gave: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The one line that a failure prints; fails where there is not exactly one."""
        lines = [
            line for line in self.err.splitlines() if not line.startswith(("refused:", "note:"))
        ]
        assert len(lines) == 1, self.err
        assert lines[0].startswith("error: ")
        assert "Traceback" not in self.err
        return lines[0]


Program = Callable[..., Answer]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with nothing said in the environment."""
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(settings, "config_file", lambda: tmp_path / "config" / "config.toml")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def folder(
    elsewhere: Path, copied: Path, files: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A folder with the small study and its transcripts, and nothing else."""
    assert elsewhere.is_dir()
    place = copied.parent
    for file in files.iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    monkeypatch.chdir(place)
    yield place


@pytest.fixture
def qualcode(capsys: pytest.CaptureFixture[str]) -> Program:
    """Runs a command line in this process."""

    def call(*arguments: str) -> Answer:
        capsys.readouterr()
        code = run(list(arguments))
        shown = capsys.readouterr()
        return Answer(code, shown.out, shown.err)

    return call


@pytest.fixture
def process(folder: Path) -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Runs a command line as a real process in the folder of the small study."""

    def call(*arguments: str, **env: str) -> "subprocess.CompletedProcess[bytes]":
        clean = {key: value for key, value in os.environ.items() if key not in ENVIRONMENT}
        return subprocess.run(
            [sys.executable, "-m", "qualcode", *arguments],
            cwd=folder,
            capture_output=True,
            env=clean | {"XDG_CONFIG_HOME": str(folder / "none")} | env,
            check=False,
            timeout=60,
        )

    return call


@pytest.fixture
def untouched(folder: Path) -> Iterator[None]:
    """For tests of refusals: the study's tables, and the files beside it, are as they were."""

    def others() -> set[str]:
        beside = {path.name for path in folder.iterdir()}
        return {name for name in beside if not name.endswith(("-wal", "-shm"))}

    before, names = contents(folder / "small.qualcode"), others()
    yield
    assert contents(folder / "small.qualcode") == before
    assert others() == names
