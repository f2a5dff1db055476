"""What a case is told in: the words of headings, gaps, states and counts. Pure."""

from qualcode.coding.reading_cases import InGroup, Interview, WaveOfCase

IN_NO_WAVE, IN_GROUPS = "no wave", "in a group"
GAPS = {"missed": "✗ missed", "not_held": "– not held", "not_yet": "· not yet"}
OF_CODE = {
    "not_mentioned": "not mentioned",
    "not_asked": "not asked",
    "not_coded": "not (fully) coded",
}


def counted(number: int, what: str) -> str:
    """A number of things: 1 word, 2 words."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def since_start(interview: Interview) -> str:
    """How long after the start of the trajectory it was, where that is known."""
    months = interview.months_since_start
    return "" if months is None else f"month {months:.1f}"


def interview_words(interview: Interview) -> str:
    """The heading of an interview, or of another document of the case."""
    parts = (
        interview.document,
        interview.date,
        since_start(interview),
        interview.kind if interview.kind != "interview" else "",
        f"interview {interview.sequence}" if interview.sequence else "",
        counted(interview.words, "word"),
    )
    return " · ".join(part for part in parts if part)


def gap_words(wave: WaveOfCase) -> str:
    """Why there is no interview in a wave."""
    told = GAPS[wave.state]
    if wave.state == "not_held":
        return f"{told}; nobody put down why"
    return f"{told}: {wave.reason}" if wave.reason else told


def group_words(group: InGroup, case: str) -> str:
    """The heading of what the case says in a conversation of several people."""
    said = f"{counted(len(group.turns), 'turn')} of {case}"
    return " · ".join(part for part in (group.document, group.date, group.kind, said) if part)
