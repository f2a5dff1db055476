"""docs/commands.md and the program know the same commands, options and defaults."""

from collections.abc import Iterator
from typing import Any

import pytest

from qualcode.cli.commands import GLOBAL, TABLE, load

from .pages import CODE, ROOT, Section, sections

PAGE = ROOT / "docs" / "commands.md"


def real() -> Iterator[tuple[str, Any]]:
    """Every command that can be called, by its words: "codebook load" too."""
    for name in TABLE:
        command = load(name)
        if hasattr(command, "commands"):
            yield from ((f"{name} {part}", found) for part, found in command.commands.items())
        else:
            yield name, command


COMMANDS = dict(real())


def documented() -> dict[str, tuple[list[str], Section]]:
    """Per command the arguments in its heading, and its section."""
    found = {}
    for section in sections(PAGE):
        if section.heading.startswith("`qualcode "):
            words = section.heading.strip("`").split()[1:]
            name = " ".join(word for word in words if word.islower())
            found[name] = ([word for word in words if not word.islower()], section)
    return found


def options(section: Section) -> dict[str, tuple[str, str]]:
    """Option → (what stands behind it, its meaning)."""
    found = {}
    for cell, meaning, *_ in section.rows():
        for code in CODE.findall(cell):
            name, _, value = code.partition(" ")
            found[name] = (value, meaning)
    return found


def test_every_command_is_documented_and_no_other() -> None:
    assert documented().keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_options_and_arguments_of(name: str) -> None:
    arguments, section = documented()[name]
    params = [param for param in COMMANDS[name].params if param.name != "help"]
    told = options(section)
    switches = {
        opt: param
        for param in params
        if param.param_type_name == "option"
        for opt in (*param.opts, *param.secondary_opts)
    }
    assert told.keys() == switches.keys()
    for opt, param in switches.items():
        value, meaning = told[opt]
        assert bool(value) == (not param.is_flag), f"{opt}: does it take a value?"
        if not param.is_flag and param.default not in (None, ""):
            assert f"`{param.default}`" in meaning, f"{opt}: the default is {param.default}"
    real_arguments = [param for param in params if param.param_type_name == "argument"]
    assert len(arguments) == len(real_arguments)
    for shown, param in zip(arguments, real_arguments, strict=True):
        assert shown.startswith("[") == (not param.required), f"{shown}: must it be given?"
        assert shown.strip("[]").endswith("…") == (param.nargs == -1), f"{shown}: how many?"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_explained_in_the_words_of_its_help(name: str) -> None:
    _, section = documented()[name]
    assert section.text.strip().startswith(COMMANDS[name].help.strip())


def test_what_holds_everywhere_is_documented() -> None:
    everywhere = next(s for s in sections(PAGE) if s.heading == "Everywhere")
    told = options(everywhere)
    assert {name: bool(value) for name, (value, _) in told.items()} == GLOBAL
