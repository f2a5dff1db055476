"""What holds for every command: which study, who is at work, JSON, quiet, help."""

import json
from importlib import import_module
from pathlib import Path

import pytest
import typer

from qualcode.cli import commands
from qualcode.study.making import make

from .conftest import Program


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "arguments",
    [
        ["--study", "s.x", "--json", "documents"],
        ["documents", "--study", "s.x", "--json"],
        ["--json", "documents", "--study=s.x"],
        ["--study=s.x", "--as=Anna", "documents", "--json"],
        ["documents", "--json", "--json", "--study", "weg", "--study", "s.x"],
    ],
)
def test_options_for_all_stand_before_or_after(qualcode: Program, arguments: list[str]) -> None:
    Path("small.qualcode").rename("s.x")
    assert len(qualcode(*arguments).json["documents"]) == 4


@pytest.mark.usefixtures("folder")
def test_options_for_all_stand_anywhere_in_a_group(qualcode: Program) -> None:
    for line in ("--json codebook show", "codebook --json show", "codebook show --json"):
        assert len(qualcode(*line.split()).json["codes"]) == 6


def test_the_option_wins_over_the_environment_and_that_over_the_folder(
    folder: Path, qualcode: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def study(*arguments: str) -> str:
        return str(qualcode("info", "--json", *arguments).json["study"])

    assert study() == "small.qualcode"
    for name in ("a", "b"):
        make(folder / f"{name}.study", "nl", lambda _: None)
    monkeypatch.setenv("QUALCODE_STUDY", "a.study")
    assert study() == "a.study"
    assert study("--study", "b.study") == "b.study"
    monkeypatch.setenv("QUALCODE_STUDY", "")
    assert study() == "small.qualcode"


def test_without_a_study_the_error_says_what_to_do(elsewhere: Path, qualcode: Program) -> None:
    answer = qualcode("documents")
    assert (answer.code, answer.out) == (2, "")
    assert "no study in this folder" in answer.error
    assert "--study FILE" in answer.error and "qualcode init" in answer.error
    assert list(elsewhere.iterdir()) == []


def test_two_studies_are_listed(folder: Path, qualcode: Program) -> None:
    (folder / "andere.qualcode").write_bytes((folder / "small.qualcode").read_bytes())
    answer = qualcode("documents")
    assert answer.code == 2
    assert "andere.qualcode, small.qualcode" in answer.error
    (folder / "andere.qualcode").unlink()
    (folder / "map.qualcode").mkdir()
    assert qualcode("documents").code == 0


def test_backups_and_unfinished_files_are_no_studies(folder: Path, qualcode: Program) -> None:
    qualcode("backup")
    (folder / ".x.qualcode.unfinished").write_text("")
    assert qualcode("documents").code == 0


def test_who_is_at_work_from_option_environment_and_configuration(
    folder: Path, qualcode: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def coder(*arguments: str) -> str:
        answer = qualcode("code", "P02-W01", "zorg", "--turn", "2", "--json", *arguments)
        return str(answer.json["codings"][0]["coder"])

    config = tmp_path / "config" / "config.toml"
    config.parent.mkdir()
    config.write_text('coder = "Cor"\n', encoding="utf-8")
    assert folder.is_dir()
    assert coder() == "Cor"
    monkeypatch.setenv("QUALCODE_CODER", "Dirk")
    assert coder() == "Dirk"
    assert coder("--as", "Els") == "Els"
    config.write_text("coder = \n", encoding="utf-8")
    assert coder() == "Dirk"
    monkeypatch.delenv("QUALCODE_CODER")
    answer = qualcode("undo")
    assert answer.code == 2
    assert "config.toml" in answer.error


NEEDS_A_CODER = [
    "code P02-W01 werk --turn 2",
    "revise 0 --turn 2",
    "uncode 0",
    "done FG1",
    "undo",
    "redo",
]


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize("command", NEEDS_A_CODER)
@pytest.mark.parametrize("name", [[], ["--as", ""], ["--as="]])
def test_what_bears_a_name_asks_for_one(qualcode: Program, command: str, name: list[str]) -> None:
    answer = qualcode(*command.split(), *name)
    assert (answer.code, answer.out) == (2, "")
    assert "No coder is named" in answer.error
    assert "--as NAME" in answer.error and "QUALCODE_CODER" in answer.error


@pytest.mark.usefixtures("folder")
def test_what_bears_no_name_asks_for_none(qualcode: Program) -> None:
    for line in (
        "import FG1.txt",
        "codebook load codes.yaml",
        "matrix",
        "export appendix",
        "handout b.x --to B",
        "merge b.x",
        "doctor",
        "backup",
        "log",
    ):
        assert qualcode(*line.split()).code == 0


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize("name", ["study", "STUDY", "consensus", "final", " ", "\t", "a\nb"])
def test_names_that_nobody_can_have(qualcode: Program, name: str) -> None:
    answer = qualcode("code", "P02-W01", "werk", "--turn", "2", "--as", name)
    assert answer.code == 2
    assert answer.error
    answer = qualcode("handout", "b.x", "--to", name)
    assert answer.code == 2
    assert answer.error


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize("option", ["--as", "--study"])
@pytest.mark.parametrize("command", ["undo", "documents", "code P02-W01 werk --turn 2"])
def test_an_option_at_the_end_without_its_value_is_an_error(
    qualcode: Program, option: str, command: str
) -> None:
    answer = qualcode(*command.split(), option)
    assert (answer.code, answer.out) == (2, "")
    assert f"'{option}' requires an argument" in answer.error


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["bogus"], "No such command 'bogus'"),
        (["codngs"], "Did you mean 'codings'"),
        (["codebook", "sho"], "Did you mean 'show'"),
        (["export", "appendx"], "Did you mean 'appendix'"),
        (["codings", "--cde", "x"], "--code"),
        (["matrix", "--bywave"], "--by"),
        (["documents", "extra"], "extra"),
        (["--bogus"], "--bogus"),
        (["documents", "--json=1"], "--json"),
        (["code"], "document"),
        (["code", "FG1"], "codes"),
        (["handout", "b.x"], "--to"),
        (["undo", "x"], "N"),
        (["undo", "0"], "N"),
        (["undo", "-1"], "-1"),
        (["log", "--last", "0"], "--last"),
        (["code", "FG1", "werk", "--turn", "een", "--as", "A"], "--turn"),
    ],
)
def test_a_mistyped_command_line_is_one_line_and_exit_code_2(
    qualcode: Program, arguments: list[str], hint: str
) -> None:
    answer = qualcode(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert hint in answer.error


@pytest.mark.parametrize("group", ["codebook", "export"])
@pytest.mark.usefixtures("folder")
def test_a_group_without_a_command_says_so_in_a_short_line(qualcode: Program, group: str) -> None:
    answer = qualcode(group)
    assert answer.code == 2
    assert len(answer.error) < 150


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize(
    "arguments",
    [
        ["code", "FG1", "werk", "--turn", "9" * 20, "--as", "Anna"],
        ["code", "FG1", "werk", "--span", f"1:{'9' * 30}", "--as", "Anna"],
        ["show", "FG1", "--turns", f"{'9' * 20}:{'9' * 21}"],
        ["undo", "9" * 20, "--as", "Anna"],
    ],
)
def test_numbers_without_end_are_refused(qualcode: Program, arguments: list[str]) -> None:
    answer = qualcode(*arguments)
    assert answer.code in (1, 2)
    assert answer.error


@pytest.mark.usefixtures("folder")
def test_a_log_of_more_than_there_is_is_all_of_it(qualcode: Program) -> None:
    everything = qualcode("log").out
    assert qualcode("log", "--last", "1000").out == everything
    assert qualcode("log", "--last", "9" * 20).out == everything
    assert qualcode("log", "--last", "2").out.splitlines() == everything.splitlines()[-2:]


def test_bare_and_help_print_the_commands(elsewhere: Path, qualcode: Program) -> None:
    for arguments in ([], ["--help"]):
        answer = qualcode(*arguments)
        assert (answer.code, answer.err) == (0, "")
        assert all(f"  {name} " in answer.out for name in commands.TABLE)
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", commands.TABLE)
def test_every_command_has_help_and_stands_in_the_table_as_it_says_itself(
    qualcode: Program, name: str
) -> None:
    module, line = commands.TABLE[name]
    found = getattr(import_module(f"qualcode.cli.{module}"), f"{name.replace('-', '_')}_command")
    if isinstance(found, typer.Typer):
        assert commands.load(name).help == line
        callback = found.registered_callback
        assert callback is None or (callback.callback.__doc__ or line).startswith(line)
    else:
        assert (found.__doc__ or "").splitlines()[0] == line
    answer = qualcode(name, "--help")
    assert (answer.code, answer.err) == (0, "")
    assert line in answer.out


@pytest.mark.usefixtures("folder")
def test_errors_are_told_with_quiet_and_with_json_too(qualcode: Program) -> None:
    for option in ("--quiet", "--json"):
        answer = qualcode("show", "P01-W1", option)
        assert (answer.code, answer.out) == (2, "")
        assert "Did you mean P01-W01" in answer.error


@pytest.mark.usefixtures("folder")
def test_notes_go_to_stderr_and_not_into_json(qualcode: Program) -> None:
    answer = qualcode("code", "P01-W01", "werk", "--turn", "2", "--as", "Anna", "--json")
    assert answer.err == "note: werk stood there already\n"
    assert len(json.loads(answer.out)["codings"]) == 1


@pytest.mark.usefixtures("folder")
def test_after_two_dashes_all_are_names(qualcode: Program) -> None:
    answer = qualcode("--as", "Anna", "done", "--", "FG1", "--json")
    assert answer.code == 2
    assert "«--json»" in answer.error
    assert qualcode("done", "--as", "Anna", "--", "FG1").code == 0
