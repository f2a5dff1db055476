"""How the people of the demonstration speak, in figures: `make demo-voices`.

    python tests/demo_voices.py

Five people who were invented by one hand tend to sound alike. The type/token ratio is taken
over equally many words of each, as it falls with length.
"""

import csv
import statistics
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from qualcode.shipped import shipped
from qualcode.sources import read
from qualcode.transcripts.units import bare_words, sentences

ASKING = ("I", "Interviewer", "Interviewer Lotte", "Intervieuwer", "Lotte", "Moderator")


@dataclass(frozen=True, slots=True)
class Voice:
    """What a case says in all: `types` per word of its first `out_of`, and how long sentences are.

    `middle` is the median sentence in words; a tenth is no longer than `short`, a tenth at
    least `long`. `by_interview` is the mean sentence of each interview.
    """

    case: str
    words: int
    out_of: int
    types: float
    middle: float
    short: float
    long: float
    spread: float
    by_interview: tuple[float, ...]


def said(folder: Path) -> dict[str, list[list[str]]]:
    """What each case's participant says, turn by turn of each file; the group is a case too."""
    with (folder / "manifest.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["file"]]
    found: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        turns = read(folder / row["file"]).turns
        answers = [turn.words for turn in turns if turn.speaker not in ASKING]
        found[row["case"] or Path(row["file"]).stem].append(answers)
    return dict(sorted(found.items()))


def voices(folder: Path) -> list[Voice]:
    """A voice for each case, in their order."""
    words, lengths = {}, {}
    for case, files in said(folder).items():
        words[case] = [word for turns in files for turn in turns for word in _words(turn)]
        lengths[case] = [[each for turn in turns for each in _lengths(turn)] for turns in files]
    least = min(map(len, words.values()))
    return [_voice(case, words[case], lengths[case], least) for case in words]


def _voice(case: str, words: list[str], lengths: list[list[int]], out_of: int) -> Voice:
    every = [length for each in lengths for length in each]
    tenths = statistics.quantiles(every, n=10)
    return Voice(
        case=case,
        words=len(words),
        out_of=out_of,
        types=len(set(words[:out_of])) / out_of,
        middle=statistics.median(every),
        short=tenths[0],
        long=tenths[-1],
        spread=statistics.stdev(every),
        by_interview=tuple(statistics.mean(each) for each in lengths),
    )


def _words(text: str) -> list[str]:
    return bare_words(text).split()


def _lengths(turn: str) -> list[int]:
    """How many words each sentence of a turn has."""
    return [len(_words(turn[each.start : each.end])) for each in sentences(turn)]


def main() -> None:
    print("case  words  types  sentences: median  10%  90%  spread  mean by interview")
    found = voices(shipped("transcripts"))
    for each in found:
        means = " ".join(f"{mean:4.1f}" for mean in each.by_interview)
        print(
            f"{each.case:<4} {each.words:>6}  {each.types:.3f} {each.middle:>18.0f}"
            f" {each.short:>4.0f} {each.long:>4.0f} {each.spread:>7.1f}  {means}"
        )
    print(f"types: different words per word, of the first {found[0].out_of} words")


if __name__ == "__main__":
    main()
