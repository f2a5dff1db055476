"""Codings from a csv: what was coded elsewhere, or taken out of a study, comes in."""

import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.cases.sheets import Sheet, SheetRow, read_sheet
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code
from qualcode.coding.anchoring import anchor, plain_marks
from qualcode.coding.coders import coder_names
from qualcode.coding.documents import Named, find_document, text_of, words_of
from qualcode.coding.marking import coding_patch, time_told_of
from qualcode.coding.own import There, codings_there
from qualcode.coding.retrieval import blind_documents
from qualcode.errors import InputError
from qualcode.spans import Span
from qualcode.study.file import Study, check_coder, require_coder
from qualcode.study.journal import Patch, ensure_coder, write_run

COLUMNS = (
    "document", "code", "coder", "start", "end", "quote", "occurrence", "memo", "about"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """A quote that stands a little differently, or elsewhere than its row says.

    `found` are the words at `start` to `end`, `likeness` how like them the quote is (per cent).
    """

    line: int
    quote: str
    found: str
    start: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not come in, and why."""

    line: int
    error: str


@dataclass(frozen=True, slots=True)
class CodingsCame:
    """What a file of codings brought: how many are new, known already, and refused.

    `coders` are the names that are new in the study.
    """

    codings: int
    known: int
    coders: tuple[str, ...]
    near: tuple[Near, ...]
    refused: tuple[RefusedRow, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A row that makes sense."""

    coder: str
    document: Named
    span: Span
    code: Code
    memo: str
    about: str | None
    near: Near | None


def import_codings(study: Study, path: Path, *, dry_run: bool = False) -> CodingsCame:
    """Brings in the codings of a csv; what each coder made is one action of that coder.

    A row names its passage by `start` and `end`, or by a `quote` that stands there once (or
    for the `occurrence`th time). Without a coder it is the coder's at work. What stands in
    the study already is known, and not made twice. Rows that are wrong are left out and told.
    Raises UnreadableFile or InputError where it is no such file.
    """
    sheet = read_sheet(path, COLUMNS, "document")
    _check_heads(sheet)
    with study.rehearsing() if dry_run else study.writing():
        marks: dict[str, list[_Mark]] = {}
        refused: list[RefusedRow] = []
        blind = frozenset(blind_documents(study))
        for row in sheet.rows:
            try:
                mark = _mark(study, row, blind)
            except InputError as error:
                refused.append(RefusedRow(row.line, f"{sheet.at(row)}: {error}"))
            else:
                marks.setdefault(study.coder_id(mark.coder), []).append(mark)
        there = coder_names(study)
        made = [_bring_in(study, own, path.name) for own in marks.values()]
        every = [mark for own in marks.values() for mark in own]
        return CodingsCame(
            codings=sum(made),
            known=len(every) - sum(made),
            coders=tuple(own[0].coder for row, own in marks.items() if row not in there),
            near=tuple(sorted((m.near for m in every if m.near), key=lambda near: near.line)),
            refused=tuple(refused),
        )


def _check_heads(sheet: Sheet) -> None:
    missing = [] if "code" in sheet.heads else ["code"]
    if "quote" not in sheet.heads and not {"start", "end"} <= set(sheet.heads):
        missing.append("quote (or start and end)")
    if missing:
        raise InputError(
            f"{sheet.name} has no column {' and no column '.join(missing)}.",
            f"Its columns are {', '.join(sheet.heads)}.",
        )


def _mark(study: Study, row: SheetRow, blind: Collection[str]) -> _Mark:
    coder = row.cells.get("coder") or require_coder(study)
    check_coder(coder)
    document = find_document(study, row.cells["document"])
    if document.name in blind and study.coder_id(coder) != study.viewer_id:
        raise InputError(
            f"a blind round is open on {document.name}, so you can't bring in what {coder} coded.",
            f"{coder} can: --as {coder}.",
        )
    code = codebook(study).find(row.cells["code"])
    about = time_told_of(row.cells.get("about"))
    span, near = _passage(study, document, row)
    return _Mark(coder, document, span, code, row.cells.get("memo", ""), about, near)


def _passage(study: Study, document: Named, row: SheetRow) -> tuple[Span, Near | None]:
    """Where the row's passage lies; the quote decides where the positions say something else."""
    quote = row.cells.get("quote", "")
    text = text_of(study, document)
    span = _span(row)
    if span is not None and not quote:
        words_of(study, document, span)
        return span, None
    if span is not None and _squeezed(text[span.start : span.end]) == _squeezed(quote):
        return span, None
    if not quote:
        raise InputError("the row names no passage.", "Fill in start and end, or quote.")
    found = anchor(text, quote, document.name, _number(row, "occurrence"))
    if span is None and found.likeness == 100:
        return found.span, None
    start, end = found.span.start, found.span.end
    return found.span, Near(row.line, quote, text[start:end], start, end, found.likeness)


def _span(row: SheetRow) -> Span | None:
    start, end = _number(row, "start"), _number(row, "end")
    if start is None and end is None:
        return None
    try:
        return Span(-1 if start is None else start, -1 if end is None else end)
    except ValueError:
        told = f"{row.cells.get('start')}:{row.cells.get('end')}"
        raise InputError(f"«{told}» is not a span.", "The start comes before the end.") from None


def _number(row: SheetRow, column: str) -> int | None:
    told = row.cells.get(column, "")
    if not told:
        return None
    least = 1 if column == "occurrence" else 0
    if not (told.isascii() and told.isdigit() and len(told) <= 10 and int(told) >= least):
        raise InputError(f"{column} is «{told}», which is no number from {least}.")
    return int(told)


def _squeezed(text: str) -> str:
    return " ".join(plain_marks(unicodedata.normalize("NFC", text)).split())


def _bring_in(study: Study, marks: Sequence[_Mark], file: str) -> int:
    """Writes what one coder made, as one action; answers how many codings are new."""
    by = ensure_coder(study, marks[0].coder)
    documents = dict.fromkeys(mark.document for mark in marks)
    there = {
        document.id: codings_there(study, document.id, document.version_id, by)
        for document in documents
    }
    patches: dict[str, list[Patch]] = {document.name: [] for document in documents}
    new: Counter[str] = Counter()
    for mark in marks:
        name, here, key = mark.document.name, there[mark.document.id], (mark.span, mark.code.id)
        said = {n: text for n, text in (("memo", mark.memo), ("about", mark.about)) if text}
        known = here.get(key)
        if known is None:
            patch = coding_patch(study, mark.document, mark.span, mark.code, by)
            patch.vals.update(said)
            here[key] = There(patch.row_id, mark.memo, mark.about)
            new[name] += 1
            patches[name].append(patch)
        elif any(getattr(known, n) != text for n, text in said.items()):
            patches[name].append(Patch("coding", known.id, dict(said)))
    parts = [
        (f"{new[name]} coding{'' if new[name] == 1 else 's'} on {name} from {file}", own)
        for name, own in patches.items()
        if own
    ]
    write_run(study, "code", parts, by=by)
    return new.total()
