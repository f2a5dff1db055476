"""Codebooks into a study: what is added, changed and left, and the tree that comes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from coding.material import contents

from qualcode.codebook.fields import NEW_CODE, RESERVED_HOTKEYS
from qualcode.codebook.loading import Loaded, codebook, load, start, template
from qualcode.codebook.reading import read_codebook
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.errors import InputError, UnknownName, UnreadableFile
from qualcode.shipped import shipped
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.journal import Patch, write
from qualcode.study.undo import undo

Load = Callable[..., Loaded]


@pytest.fixture
def loading(study: Study) -> Load:
    def load_text(text: str, *, dry_run: bool = False) -> Loaded:
        path = study.path.with_name("boek.yaml")
        path.write_text(text, encoding="utf-8")
        return load(study, path, dry_run=dry_run)

    return load_text


def paths(study: Study) -> list[str]:
    return [one.code for one in codebook(study)]


MORE = """\
codes:
- code: STIGMA
  definition: Anders.
  codes:
  - code: zelf
  - code: openheid
- code: zorg
  definition: Behandeling en begeleiding.
"""


def test_a_load_adds_changes_and_leaves(study: Study, loading: Load) -> None:
    loaded = loading(MORE)
    assert loaded.added == ("STIGMA/openheid",)
    assert loaded.changed == ("stigma",)
    assert loaded.unchanged == ("stigma/zelf", "zorg")
    changed, added = loaded.changes
    assert (changed.code, changed.what, changed.material) == ("stigma", "changed", True)
    (field,) = changed.fields
    assert (field.field, field.old, field.new) == (
        "definition", "Beelden over mensen met een aandoening.", "Anders."
    )  # fmt: skip
    assert (added.code, added.what) == ("stigma/openheid", "added")
    assert loaded.stale == 2  # Anna is done with two interviews
    book = codebook(study)
    assert set(paths(study)) == {
        "stigma",
        "stigma/publiek",
        "stigma/zelf",
        "stigma/openheid",
        "zorg",
        "zorg/integratie",
        "werk",
    }
    stigma = book.find("stigma")
    assert (stigma.definition, stigma.hotkey, stigma.names["nl"]) == ("Anders.", "g", "Stigma")
    assert book.find("openheid").parent_id == stigma.id
    assert book.find("werk").definition == "Betaald werk."


def test_the_same_load_again_changes_nothing(study: Study, loading: Load) -> None:
    loading(MORE)
    before = contents(study.path)
    again = loading(MORE)
    assert (again.added, again.changed) == ((), ())
    assert contents(study.path) == before


def test_a_dry_run_tells_the_same_and_writes_nothing(study: Study, loading: Load) -> None:
    before = contents(study.path)
    told = loading(MORE, dry_run=True)
    assert contents(study.path) == before
    assert "stigma/openheid" not in paths(study)
    done = loading(MORE)
    assert (told.changes, told.stale, told.written) == (done.changes, done.stale, False)
    assert done.written


def test_a_load_is_one_action_that_undo_takes_back(study: Study, loading: Load) -> None:
    before = codebook(study)
    loading(MORE)
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)
    assert codebook(study).codes == before.codes
    assert loading(MORE).added == ("STIGMA/openheid",)


def test_a_bad_file_changes_nothing(study: Study, loading: Load) -> None:
    before = contents(study.path)
    with pytest.raises(UnreadableFile):
        loading(MORE + "- code: a/b\n")
    assert contents(study.path) == before


def test_a_name_without_a_language_is_in_the_studys_own(study: Study, loading: Load) -> None:
    loading("codes: [{code: werk, name: Betaald werk}]")
    assert codebook(study).find("werk").names == {"nl": "Betaald werk"}


def test_codes_are_found_by_path_or_last_part_without_regard_to_case(study: Study) -> None:
    book = codebook(study)
    for name in ("stigma/zelf", "STIGMA/Zelf", "zelf", "ZELF", "/zelf/"):
        assert book.find(name).code == "stigma/zelf"
    with pytest.raises(UnknownName, match="Did you mean zelf"):
        book.find("zelff")
    for name in ("", "/", "stigma/", "zorg/zelf", "stigma/zelf/x"):
        if name == "stigma/":
            assert book.find(name).code == "stigma"
            continue
        with pytest.raises(UnknownName):
            book.find(name)


def test_a_last_part_that_several_share_is_refused_and_a_path_wins(
    study: Study, loading: Load
) -> None:
    loading("codes: [{code: zorg, codes: [{code: zelf}, {code: werk}]}]")
    book = codebook(study)
    with pytest.raises(InputError, match=r"Several.*stigma/zelf, zorg/zelf"):
        book.find("zelf")
    assert book.find("zorg/zelf").code == "zorg/zelf"
    assert book.find("werk").code == "werk"


def test_codings_count_for_what_their_code_was_merged_into(study: Study) -> None:
    book = codebook(study)
    own, other = book.find("zelf"), book.find("publiek")
    before = codings(study)
    write(study, "codebook", [Patch("code", own.id, {"merged_into": other.id})], label="merge")
    book = codebook(study)
    assert "stigma/zelf" not in paths(study)
    assert book.resolve(own.id).code == "stigma/publiek"
    assert own.id in book.under(book.find("publiek")) & book.under(book.find("stigma"))
    with pytest.raises(UnknownName):
        book.find("zelf")
    after = codings(study)
    assert [c.id for c in after] == [c.id for c in before]
    assert {c.code for c in after if "stigma/" in c.code} == {"stigma/publiek"}
    assert len(codings(study, Where(code="publiek"))) == sum(
        c.code.startswith("stigma/") for c in after
    )


def test_a_ring_of_merges_leaves_a_codebook_that_can_be_read(study: Study) -> None:
    ids = [codebook(study).find(name).id for name in ("werk", "zorg", "stigma")]
    for one, other in zip(ids, [*ids[1:], ids[0]], strict=True):
        write(study, "codebook", [Patch("code", one, {"merged_into": other})], label="merge")
    assert len({codebook(study).resolve(one).id for one in ids}) == 1
    assert len(codings(study)) == 7
    assert examine(study).sound


def test_a_ring_of_moves_loses_no_code(study: Study) -> None:
    names = paths(study)
    ids = [codebook(study).find(name).id for name in ("werk", "zorg", "stigma")]
    for one, other in zip(ids, [*ids[1:], ids[0]], strict=True):
        write(study, "codebook", [Patch("code", one, {"parent_id": other})], label="move")
    write(study, "codebook", [Patch("code", ids[0], {"parent_id": ids[0]})], label="move")
    assert len(paths(study)) == len(names)
    assert examine(study).sound


def test_children_of_a_removed_code_keep_their_path_and_codings(study: Study) -> None:
    stigma = codebook(study).find("stigma")
    write(study, "codebook", [Patch("code", stigma.id, {"removed": 1})], label="remove")
    assert "stigma" not in paths(study)
    assert codebook(study).find("zelf").code == "stigma/zelf"
    assert len(codings(study, Where(code="zelf"))) == 2


def test_a_new_code_under_the_old_name_of_a_renamed_one_is_another(
    study: Study, loading: Load
) -> None:
    old = codebook(study).find("werk")
    code(study, "P02-W01", ["werk"], Passage(turn=2))
    write(study, "codebook", [Patch("code", old.id, {"name": "baan"})], label="rename")
    assert loading("codes: [{code: werk}]").added == ("werk",)
    assert codebook(study).find("werk").id != old.id
    assert codings(study, Where(code="werk")) == []
    assert len(codings(study, Where(code="baan"))) == 2


def test_a_removed_code_that_is_loaded_again_is_the_same(study: Study, loading: Load) -> None:
    old = codebook(study).find("werk")
    write(study, "codebook", [Patch("code", old.id, {"removed": 1})], label="remove")
    loading("codes: [{code: Werk}]")
    assert codebook(study).find("werk").id == old.id
    assert len(codings(study, Where(code="werk"))) == 1


def test_a_deep_tree_is_read(study: Study) -> None:
    above, patches = None, []
    for n in range(100):
        row_id = study.fresh_id()
        fields = NEW_CODE | {"name": f"n{n}", "parent_id": above}
        patches.append(Patch("code", row_id, fields))
        above = row_id
    write(study, "codebook", patches, label="deep")
    assert codebook(study).find("n99").depth == 99
    assert len(codebook(study).under(codebook(study).find("n0"))) == 100


def test_meaning_changes_with_the_definition_and_not_with_the_colour(
    study: Study, loading: Load
) -> None:
    before = codebook(study).meaning()
    loading('codes: [{code: werk, colour: "#112233", keywords: [baan], hotkey: q}]')
    assert codebook(study).meaning() == before
    loading("codes: [{code: werk, not_when: Vrijwilligerswerk.}]")
    changed = {one for one, hash_ in codebook(study).meaning().items() if before[one] != hash_}
    assert changed == {codebook(study).find("werk").id}


@pytest.mark.parametrize("path", sorted(shipped("codebooks").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_shipped_codebook_can_be_coded_with(path: Path) -> None:
    entries = read_codebook(path)
    keys = [entry.fields["hotkey"] for entry in entries if "hotkey" in entry.fields]
    assert len(entries) >= 7
    assert len(set(keys)) == len(keys)
    assert not set(keys) & RESERVED_HOTKEYS
    assert all(entry.fields.get("definition") for entry in entries)
    last_parts = [entry.path.rpartition("/")[2] for entry in entries]
    assert len(set(last_parts)) == len(last_parts)


def test_a_study_begins_with_a_shipped_codebook_a_file_or_nothing(
    files: Path, tmp_path: Path
) -> None:
    assert template("blank") is None
    known = template("ips-cmd")
    assert known is not None
    for name, first in (
        ("ips-cmd", "stigma"),
        (str(files / "codes.yaml"), "stigma"),
        ("blank", None),
    ):
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.qualcode"
        start(path, template_name=name)
        with Study(path) as made:
            assert next(iter(paths(made)), None) == first


def test_a_template_that_is_not_there_makes_no_study(tmp_path: Path) -> None:
    path = tmp_path / "new.qualcode"
    with pytest.raises(UnknownName, match="Did you mean ips-cmd"):
        start(path, template_name="ips-cdm")
    (tmp_path / "bad.yaml").write_text("codes: {")
    with pytest.raises(UnreadableFile, match="line 1"):
        start(path, template_name=str(tmp_path / "bad.yaml"))
    assert [p.name for p in tmp_path.iterdir()] == ["bad.yaml"]
