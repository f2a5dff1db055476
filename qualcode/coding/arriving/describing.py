"""Describing: what a document is of, said or corrected after it came in."""

from dataclasses import dataclass, replace

from qualcode.cases.clocks import check_date
from qualcode.cases.design import Mention, mention_case, mention_wave
from qualcode.cases.placing import astray, place
from qualcode.coding.arriving import queries
from qualcode.coding.arriving.about import KINDS, one_line
from qualcode.coding.documents import Document, documents, find_document
from qualcode.errors import InputError
from qualcode.names import unknown
from qualcode.study.conflicts import contested
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

FIELDS = ("kind", "date", "title", "case_id", "wave_id")
AWAY = "-"  # takes away what was said before


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of a document; None leaves it as it is, `-` takes it away."""

    case: str | None = None
    wave: str | None = None
    date: str | None = None
    title: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Described:
    """A document as it is described now, what was made for it, and where its date placed it.

    `notes` tell of a date outside the window of its wave.
    """

    document: Document
    made: tuple[str, ...]
    placed: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Now:
    """A document's description as the study has it."""

    kind: str
    date: str | None
    title: str | None
    case_id: str | None
    case: str | None
    wave_id: str | None
    wave: str | None


def describe(study: Study, name: str, said: Said) -> Described:
    """Sets what a document is of, in one event; its name and its codings stay.

    A case or wave that is unknown is made. An interview that then has a case and a date, and
    no wave was said, is placed by its date. Raises UnknownName for a document or kind that
    isn't there, InputError for a date that is none.
    """
    if said == Said():
        raise InputError(
            "Nothing is said of it.", "Give --case, --wave, --date, --title or --kind."
        )
    if said.kind is not None and said.kind not in KINDS:
        raise unknown(said.kind, KINDS, "kind of document")
    if said.date is not None and said.date != AWAY:
        said = replace(said, date=check_date(said.date))
    with study.writing():
        found = find_document(study, name)
        before = _Now(*study.db.execute(queries.DOCUMENT, {"document": found.id}).fetchone())
        case = mention_case(study, said.case) if said.case not in (None, AWAY) else None
        wave = mention_wave(study, said.wave) if said.wave not in (None, AWAY) else None
        after = _after(before, said, case, wave)
        placed = None
        if said.wave is None and _is_open(after):
            placed = place(study, after.case_id or "", after.case or "", after.date or "")
            if placed and placed.wave:
                wave = mention_wave(study, placed.wave.name)
                after = replace(after, wave_id=wave.id, wave=wave.name)
        mentions = [mention for mention in (case, wave) if mention]
        rivals = {field for _, field in contested(study, [found.id])}
        named = {field for field in FIELDS if getattr(said, field.removesuffix("_id")) is not None}
        vals = {
            field: getattr(after, field)
            for field in FIELDS
            # What is said again where two values stand settles it.
            if getattr(after, field) != getattr(before, field) or field in named & rivals
        }
        if vals:
            patches = [*(each.patch for each in mentions), Patch("document", found.id, vals)]
            write(study, "describe", patches, label=f"{found.name} described")
        return Described(
            document=next(each for each in documents(study) if each.name == found.name),
            made=tuple(mention.name for mention in mentions if mention.is_new),
            placed=placed.told if placed else None,
            notes=_notes(study, after),
        )


def _after(before: _Now, said: Said, case: Mention | None, wave: Mention | None) -> _Now:
    """The description with what was said laid over it."""
    after = replace(
        before,
        kind=said.kind or before.kind,
        date=_either(said.date, before.date),
        title=one_line(_either(said.title, before.title)),
    )
    if said.case is not None:
        after = replace(after, case_id=case.id if case else None, case=case.name if case else None)
    if said.wave is not None:
        after = replace(after, wave_id=wave.id if wave else None, wave=wave.name if wave else None)
    return after


def _either(said: str | None, before: str | None) -> str | None:
    return before if said is None else None if said == AWAY else said


def _notes(study: Study, after: _Now) -> tuple[str, ...]:
    if after.kind != "interview" or not (after.case_id and after.wave_id and after.date):
        return ()
    return astray(study, after.case_id, after.wave_id, after.date)


def _is_open(after: _Now) -> bool:
    return bool(after.kind == "interview" and after.case_id and after.date and not after.wave_id)
