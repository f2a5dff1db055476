"""docs/codebooks.md and docs/notebook.md know the same fields and calls as the program."""

import inspect

from qualcode import Notebook
from qualcode.codebook.reading import KEYS, TOP_KEYS

from .pages import CODE, ROOT, blocks, sections

CODEBOOKS = ROOT / "docs" / "codebooks.md"
NOTEBOOK = ROOT / "docs" / "notebook.md"


def test_every_field_of_a_codebook_is_explained() -> None:
    fields = next(section for section in sections(CODEBOOKS) if section.heading == "The fields")
    told = {CODE.findall(cell)[0] for cell, _ in fields.rows()}
    assert told == {*KEYS, *TOP_KEYS}


def test_the_example_shows_every_field() -> None:
    example = next(block for block in blocks(CODEBOOKS) if block.language == "yaml")
    assert [key for key in (*KEYS, *TOP_KEYS) if f"{key}:" not in example.text] == []


def test_every_call_of_a_notebook_is_listed() -> None:
    calls = next(section for section in sections(NOTEBOOK) if section.heading == "All of it")
    told = {code.partition("(")[0] for cell, _ in calls.rows() for code in CODE.findall(cell)}
    methods = {name for name, _ in inspect.getmembers(Notebook, inspect.isfunction)}
    public = {name for name in methods if not name.startswith("_")}
    assert told == public | {"qualcode.open", "qualcode.init", "qualcode.build_demo"}
