"""What commands load: a tool that is called a hundred times a day may not wait for libraries."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from coding.material import build, write_files

HEAVY = (
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "alembic",
    "numpy",
    "pandas",
    "spacy",
    "textual",
    "rich",
    "docx",
    "ruamel",
)
DRIVER = """
import sys
{what}
print(*sorted({{name.partition(".")[0] for name in sys.modules}}), file=sys.stderr)
sys.exit(code)
"""
RUN = "from qualcode.__main__ import run\ncode = run(sys.argv[1:])"


def loaded(what: str, *arguments: str, folder: Path) -> tuple[str, set[str]]:
    """What a fresh interpreter prints, and the packages it has loaded at the end."""
    done = subprocess.run(
        [sys.executable, "-c", DRIVER.format(what=what), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "QUALCODE_CODER": "Anna"},
    )
    return done.stdout, set(done.stderr.splitlines()[-1].split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("loading")
    write_files(place)
    build(place / "s.qualcode", place)
    return place


@pytest.mark.parametrize(
    "command",
    [
        ("--help",),
        ("code", "--help"),
        ("codings", "--json"),
        ("search", "werk", "--json"),
        ("code", "P02-W01", "werk", "--turn", "2", "--json"),
        ("documents", "--json"),
        ("waves", "--json"),
        ("speakers", "--json"),
        ("undo", "--json"),
        ("log", "--json"),
    ],
    ids=" ".join,
)
def test_a_command_loads_nothing_heavy(folder: Path, command: tuple[str, ...]) -> None:
    out, packages = loaded(RUN, *command, folder=folder)
    assert "qualcode" in packages
    assert packages & set(HEAVY) == set()
    assert json.loads(out) if "--json" in command else "Usage" in out


def test_importing_the_package_loads_nothing_heavy(folder: Path) -> None:
    _, packages = loaded("import qualcode\ncode = 0", folder=folder)
    assert packages & {*HEAVY, "typer", "sqlite3"} == set()


def test_the_notebook_door_opens_without_anything_heavy(folder: Path) -> None:
    what = "import qualcode\nqualcode.open('s.qualcode').codings()\ncode = 0"
    _, packages = loaded(what, folder=folder)
    assert packages & {"sqlalchemy", "pandas", "numpy", "spacy", "textual"} == set()
