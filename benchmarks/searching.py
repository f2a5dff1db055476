"""How soon a search answers, beside a plain scan and beside the bare index.

    python benchmarks/searching.py [--documents 100] [--words 8000] [--rounds 5]

The study holds invented interviews. A scan looks in every turn's words with Python's `in`,
as `grep -c` does over files; the bare index asks SQLite for the same turns and nothing more.
A search answers with every place to the code point, its sentence, and the codes on it. The
figure is the median of the ratios round by round.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.search.searching import Manner, search
from qualcode.study.file import Study

COMMON = """ik en dat het de een was niet maar ja dan ook zo nog wel toen er naar met voor bij
werk thuis collega's moe begeleider gesprek dag week geld uitkering bang rustig denk zeg"""
SYLLABLES = "ba de fi go ku la me ni po ra se ti vo wa ze gen ker ling schap heid"
SEARCHES: list[tuple[str, Manner]] = [
    ("zelfstigma", "words"),  # rare
    ("uitkering bang", "words"),  # two words in a turn
    ('"denk ik"', "words"),
    ("werk", "words"),  # in most turns
    ("begelei*", "words"),
    ("zelfstigam", "fuzzy"),
    ("begeleiders", "lemma"),
    (r"\bniet\b.{0,20}\bbang\b", "regex"),
]
# What the scan looks for, and what the bare index is asked, in the place of each.
PLAINLY = {
    "zelfstigma": ("zelfstigma", "zelfstigma"),
    "uitkering bang": ("uitkering", "uitkering bang"),
    '"denk ik"': ("denk ik", '"denk ik"'),
    "werk": ("werk", "werk"),
    "begelei*": ("begelei", "begelei*"),
    "zelfstigam": ("zelfstigma", "zelfstigma"),
    "begeleiders": ("begeleider", "begeleider"),
    r"\bniet\b.{0,20}\bbang\b": ("niet", "niet bang"),
}
INDEX = "SELECT words FROM turn_fts WHERE turn_fts MATCH ?"


def write(folder: Path, documents: int, words: int) -> None:
    chance = random.Random(1)
    common, syllables = COMMON.split(), SYLLABLES.split()
    rare = ["".join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(20_000)]
    for number in range(documents):
        lines = []
        left = words
        while left > 0:
            length = chance.choice((6, 12, 40, 80))
            said = chance.choices(common, k=length)
            said[chance.randrange(length)] = chance.choice(rare)
            if chance.random() < 0.002:
                said[0] = "zelfstigma"
            lines.append(f"{chance.choice(('I', 'P01'))}: {' '.join(said).capitalize()}.")
            left -= length
        (folder / f"D{number:03}.txt").write_text("\n".join(lines), encoding="utf-8")


def seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def scan(turns: list[str], word: str) -> int:
    return sum(word in turn.lower() for turn in turns)


def ask(bare: sqlite3.Connection, asked: str) -> list[tuple[str]]:
    return bare.execute(INDEX, (asked,)).fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder, path = Path(place) / "texts", Path(place) / "bench.qualcode"
        folder.mkdir()
        write(folder, given.documents, given.words)
        start(path)
        with Study(path) as study:
            import_files(study, [folder], About())
        bare = sqlite3.connect(path)
        turns = [words for (words,) in bare.execute("SELECT words FROM turn_text")]
        print(f"{given.documents} documents of {given.words} words, {len(turns)} turns")
        for text, manner in SEARCHES:
            with Study(path) as study:
                found = search(study, text, manner=manner).count

            def ours(text: str = text, manner: Manner = manner) -> None:
                with Study(path) as study:
                    search(study, text, manner=manner)

            word, asked = PLAINLY[text]
            rounds = [
                (
                    seconds(ours),
                    seconds(partial(scan, turns, word)),
                    seconds(partial(ask, bare, asked)),
                )
                for _ in range(given.rounds)
            ]
            to_scan, to_index = (
                statistics.median(each[0] / each[n] for each in rounds) for n in (1, 2)
            )
            took = statistics.median(each[0] for each in rounds)
            print(
                f"{manner:<6} {text:<26} {found:>6} hits {took:.3f} s"
                f"  scan × {to_scan:.1f}  bare index × {to_index:.1f}"
            )
        bare.close()


if __name__ == "__main__":
    main()
