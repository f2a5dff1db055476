"""One code at a time: making, describing, renaming and moving it. Its id stays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from qualcode.codebook import queries
from qualcode.codebook.changing import Changed, change
from qualcode.codebook.comparing import by_path
from qualcode.codebook.fields import (
    NEW_CODE,
    TEXTS,
    check_colour,
    check_free_hotkey,
    check_path,
    value_of,
    with_and_without,
    words,
)
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError
from qualcode.names import check_name, fold_name
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch


@dataclass(frozen=True, slots=True)
class Description:
    """What a person says of a code; None where nothing is said, "" to say that there is none.

    `names` are names per language. `keywords` and `examples` come to those that the code
    has, `dropped_keywords` and `dropped_examples` leave it.
    """

    names: Mapping[str, str] | None = None
    definition: str | None = None
    use_when: str | None = None
    not_when: str | None = None
    keywords: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    dropped_keywords: tuple[str, ...] = ()
    dropped_examples: tuple[str, ...] = ()
    colour: str | None = None
    hotkey: str | None = None
    domain: bool | None = None


NOTHING = Description()


def add(study: Study, path: str, said: Description = NOTHING) -> Changed:
    """Makes a code at `path`, last among those under the same one, which must be there.

    Raises InputError for a path that is taken or can't be, UnknownName for what it lies under.
    """
    with study.writing():
        patch = born(study, codebook(study), path)
        fields = _fields(codebook(study), said, None, patch.row_id)
        patch = Patch("code", patch.row_id, patch.vals | fields)
        return change(study, [patch], f"added {path.strip('/')}")


def edit(study: Study, name: str, said: Description) -> Changed:
    """Changes what is said of a code. Raises InputError where nothing is said, or wrongly."""
    if said == NOTHING:
        raise InputError("Nothing is given to change.", "Give --definition, --keyword, --name …")
    with study.writing():
        book = codebook(study)
        code = book.find(name)
        fields = _fields(book, said, code, code.id)
        contests = contested(study, [code.id])
        # What is said again where two values stand settles it.
        fields = {
            field: value
            for field, value in fields.items()
            if value != value_of(code, field) or (code.id, field) in contests
        }
        patches = [Patch("code", code.id, fields)] if fields else []
        return change(study, patches, f"edited {code.code}")


def rename(study: Study, name: str, new: str) -> Changed:
    """Gives a code another last part; the paths below change with it.

    The beginning of its id names a code too: after a merge of copies two may have one path.
    Raises InputError where `new` can't name a code, or names one beside it.
    """
    with study.writing():
        book = codebook(study)
        code = book.find_or_id(name)
        check_name(new, "code")
        path = "/".join([*code.code.split("/")[:-1], new])
        check_free(book, path, code)
        is_said = new == code.last_part and (code.id, "name") not in contested(study, [code.id])
        patches = [] if is_said else [Patch("code", code.id, {"name": new})]
        return change(study, patches, f"renamed {code.code} to {new}")


def move(
    study: Study,
    name: str,
    *,
    under: str | None = None,
    top: bool = False,
    before: str | None = None,
    after: str | None = None,
) -> Changed:
    """Puts a code, and all under it, elsewhere: under another, at the top, beside a sibling.

    `before` and `after` name the code it comes beside, and so where it lies; without them
    it comes last. Raises InputError where it would lie under itself, or its path is taken.
    """
    if bool(under) + top > 1 or bool(before) + bool(after) > 1:
        raise InputError("Say where to, in one way.", "Give --under or --top, --before or --after.")
    if not (under or top or before or after):
        raise InputError("Say where to.", "Give --under CODE, --top, --before CODE, --after CODE.")
    with study.writing():
        book = codebook(study)
        code = book.find(name)
        beside = book.find(before or after or name)
        parent = book.find(under) if under else _parent(book, beside) if before or after else None
        if (before or after) and (top or under) and _parent(book, beside) != parent:
            where = "at the top" if parent is None else f"under {parent.code}"
            raise InputError(f"{beside.code} doesn't lie {where}.", "Leave out one of the two.")
        if parent is not None and parent in book.branch(code):
            raise InputError(
                f"{code.code} can't lie under {parent.code}, which is itself or lies under it.",
                f"Move {parent.code} out of it first.",
            )
        path = f"{parent.code}/{code.last_part}" if parent else code.last_part
        check_free(book, path, code)
        others = [c for c in book if _parent(book, c) == parent and c.id != code.id]
        place = len(others)
        if before or after:
            if beside.id == code.id:
                raise InputError(f"{code.code} can't stand beside itself.", "Name another code.")
            place = others.index(beside) + bool(after)
        fields: dict[str, Any] = {}
        if _parent(book, code) != parent:
            fields["parent_id"] = parent.id if parent else None
        patches = _placed(study, code, others[:place], others[place:], fields)
        where = f" {'before' if before else 'behind'} {beside.code}" if before or after else ""
        return change(study, patches, f"moved {code.code} to {path}{where}")


def _placed(
    study: Study, code: Code, ahead: list[Code], behind: list[Code], fields: dict[str, Any]
) -> list[Patch]:
    """The patches that put `code` between its new siblings; only what must move gets a number."""
    positions: dict[str, int] = dict(study.db.execute(queries.POSITIONS).fetchall())
    if behind:
        free = max((positions[one.id] for one in ahead), default=-1) + 1
    else:
        (last,) = study.db.execute(queries.LAST_POSITION).fetchone()
        is_last = all(positions[one.id] < positions[code.id] for one in ahead)
        free = positions[code.id] if is_last else last + 1
    if positions[code.id] != free:
        fields = {**fields, "position": free}
    patches = [Patch("code", code.id, fields)] if fields else []
    for one in behind:
        if positions[one.id] > free:
            break
        free += 1
        patches.append(Patch("code", one.id, {"position": free}))
    return patches


def born(study: Study, book: Codebook, path: str, ahead: int = 0) -> Patch:
    """The patch that makes a code at `path`, behind `ahead` others that are made with it."""
    *above, own = check_path(path)
    parent = book.find("/".join(above)) if above else None
    whole = f"{parent.code}/{own}" if parent else own
    check_free(book, whole, None)
    (last,) = study.db.execute(queries.LAST_POSITION).fetchone()
    birth = {"name": own, "parent_id": parent and parent.id, "position": last + 1 + ahead}
    return Patch("code", study.claim_id("code", whole), NEW_CODE | birth)


def check_free(book: Codebook, path: str, code: Code | None) -> None:
    """Raises InputError where another code than `code` has this path."""
    other = by_path(book).get(fold_name(path))
    if other is not None and (code is None or other.id != code.id):
        raise InputError(f"There is a code {other.code} already.", "Choose another name.")


def _parent(book: Codebook, code: Code) -> Code | None:
    return None if code.parent_id is None else book.resolve(code.parent_id)


def _fields(book: Codebook, said: Description, code: Code | None, code_id: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key in TEXTS:
        text = getattr(said, key)
        if text is not None:
            fields[key] = words(text)
    if said.names is not None:
        names = {**(code.names if code else {})}
        names |= {tag or _wrong_name(): words(name) for tag, name in said.names.items()}
        fields["names"] = {tag: name for tag, name in names.items() if name}
    if said.keywords or said.dropped_keywords:
        has: Iterable[str] = code.keywords if code else ()
        fields["keywords"] = with_and_without(has, said.keywords, said.dropped_keywords, "keywords")
    if said.examples or said.dropped_examples:
        has = code.examples if code else ()
        fields["examples"] = with_and_without(has, said.examples, said.dropped_examples, "examples")
    if said.colour is not None:
        fields["colour"] = check_colour(said.colour) if said.colour else None
    if said.hotkey is not None:
        key = said.hotkey
        fields["hotkey"] = check_free_hotkey(book, key, code_id) if key else None
    if said.domain is not None:
        fields["domain"] = int(said.domain)
    return fields


def _wrong_name() -> str:
    raise InputError("A name needs its language.", "Write --name nl=Zorg.")
