"""docs/architecture.md names every part of the program and every part it stands on."""

import re
import tomllib
from importlib.metadata import metadata

from .pages import CODE, ROOT, read, sections

PAGE = ROOT / "docs" / "architecture.md"
PROJECT = tomllib.loads(read(ROOT / "pyproject.toml"))


def rows(heading: str) -> list[list[str]]:
    return [
        row for section in sections(PAGE) if section.heading == heading for row in section.rows()
    ]


def test_every_module_has_its_line_and_no_other() -> None:
    package = ROOT / "qualcode"
    real = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if path.name != "__init__.py" or path.parent == package
    }
    told = {
        f"{section.heading.strip('`').removeprefix('qualcode/')}{name}"
        for section in sections(PAGE)
        if section.heading.startswith("`qualcode/")
        for cell, *_ in section.rows()
        for name in CODE.findall(cell)
    }
    assert told == real


def test_every_layer_is_named() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = re.findall(r"qualcode\.(\w+)", " ".join(contracts[0]["layers"]))
    told = next(section for section in sections(PAGE) if section.heading == "Layers").text
    assert [layer for layer in layers if f"`{layer}`" not in told] == []


def test_dependencies_and_their_licences() -> None:
    names = [re.split(r"[<>=!~ ]", wanted)[0] for wanted in PROJECT["project"]["dependencies"]]
    told = {CODE.findall(name)[0]: licence for name, licence, _ in rows("What it stands on")}
    assert set(told) == set(names)
    for name, licence in told.items():
        found = metadata(name)
        assert licence in (found.get("License-Expression"), found.get("License")), name
