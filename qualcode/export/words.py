"""What the program itself writes into reports, in Dutch and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.names import find

MARKS = {
    "value": "●",
    "not_mentioned": "–",
    "not_asked": "×",
    "not_coded": "?",
    "not_interviewed": " ",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str
    case: str
    wave: str
    turn: str
    axes: Mapping[str, str]
    states: Mapping[str, str]
    left_out: str
    unplaced: str
    no_summary: str
    overview: str
    cut: str
    no_sheet: str
    appendix: str
    contents: str
    methods: str
    coded_by: str
    double_coded: str
    adjudicated: str
    forced: str
    document: str
    kind: str
    date: str
    words: str
    codebook: str
    code: str
    meaning: str
    use_when: str
    not_when: str
    matrix: str
    themes: str
    none_yet: str
    more: str
    edited: str
    quotes: Mapping[str, str]
    kinds: Mapping[str, str]
    marks: Mapping[str, str]


DUTCH = Words(
    language="nl",
    case="casus",
    wave="meting",
    turn="beurt",
    axes={
        "case": "casus",
        "wave": "meting",
        "document": "transcript",
        "speaker": "spreker",
        "role": "rol",
        "period": "periode",
        "phase": "fase",
        "code": "thema",
    },
    states={
        "value": "genoemd",
        "not_mentioned": "niet genoemd",
        "not_asked": "niet gevraagd",
        "not_coded": "niet (af) gecodeerd",
        "not_interviewed": "leeg: geen interview",
    },
    left_out="Zonder {kind}, en dus niet meegeteld: {documents}.",
    unplaced="Niet meegeteld, want gemaakt op een andere versie van de tekst: {n} coderingen.",
    no_summary="genoemd, nog niet samengevat",
    overview="Overzicht",
    cut="Een tekst die eindigt op «{mark}» is afgekapt: er past niet meer in een cel.",
    no_sheet="Zonder eigen blad, want er was geen interview: {parts}.",
    appendix="Bijlage: thema's en citaten",
    contents="Inhoud",
    methods="Werkwijze",
    coded_by="Transcripten: {documents} ({words} woorden, die van de interviewer meegeteld), "
    "waarvan {done} af gecodeerd. "
    "Coderingen: {codings}, met codes: {codes}; per transcript van één codeur ({coders}). "
    "Coderingen van wat alleen de interviewer zegt, zijn niet meegeteld.",
    double_coded="In betrouwbaarheidsrondes dubbel gecodeerde transcripten: {documents} "
    "(door {coders}).",
    adjudicated="Daarvan met verschillen die zijn beslecht, en waarin telt wat is afgesproken: "
    "{documents}.",
    forced="Geforceerd onthuld, met wie nog niet klaar was: {documents}.",
    document="transcript",
    kind="soort",
    date="datum",
    words="woorden",
    codebook="Codeboek",
    code="code",
    meaning="betekenis",
    use_when="wel bij",
    not_when="niet bij",
    matrix="Casus × thema",
    themes="Citaten per thema",
    none_yet="Nog geen passages.",
    more="Nog {n} passages zijn niet opgenomen.",
    edited="bewerkt",
    quotes={
        "title": "citaten",
        "quote": "passage",
        "edited": "bewerkt",
        "translation": "vertaling ({language})",
        "source": "vindplaats",
        "code": "code",
        "case": "casus",
        "wave": "meting",
        "date": "datum",
        "kind": "soort",
        "coder": "codeur",
        "quoted_by": "gekozen door",
        "memo": "notitie",
        "about": "over",
        "reason": "zonder plaats",
        "start": "begin",
        "end": "einde",
        "id": "id",
    },
    kinds={
        "interview": "interview",
        "expert": "expertinterview",
        "focus-group": "focusgroep",
        "notes": "notities",
        "report": "verslag",
    },
    marks=MARKS,
)

ENGLISH = Words(
    language="en",
    case="case",
    wave="wave",
    turn="turn",
    axes={
        "case": "case",
        "wave": "wave",
        "document": "transcript",
        "speaker": "speaker",
        "role": "role",
        "period": "period",
        "phase": "phase",
        "code": "theme",
    },
    states={
        "value": "mentioned",
        "not_mentioned": "not mentioned",
        "not_asked": "not asked",
        "not_coded": "not (fully) coded",
        "not_interviewed": "blank: no interview",
    },
    left_out="Of no {kind}, and so left out: {documents}.",
    unplaced="Left out, being made on another version of a text: {n} codings.",
    no_summary="mentioned, not summarised yet",
    overview="Overview",
    cut="A text that ends in «{mark}» was cut: no more fits in a cell.",
    no_sheet="Without a sheet, as there was no interview: {parts}.",
    appendix="Appendix: themes and quotations",
    contents="Contents",
    methods="Methods",
    coded_by="Transcripts: {documents} ({words} words, the interviewer's included), "
    "of which coded to the end: {done}. "
    "Codings: {codings}, with codes: {codes}; for each transcript those of one coder ({coders}). "
    "Codings of what only the interviewer says are not counted.",
    double_coded="Transcripts double coded in reliability rounds: {documents} (by {coders}).",
    adjudicated="Of these, with disagreements that were settled, so that what was agreed on "
    "counts: {documents}.",
    forced="Revealed by force, with who was not done yet: {documents}.",
    document="transcript",
    kind="kind",
    date="date",
    words="words",
    codebook="Codebook",
    code="code",
    meaning="meaning",
    use_when="use for",
    not_when="not for",
    matrix="Case × theme",
    themes="Quotations per theme",
    none_yet="No passages yet.",
    more="{n} more passages are left out.",
    edited="edited",
    quotes={
        "title": "quotes",
        "quote": "passage",
        "edited": "edited",
        "translation": "translation ({language})",
        "source": "source",
        "code": "code",
        "case": "case",
        "wave": "wave",
        "date": "date",
        "kind": "kind",
        "coder": "coder",
        "quoted_by": "chosen by",
        "memo": "memo",
        "about": "about",
        "reason": "without place",
        "start": "start",
        "end": "end",
        "id": "id",
    },
    kinds={
        "interview": "interview",
        "expert": "expert interview",
        "focus-group": "focus group",
        "notes": "notes",
        "report": "report",
    },
    marks=MARKS,
)


def words_of(study_language: str) -> Words:
    """The words for a study whose talk is in this language; English where we know no other."""
    return words_in(study_language if study_language in ("nl", "en") else "en")


def words_in(language: str) -> Words:
    """The words of "nl" or "en"; raises UnknownName for another language."""
    return find(language, {"nl": DUTCH, "en": ENGLISH}, "report language")
