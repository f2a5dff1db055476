"""The wheel is whole: installed alone, away from the checkout, it finds what it ships."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("QUALCODE", "PYTHON"))}
    done = subprocess.run(
        list(map(str, command)),
        check=False,
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in a venv of its own, installed from the wheel and not editable.

    The libraries are lent by this environment, so that nothing need be fetched; its own
    editable install isn't, because a path added so has no say over further paths.
    """
    folder = tmp_path_factory.mktemp("installed")
    build = ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run(sys.executable, *build, "--wheel-dir", folder, CHECKOUT, cwd=folder)
    (wheel,) = folder.glob("qualcode-*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    site = Path(
        run(python, "-c", "import site; print(site.getsitepackages()[0])", cwd=folder).strip()
    )
    install = ["-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index"]
    run(sys.executable, *install, wheel, cwd=folder)
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = run(python, "-c", "import qualcode; print(qualcode.__file__)", cwd=folder)
    assert where.startswith(str(site))
    return folder / "venv" / "bin" / "qualcode"


def test_installed_program_ships_codebooks(program: Path, tmp_path: Path) -> None:
    run(program, "init", "s.qualcode", "--template", "ips-cmd", cwd=tmp_path)
    assert "stigma" in run(program, "codebook", "show", cwd=tmp_path)


def test_installed_program_holds_every_transcript_to_the_byte(program: Path) -> None:
    (data,) = program.parents[1].glob("lib/python*/site-packages/qualcode/data/transcripts")
    assert contents(data) == contents(CHECKOUT / "transcripts")


def test_installed_program_builds_the_demonstration(program: Path, tmp_path: Path) -> None:
    run(program, "demo", "--no-tui", cwd=tmp_path)
    assert "The study is sound." in run(program, "doctor", cwd=tmp_path / "qualcode-demo")
