"""From a draft to a document: its turns, speakers and comments, its case and wave."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from qualcode.cases.attributes import attribute_patches, stored
from qualcode.cases.design import Mention, mention_case, mention_wave
from qualcode.cases.placing import Placed, astray, place
from qualcode.coding.arriving import queries
from qualcode.coding.arriving.about import About, checked, one_line
from qualcode.coding.arriving.outcomes import Imported, Skipped, SpeakerFound
from qualcode.coding.arriving.roles import roles
from qualcode.coding.queries import NAMES
from qualcode.names import fold_name
from qualcode.sources.draft import Draft, DraftComment
from qualcode.study import ids
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.versions import NewTurn, NewVersion, new_version, text_hash
from qualcode.transcripts.units import count_words


def bring_in(study: Study, file: Path, draft: Draft, about: About) -> Imported | Skipped:
    """Writes a draft as a document, unless the study holds its very words already.

    An interview of a case that comes with a date and without a wave is placed by its date.
    Raises InputError for what can't be said of a document.
    """
    about = checked(about)
    text = draft.text
    with study.writing():
        same = study.db.execute(queries.SAME_TEXT, {"hash": text_hash(text)}).fetchone()
        if same:
            return Skipped(shown(str(file)), same[0])
        return _write(study, file, draft, text, about)


def _write(study: Study, file: Path, draft: Draft, text: str, about: About) -> Imported:
    case = mention_case(study, about.case) if about.case else None
    wave = mention_wave(study, about.wave) if about.wave else None
    placed = None
    if case and not wave and about.date and about.kind == "interview":
        placed = place(study, case.id, case.name, about.date)
        wave = _mention_placed(study, placed)
    elsewhere: tuple[str, ...] = ()
    if case and wave and not placed and about.date and about.kind == "interview":
        elsewhere = astray(study, case.id, wave.id, about.date)
    wanted = f"{case.name}-{wave.name}" if case and wave else shown(file.stem)
    name = _free_name(study, wanted)
    row_id = study.claim_id("document", name)
    speakers = {label: ids.natural(study.id, "speaker", row_id, label) for label in draft.speakers}
    role_of = roles(draft, about.interviewers)
    turns = _turns(draft, speakers)
    version = new_version(study, row_id, text, turns, source=shown(file.name))
    title = one_line(about.title) or one_line(draft.title)
    document = {
        "removed": 0,
        "name": name,
        "kind": about.kind,
        "case_id": case.id if case else None,
        "wave_id": wave.id if wave else None,
        "date": about.date,
        "title": title,
        "version_id": version.id,
    }
    known = stored(study, "document", row_id).get(row_id, {})
    mentions = [mention for mention in (case, wave) if mention]
    patches = [
        *(mention.patch for mention in mentions),
        Patch("document", row_id, document),
        *_speaker_patches(row_id, speakers, role_of),
        *attribute_patches(study, "document", row_id, dict(about.attributes), known),
        *(_memo(study, draft, version, comment) for comment in draft.comments),
    ]
    write(study, "import", patches, label=f"{name} from {shown(file.name)}", new_versions=[version])
    return Imported(
        file=shown(str(file)),
        name=name,
        kind=about.kind,
        case=case.name if case else None,
        wave=wave.name if wave else None,
        date=about.date,
        title=title,
        turns=len(draft.turns),
        words=sum(turn.words for turn in turns),
        speakers=tuple(SpeakerFound(label, role_of[label]) for label in draft.speakers),
        format=draft.format,
        encoding=draft.encoding,
        convention=draft.convention,
        notes=(*draft.notes, *elsewhere),
        made=tuple(mention.name for mention in mentions if mention.is_new),
        placed=placed.told if placed else None,
        comments=len(draft.comments),
    )


def _mention_placed(study: Study, placed: Placed | None) -> Mention | None:
    return mention_wave(study, placed.wave.name) if placed and placed.wave else None


def _speaker_patches(
    document_id: str, speakers: Mapping[str, str], role_of: Mapping[str, str]
) -> Iterator[Patch]:
    for label, speaker_id in speakers.items():
        vals = {"removed": 0, "document_id": document_id, "name": label, "role": role_of[label]}
        yield Patch("speaker", speaker_id, vals)


def _turns(draft: Draft, speakers: dict[str, str]) -> list[NewTurn]:
    return [
        NewTurn(
            speaker_id=speakers.get(turn.speaker or ""),
            start=start,
            end=start + len(turn.words),
            starts_at=turn.start,
            ends_at=turn.end,
            words=count_words(turn.words),
        )
        for start, turn in zip(draft.starts, draft.turns, strict=True)
    ]


def _memo(study: Study, draft: Draft, version: NewVersion, comment: DraftComment) -> Patch:
    """What somebody wrote beside the text, as a memo of the study's own on those words."""
    vals = {
        "removed": 0,
        "kind": "analytic",
        "coder_id": study.study_coder,
        "target_tbl": "document",
        "target_id": version.document_id,
        "document_id": version.document_id,
        "text": f"{comment.author}: {comment.text}" if comment.author else comment.text,
    }
    if comment.turn is not None:
        words, begins = draft.turns[comment.turn].words, draft.starts[comment.turn]
        start = comment.start or 0
        end = len(words) if comment.end is None else min(comment.end, len(words))
        if start >= end:  # it stands at a point, not on words
            start, end = 0, len(words)
        vals |= {
            "version_id": version.id,
            "start": begins + start,
            "end": begins + end,
            "quote": words[start:end],
        }
    return Patch("memo", study.fresh_id(), vals)


def shown(name: str) -> str:
    """A file's name as text that can be kept and printed, whatever bytes it is made of."""
    text = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    return "".join(char if char.isprintable() else "_" for char in text)


def _free_name(study: Study, wanted: str) -> str:
    """`wanted`, or with -2, -3 … where that is taken: a second interview in one window."""
    taken = {fold_name(name) for _, name, _ in study.db.execute(NAMES)}
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if fold_name(name) not in taken)
