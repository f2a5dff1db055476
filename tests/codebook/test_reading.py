"""A codebook in YAML: every field is read, every mistake is told with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.codebook.fields import RESERVED_HOTKEYS
from qualcode.codebook.reading import Entry, read_codebook
from qualcode.errors import UnreadableFile

Read = Callable[[str], list[Entry]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(text: str) -> list[Entry]:
        path = tmp_path / "boek.yaml"
        path.write_bytes(text.encode())
        return read_codebook(path)

    return reading


def test_every_field_is_read(read: Read) -> None:
    (entry,) = read("""\
title: Mijn boek
language: nl
codes:
- code: stigma
  name: {nl: Stigma, en: Stigma (en)}
  definition: >-
    Over twee
    regels.
  use_when: "Als: het zo is"
  not_when: Anders
  examples: [een, "twee, drie"]
  keywords:
  - taboe
  - 2020
  colour: "#ABCDEF"
  hotkey: g
  domain: true
""")
    assert (entry.path, entry.line) == ("stigma", 4)
    assert entry.fields == {
        "names": {"nl": "Stigma", "en": "Stigma (en)"},
        "definition": "Over twee regels.",
        "use_when": "Als: het zo is",
        "not_when": "Anders",
        "examples": ["een", "twee, drie"],
        "keywords": ["taboe", "2020"],
        "colour": "#abcdef",
        "hotkey": "g",
        "domain": 1,
    }


def test_what_is_not_said_is_no_field(read: Read) -> None:
    (entry,) = read("codes:\n- code: werk\n  definition:\n  codes:\n")
    assert entry.fields == {}


def test_paths_come_parents_first_in_the_order_of_the_file(read: Read) -> None:
    found = read("""\
codes:
- code: b
  codes:
  - code: z
    codes: [{code: diep}]
  - code: a
- code: a
""")
    assert [(e.path, e.line) for e in found] == [
        ("b", 2),
        ("b/z", 4),
        ("b/z/diep", 5),
        ("b/a", 6),
        ("a", 7),
    ]


@pytest.mark.parametrize("start", ["\ufeff", "%YAML 1.2\n---\n", "# een opmerking\n\n"])
def test_a_mark_or_remark_before_it_does_no_harm(read: Read, start: str) -> None:
    assert [e.path for e in read(f"{start}codes: [{{code: één}}]\r\n")] == ["één"]


def test_an_empty_list_is_an_empty_codebook(read: Read) -> None:
    assert read("codes: []") == []


WRONG = [
    (
        'codes:\n- code: x\n  definition: "abc\n- code: y\n',
        5,
        r"column \d+: this is not valid YAML",
    ),
    ("codes:\n\t- code: a", 2, "column 1: this is not valid YAML"),
    ("codes:\n- code: x\n  definition: a: b\n", 3, r"column \d+: this is not valid YAML"),
    ("codes:\n- {code: x, code: y}\n", 2, "duplicate key"),
    ("codes: []\n---\ncodes: []\n", 2, "another document"),
    ("", 1, "list of codes"),
    ("hallo", 1, "list of codes"),
    ("- code: x", 1, "list of codes"),
    ("codes:\n", 1, "must be a list"),
    ("title: x\ncodes: {code: x}\n", 2, "must be a list"),
    ("codes:\n- werk\n", 2, "no name"),
    ("codes:\n- definition: x\n", 2, "no name"),
    ("codes:\n- code:\n", 2, "can't name a code"),
    ("codes:\n- code: ' '\n", 2, "can't name a code"),
    ("codes:\n\n- code: a/b\n", 3, "can't name a code"),
    ("codes:\n- code: x\n- code: y\n- code: X\n", 4, r"twice \(first on line 2\)"),
    ("codes:\n- code: x\n  codes:\n  - code: y\n  - code: y\n", 5, "x/y stands here twice"),
    ("codes:\n- code: x\n  definitie: y\n", 3, "no field «definitie».* Did you mean definition"),
    ("codes: []\ncode: []\n", 2, "no field «code».* Did you mean codes"),
    ("codes:\n- code: x\n  definition: [a]\n", 3, "must be text"),
    ("codes:\n- code: x\n  name: {nl: [a]}\n", 3, "must be text"),
    ("codes:\n- code: x\n  keywords: taboe\n", 3, "must be a list"),
    ("codes:\n- code: x\n  examples: {a: b}\n", 3, "must be a list"),
    ("codes:\n- code: x\n  keywords: [a, ]\n  examples:\n  -\n", 4, "must be text"),
    ("codes:\n- code: x\n  domain: misschien\n", 3, "true or false"),
    ("codes:\n- code: x\n  colour: rood\n", 3, "not a colour"),
    ("codes:\n- code: x\n  colour: '#12345'\n", 3, "not a colour"),
    ("codes:\n- code: x\n  hotkey: ab\n", 3, "can't be a hotkey"),
    ("codes:\n- code: x\n  hotkey: ' '\n", 3, "can't be a hotkey"),
    ("codes:\n- code: x\n  hotkey: q\n- code: y\n  hotkey: q\n", 5, "«q» is x's already"),
]


@pytest.mark.parametrize(("text", "line", "told"), WRONG, ids=range(len(WRONG)))
def test_a_mistake_is_told_with_its_line(read: Read, text: str, line: int, told: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"boek\.yaml, line {line}[:,] .*{told}"):
        read(text)


@pytest.mark.parametrize("key", sorted(RESERVED_HOTKEYS))
def test_the_programs_own_keys_are_refused(read: Read, key: str) -> None:
    with pytest.raises(UnreadableFile, match=r"line 3: .*can't be a hotkey"):
        read(f'codes:\n- code: x\n  hotkey: "{key}"\n')


@pytest.mark.parametrize(
    "text",
    [
        "codes:\n- code: [a]\n",
        "codes:\n- code: {b: c}\n",
        'codes:\n- code: "a\\nb"\n',
        'codes:\n- code: "\\e[31m"\n',
        "codes:\n- &x {code: y, codes: [*x]}\n",
        "codes: [{code: x}, {code: X}]\n",
        "codes:\n" + "".join(f"{'  ' * n}- code: c\n{'  ' * n}  codes:\n" for n in range(400)),
        "\0",
        "codes: []\0",
    ],
    ids=["list", "map", "newline", "escape", "ring", "one line", "deep", "nul", "end"],
)
def test_what_makes_no_codebook_is_refused_in_a_sentence(read: Read, text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"boek\.yaml"):
        read(text)


def test_what_yaml_brings_from_elsewhere_counts(read: Read) -> None:
    (entry,) = read("codes:\n- <<: {definition: x}\n  code: y\n")
    assert (entry.path, entry.fields) == ("y", {"definition": "x"})


def test_files_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("codes:\n- code: één\n".encode("latin-1"))
    for name, told in (("latin.yaml", "UTF-8"), ("weg.yaml", "can't be read"), ("", "can't")):
        with pytest.raises(UnreadableFile, match=told):
            read_codebook(tmp_path / name)
