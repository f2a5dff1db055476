"""The JSON Schema that editors use, and the reader: they take and refuse the same files."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from qualcode.codebook.fields import RESERVED_HOTKEYS
from qualcode.codebook.reading import KEYS, TOP_KEYS, read_yaml
from qualcode.errors import UnreadableFile
from qualcode.shipped import shipped

SCHEMA = json.loads((shipped("codebooks") / "codebook.schema.json").read_text(encoding="utf-8"))


def is_valid(text: str) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(YAML(typ="safe").load(text)))


def is_read(text: str) -> bool:
    try:
        read_yaml(text, "boek.yaml")
    except UnreadableFile:
        return False
    return True


GOOD = [
    "codes: []",
    "title: x\nlanguage: nl\ncodes: [{code: a}]",
    "codes: [{code: 12, name: Naam, domain: true}]",
    "codes: [{code: é b, name: {nl: x, en: y}, definition: 3, codes: [{code: a, codes: []}]}]",
    "codes: [{code: a, examples: [], keywords: [a, 2020, true], colour: '#ABCDEF', hotkey: A}]",
    "codes:\n- code: a\n" + "".join(f"  {key}:\n" for key in KEYS if key != "code"),
]
BAD = [
    "codes:",
    "[]",
    "codes: {}",
    "title: x",
    "codes: [a]",
    "codes: [{name: a}]",
    "codes: [{code: }]",
    "codes: [{code: ' '}]",
    "codes: [{code: a/b}]",
    "codes: [{code: true}]",
    "codes: [{code: 1.5}]",
    "codes: [{code: a, colour: rood}]",
    "codes: [{code: a, colour: '#12345'}]",
    "codes: [{code: a, hotkey: ab}]",
    "codes: [{code: a, hotkey: ' '}]",
    "codes: [{code: a, domain: misschien}]",
    "codes: [{code: a, definition: [x]}]",
    "codes: [{code: a, name: [x]}]",
    "codes: [{code: a, name: {nl: [x]}}]",
    "codes: [{code: a, keywords: x}]",
    "codes: [{code: a, keywords: [[x]]}]",
    "codes: [{code: a, keywords: [null]}]",
    "codes: [{code: a, extra: x}]",
    "codes: [{code: a, codes: x}]",
    "codes: []\nextra: x",
    *(f"codes: [{{code: a, hotkey: '{key}'}}]" for key in sorted(RESERVED_HOTKEYS)),
]


@pytest.mark.parametrize("text", GOOD)
def test_both_take(text: str) -> None:
    assert is_read(text)
    assert is_valid(text)


@pytest.mark.parametrize("text", BAD)
def test_both_refuse(text: str) -> None:
    assert not is_read(text)
    assert not is_valid(text)


@pytest.mark.parametrize("path", sorted(shipped("codebooks").glob("*.yaml")), ids=lambda p: p.stem)
def test_what_comes_with_the_program_keeps_to_it_and_says_so(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert is_valid(text)
    assert text.startswith("# yaml-language-server: $schema=codebook.schema.json\n")


def test_it_is_a_schema_and_knows_every_field() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    fields: dict[str, Any] = SCHEMA["$defs"]["code"]["properties"]
    assert set(fields) == set(KEYS)
    assert set(SCHEMA["properties"]) == set(TOP_KEYS)
    assert all(field["description"] for field in fields.values())
