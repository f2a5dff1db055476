"""The exports that the project shows are those that the program makes today."""

from pathlib import Path

import pytest

from qualcode.__main__ import run

SHOWN = Path(__file__).parents[1] / "exports"


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("appendix.md", ["export", "appendix"]),
        ("matrix.csv", ["matrix", "--by", "wave", "--cell", "count"]),
    ],
)
def test_shown_exports_are_made_by_the_program(
    name: str, command: list[str], tmp_path: Path
) -> None:
    assert run(["demo", str(tmp_path / "demo"), "--no-tui", "--quiet"]) == 0
    study = str(tmp_path / "demo" / "demo.qualcode")
    out = tmp_path / name
    assert run([*command, "--study", study, "--out", str(out), "--quiet"]) == 0
    assert out.read_bytes() == (SHOWN / name).read_bytes()
