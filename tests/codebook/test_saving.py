"""A codebook into a file: all of it comes back, and what didn't change keeps its layout."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coding.material import contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.codebook.editing import Description, add, edit, move, rename
from qualcode.codebook.fields import FIELDS, NEW_CODE, value_of, words
from qualcode.codebook.loading import load, start
from qualcode.codebook.reading import read_codebook
from qualcode.codebook.reshaping import remove
from qualcode.codebook.saving import save
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError, UnreadableFile
from qualcode.shipped import shipped
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

WRITTEN = """\
# Ons boek; vraag Anna voor je iets wijzigt.
title: 'Boek'   # tweede druk
language: nl

codes:
# ---- Beelden

# Dit is de oudste code.
- code: "stigma"
  name: { nl: Stigma ,  en: 'Stigma' }
  definition: |
    Beelden over mensen
    met een aandoening.   # geen opmerking
  keywords: [ etiket,stempel,
      hokje ]  # meer volgt
  hotkey: g   # van Gegeven

  codes:

    - code: zelf
      # Let op het verschil met publiek.
      definition: 'Wat iemand van
        zichzelf denkt.'
      examples:
        - "Ik ben niks."
    # ---- einde beelden

# ---- Rest

- {code: zorg, definition: Behandeling.}
- code: werk
  definition: >-
    Alles over
    werk.
# einde
"""


@pytest.fixture
def place() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def begun(place: Path, text: str) -> tuple[Study, Path]:
    file = place / "boek.yaml"
    file.write_bytes(text.encode())
    start(place / "s.qualcode", template_name=str(file))
    return Study(place / "s.qualcode"), file


def told(study: Study) -> list[tuple[Any, ...]]:
    return [(code.code, *(value_of(code, name) for name in FIELDS)) for code in codebook(study)]


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [x for x in old if x not in new], [x for x in new if x not in old]


VARIANTS = {
    "as it is": WRITTEN,
    "crlf": WRITTEN.replace("\n", "\r\n"),
    "with a mark": "\ufeff" + WRITTEN,
    "no newline at the end": WRITTEN.rstrip("\n"),
    "shipped": (shipped("codebooks") / "ips-cmd.yaml").read_text(encoding="utf-8"),
    "in one line": "codes: [{code: a, codes: [{code: b}]}]",
}


@pytest.mark.parametrize("text", VARIANTS.values(), ids=VARIANTS)
def test_saving_what_was_loaded_leaves_the_bytes_as_they_were(place: Path, text: str) -> None:
    study, file = begun(place, text)
    with study:
        assert not save(study, file).changed
        assert file.read_bytes() == text.encode()


EDITS: dict[str, tuple[Callable[[Study], object], list[str], list[str]]] = {
    "a field": (
        lambda s: edit(s, "stigma", Description(hotkey="q")),
        ["  hotkey: g   # van Gegeven"],
        ["  hotkey: q   # van Gegeven"],
    ),
    "a text": (
        lambda s: edit(s, "werk", Description(definition="Betaald werk.")),
        ["  definition: >-", "    Alles over", "    werk."],
        ["  definition: Betaald werk."],
    ),
    "a new field": (
        lambda s: edit(s, "zelf", Description(use_when="Over zichzelf: ja.")),
        [],
        ['      use_when: "Over zichzelf: ja."'],
    ),
    "a field taken away": (
        lambda s: edit(s, "zelf", Description(dropped_examples=("Ik ben niks.",))),
        ["      examples:", '        - "Ik ben niks."'],
        [],
    ),
    "a new code among others": (
        lambda s: add(s, "stigma/publiek", Description(definition="Wat anderen denken.")),
        [],
        ["    - code: publiek", "      definition: Wat anderen denken."],
    ),
    "a new code below one that had none": (
        lambda s: add(s, "werk/baan"),
        [],
        ["  - code: baan"],
    ),
    "a code in one line": (
        lambda s: edit(s, "zorg", Description(hotkey="v")),
        ["- {code: zorg, definition: Behandeling.}"],
        ["- code: zorg", "  definition: Behandeling.", "  hotkey: v"],
    ),
    "a new name": (
        lambda s: rename(s, "zelf", "zelfbeeld"),
        ["    - code: zelf"],
        ["    - code: zelfbeeld"],
    ),
    "a code taken out": (
        lambda s: remove(s, "stigma/zelf"),
        [
            "  codes:",
            "    - code: zelf",
            "      # Let op het verschil met publiek.",
            "      definition: 'Wat iemand van",
            "        zichzelf denkt.'",
            "      examples:",
            '        - "Ik ben niks."',
            "    # ---- einde beelden",
        ],
        [],
    ),
}


@pytest.mark.parametrize(("act", "gone", "new"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_only_what_differs_is_changed(
    place: Path, newline: str, act: Callable[[Study], object], gone: list[str], new: list[str]
) -> None:
    text = WRITTEN.replace("\n", newline)
    study, file = begun(place, text)
    with study:
        act(study)
        assert save(study, file).changed
        after = file.read_bytes().decode()
        assert changed_lines(text, after) == (gone, [x for x in new if x not in text.splitlines()])
        assert after.count("\r") == (after.count("\n") if newline == "\r\n" else 0)
        before = told(study)
    start(place / "again.qualcode", template_name=str(file))
    with Study(place / "again.qualcode") as again:
        assert told(again) == before


def test_a_moved_code_takes_its_lines_and_remarks_along(place: Path) -> None:
    study, file = begun(place, WRITTEN)
    with study:
        move(study, "zelf", top=True, before="stigma")
        save(study, file)
    text = file.read_text()
    assert "- code: zelf\n  # Let op het verschil met publiek.\n" in text
    assert '  examples:\n    - "Ik ben niks."\n' in text
    assert [entry.path for entry in read_codebook(file)] == ["zelf", "stigma", "zorg", "werk"]


def test_titles_above_a_code_that_went_stay(place: Path) -> None:
    study, file = begun(place, WRITTEN)
    with study:
        remove(study, "stigma", branch=True)
        save(study, file)
    text = file.read_text()
    assert "# ---- Beelden" in text
    assert "# Dit is de oudste code." not in text
    assert text.endswith("# einde\n")


def test_an_alias_is_written_out_where_it_must_be(place: Path) -> None:
    text = "title: x # blijft\ncodes:\n- &a\n  code: een\n  keywords: &k [a, b]\n"
    text += "- code: twee\n  keywords: *k\n"
    study, file = begun(place, text)
    with study:
        edit(study, "twee", Description(keywords=("c",)))
        edit(study, "een", Description(keywords=("d",)))
        save(study, file)
        before = told(study)
    assert file.read_text().startswith("title: x # blijft\n")
    start(place / "again.qualcode", template_name=str(file))
    with Study(place / "again.qualcode") as again:
        assert told(again) == before


# Any codebook


NAMES = st.text(
    st.characters(codec="utf-8", exclude_characters="/", exclude_categories=["Cc", "Cs", "Zs"]),
    min_size=1,
    max_size=8,
).filter(lambda name: name.isprintable() and name == name.strip())
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30).map(words),
    st.sampled_from(
        ["a: b", "- x", "# x", "null", "yes", "'s Avonds", '"', "\\", "=1+1", "'=1", "12", "{a}",
         "lang " * 40 + "einde"]
    ).map(words),
)  # fmt: skip
WORDS = st.lists(TEXTS.filter(bool), max_size=3, unique=True)
CODE = st.fixed_dictionaries(
    {
        "name": NAMES,
        "names": st.dictionaries(st.sampled_from(["nl", "en", "no"]), TEXTS.filter(bool)),
        "definition": TEXTS,
        "use_when": TEXTS,
        "not_when": TEXTS,
        "examples": WORDS,
        "keywords": WORDS,
        "colour": st.sampled_from([None, "#abcdef"]),
        "domain": st.sampled_from([0, 1]),
        "under": st.integers(-1, 4),
    }
)


def made(study: Study, codes: list[dict[str, Any]]) -> None:
    """Writes codes as they come, under an earlier one or none; no path comes twice."""
    ids: list[str] = []
    taken: set[tuple[str | None, str]] = set()
    patches = []
    for n, code in enumerate(codes):
        parent = ids[code["under"]] if 0 <= code["under"] < len(ids) else None
        name = code["name"].casefold()
        if (parent, name) in taken:
            continue
        taken.add((parent, name))
        ids.append(study.fresh_id())
        fields = {key: value for key, value in code.items() if key != "under"}
        birth = {"name": name, "parent_id": parent, "position": n}
        patches.append(Patch("code", ids[-1], NEW_CODE | fields | birth))
    if patches:
        write(study, "codebook", patches, label="made")


@pytest.fixture(scope="module")
def blank(memory: Path) -> Path:
    path = Path(tempfile.mkdtemp(dir=memory)) / "blank.qualcode"
    start(path)
    return path


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.lists(CODE, max_size=5), then=st.lists(CODE, max_size=5))
def test_any_codebook_comes_back_as_it_was(
    memory: Path, blank: Path, first: list[dict[str, Any]], then: list[dict[str, Any]]
) -> None:
    folder = Path(tempfile.mkdtemp(dir=memory))
    paths = [Path(shutil.copy(blank, folder / f"{n}.qualcode")) for n in range(3)]
    with Study(paths[0]) as one, Study(paths[1]) as two, Study(paths[2]) as empty:
        made(one, first)
        made(two, then)
        file = folder / "boek.yaml"
        for study in (one, two):  # the second over the first one's file
            save(study, file)
            data = file.read_bytes()
            assert not save(study, file).changed
            assert file.read_bytes() == data
        load(empty, file)
        assert told(empty) == told(two)
        assert load(two, file).changes == ()
    shutil.rmtree(folder)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(codes=st.lists(CODE, max_size=5), cut=st.sampled_from([",", ";", "\t"]))
def test_any_codebook_comes_back_from_csv_but_for_examples_and_domains(
    memory: Path, blank: Path, codes: list[dict[str, Any]], cut: str
) -> None:
    folder = Path(tempfile.mkdtemp(dir=memory))
    paths = [Path(shutil.copy(blank, folder / f"{n}.qualcode")) for n in range(2)]
    for code in codes:
        code["keywords"] = [word.replace(";", ",") for word in code["keywords"]]
        code["keywords"] = list(dict.fromkeys(code["keywords"]))
    with Study(paths[0]) as study, Study(paths[1]) as empty:
        made(study, codes)
        file = folder / "boek.csv"
        file.write_text(cut.join(["eigen", "hotkey", "code"]) + "\n", encoding="utf-8")
        save(study, file)
        data = file.read_bytes()
        assert not save(study, file).changed
        assert file.read_bytes() == data
        assert load(study, file).changes == ()
        load(empty, file)
        held = [name for name in FIELDS if name not in ("examples", "domain")]

        def of(found: Study) -> list[tuple[Any, ...]]:
            return [(c.code, *(value_of(c, name) for name in held)) for c in codebook(found)]

        assert of(empty) == of(study)
    shutil.rmtree(folder)


# What is refused


@pytest.mark.parametrize(
    ("name", "told_"),
    [
        ("boek.docx", "can't be saved like this"),
        ("weg/boek.yaml", "There is no folder"),
        ("map.yaml", "is a folder"),
        ("small.qualcode", "can't be saved like this"),
        ("studie.yaml", "is a study or database"),
        ("kapot.yaml", "line 2"),
    ],
)
def test_what_can_not_be_written_is_refused_and_left(study: Study, name: str, told_: str) -> None:
    folder = study.path.parent
    (folder / "map.yaml").mkdir()
    shutil.copy(study.path, folder / "studie.yaml")
    (folder / "kapot.yaml").write_text("codes:\n- {")
    target = folder / name
    before = target.read_bytes() if target.is_file() else None
    rows = contents(study.path)
    with pytest.raises((InputError, UnreadableFile), match=told_):
        save(study, target)
    assert (target.read_bytes() if target.is_file() else None) == before
    assert contents(study.path) == rows
    assert not [path for path in folder.iterdir() if "unfinished" in path.name]


def test_a_keyword_with_a_semicolon_goes_into_no_csv(study: Study) -> None:
    edit(study, "werk", Description(keywords=("a;b",)))
    with pytest.raises(InputError, match=r"«a;b» of werk holds «;».*\.yaml"):
        save(study, study.path.with_name("boek.csv"))


def test_a_new_file_names_the_schema_only_where_it_lies_beside_it(study: Study) -> None:
    folder = study.path.parent
    saved = save(study, folder / "een.yaml")
    assert saved.schema is not None and saved.schema.is_file()
    assert (folder / "een.yaml").read_text().startswith("language: nl\n")
    shutil.copy(saved.schema, folder)
    assert save(study, folder / "twee.yaml").schema is None
    first, *_ = (folder / "twee.yaml").read_text().splitlines()
    assert first == "# yaml-language-server: $schema=codebook.schema.json"
