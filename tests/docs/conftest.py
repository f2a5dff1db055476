"""A folder as a newcomer has it: the demonstration study beside what comes with the program."""

import shutil
from pathlib import Path

import pytest

from qualcode import build_demo

from .pages import ROOT
from .shell import DEMO


@pytest.fixture(scope="session")
def demo(memory: Path) -> Path:
    """The demonstration study, built once a session; tests copy it and never change it."""
    return build_demo(memory / "docs-demo")


@pytest.fixture
def folder(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: as a checkout after `qualcode demo`, without any setting of the user."""
    for part in ("transcripts", "codebooks"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / DEMO).parent.mkdir()
    shutil.copyfile(demo, tmp_path / DEMO)
    for name in ("QUALCODE_STUDY", "QUALCODE_CODER", "QUALCODE_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("qualcode.settings.config_file", lambda: tmp_path / "no-config.toml")
    monkeypatch.chdir(tmp_path)
    return tmp_path
