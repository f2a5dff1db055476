"""What the program itself writes into reports, in Dutch and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.names import find

MARKS = {
    "present": "●",
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
    legend: str
    appendix: str
    methods: str
    coded_by: str
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
    kinds: Mapping[str, str]
    marks: Mapping[str, str]


DUTCH = Words(
    language="nl",
    case="casus",
    wave="meting",
    turn="beurt",
    legend="● genoemd, – niet genoemd, × niet gevraagd, ? niet (af) gecodeerd, "
    "leeg: geen interview",
    appendix="Bijlage: thema's en citaten",
    methods="Werkwijze",
    coded_by="Transcripten: {documents} ({words} woorden), waarvan {done} af gecodeerd. "
    "Coderingen: {codings}, met codes: {codes}; per transcript van één codeur ({coders}). "
    "Wat alleen de interviewer zegt, is niet meegeteld.",
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
    legend="● mentioned, – not mentioned, × not asked, ? not (fully) coded, blank: no interview",
    appendix="Appendix: themes and quotations",
    methods="Methods",
    coded_by="Transcripts: {documents} ({words} words), of which coded to the end: {done}. "
    "Codings: {codings}, with codes: {codes}; for each transcript those of one coder ({coders}). "
    "What only the interviewer says is not counted.",
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
    kinds={
        "interview": "interview",
        "expert": "expert interview",
        "focus-group": "focus group",
        "notes": "notes",
        "report": "report",
    },
    marks=MARKS,
)


def words_in(language: str) -> Words:
    """The words of "nl" or "en"; raises UnknownName for another language."""
    return find(language, {"nl": DUTCH, "en": ENGLISH}, "report language")
