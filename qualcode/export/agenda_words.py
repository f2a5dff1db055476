"""What the program itself writes into an agenda, in Dutch and English."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgendaWords:
    """The words of one language; the empty ones say that a section holds nothing."""

    title: str
    turn: str
    things: Mapping[str, str]
    gone: str
    other_text: str
    flags: str
    no_flags: str
    disagreements: str
    no_disagreements: str
    kinds: Mapping[str, str]
    nothing: str
    further: str
    not_ready: str
    codes: str
    no_codes: str
    code_heads: tuple[str, str, str, str]
    reasons: Mapping[str, str]
    queue_heads: tuple[str, str, str, str]
    decisions: str
    no_decisions: str
    because: str
    rounds: str
    no_rounds: str
    round_heads: tuple[str, str, str, str]
    forced: str
    todos: str
    no_todos: str


DUTCH = AgendaWords(
    title="Agenda voor het teamoverleg",
    turn="beurt",
    things={
        "document": "transcript",
        "passage": "passage",
        "case": "casus",
        "wave": "meting",
        "code": "code",
        "coder": "codeur",
        "coding": "codering",
        "memo": "notitie",
        "disagreement": "verschil",
    },
    gone="staat niet meer in de studie",
    other_text="in een andere versie van de tekst",
    flags="Vragen",
    no_flags="Er staan geen vragen open.",
    disagreements="Verschillen tussen codeurs",
    no_disagreements="Er staan geen verschillen open.",
    kinds={"codes": "andere codes", "missed": "niet door allen", "boundaries": "andere grenzen"},
    nothing="niets",
    further="Verschillen die ook openstaan en hier niet zijn opgenomen: {n}.",
    not_ready="Transcripten die nog niet te vergelijken zijn, omdat niet alle codeurs er klaar "
    "zijn of er een blinde ronde loopt: {n}.",
    codes="Nieuwe en veranderde codes",
    no_codes="Geen code vraagt om een nieuwe blik.",
    code_heads=("code", "wat", "sinds", "opnieuw te bekijken"),
    reasons={"new": "nieuw", "definition": "betekent iets anders", "split": "gesplitst"},
    queue_heads=("gesplitste code", "gesplitst in", "wachtende coderingen", "van"),
    decisions="Besluiten",
    no_decisions="Er zijn geen besluiten.",
    because="want",
    rounds="Rondes",
    no_rounds="Alles wat was toegewezen is af.",
    round_heads=("codeur", "ronde", "te doen", "begonnen"),
    forced="Geforceerd onthuld, met wie nog niet klaar was: {documents}.",
    todos="Te doen",
    no_todos="Er staat niets open.",
)

ENGLISH = AgendaWords(
    title="Agenda for the team meeting",
    turn="turn",
    things={
        "document": "transcript",
        "passage": "passage",
        "case": "case",
        "wave": "wave",
        "code": "code",
        "coder": "coder",
        "coding": "coding",
        "memo": "memo",
        "disagreement": "disagreement",
    },
    gone="no longer in the study",
    other_text="in another version of the text",
    flags="Questions",
    no_flags="No questions are open.",
    disagreements="Disagreements between coders",
    no_disagreements="No disagreements are open.",
    kinds={"codes": "other codes", "missed": "not by all", "boundaries": "other boundaries"},
    nothing="nothing",
    further="Disagreements that are open too and left out here: {n}.",
    not_ready="Transcripts that can't be compared yet, as not all coders are done there or a blind "
    "round is open: {n}.",
    codes="New and changed codes",
    no_codes="No code asks for another look.",
    code_heads=("code", "what", "since", "to look at again"),
    reasons={"new": "new", "definition": "means something else", "split": "was split"},
    queue_heads=("split code", "split into", "codings that wait", "by"),
    decisions="Decisions",
    no_decisions="There are no decisions.",
    because="because",
    rounds="Rounds",
    no_rounds="All that was assigned is done.",
    round_heads=("coder", "round", "to do", "begun"),
    forced="Revealed by force, with who was not done yet: {documents}.",
    todos="To do",
    no_todos="Nothing is open.",
)

AGENDA = {"nl": DUTCH, "en": ENGLISH}
