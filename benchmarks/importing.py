"""How fast Word transcripts come in, beside python-docx that only takes their text.

    python benchmarks/importing.py [--documents 100] [--words 8000]

The program opens each file, finds out who speaks, and writes the document with its turns and
search entries into a study; python-docx opens the same file and joins its paragraphs' texts.
The two take turns, so that a slow moment of the machine hits both.
"""

import argparse
import random
import tempfile
from pathlib import Path

from _timing import Watch, report
from docx import Document

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import import_files
from qualcode.sources.reading import read
from qualcode.study.file import Study

SEED = 7


def write_transcripts(folder: Path, documents: int, words: int) -> list[Path]:
    """Word files of invented words in turns of 20 to 60; labels are bold, a run of their own."""
    draw = random.Random(SEED)
    lexicon = [
        "".join(draw.choices("abdeghiklmnoprstuvwz", k=draw.randint(2, 10))) for _ in range(6000)
    ]
    paths = []
    for number in range(documents):
        document, left, turns = Document(), words, 0
        while left > 0:
            size = min(left, draw.randint(20, 60))
            paragraph = document.add_paragraph()
            paragraph.add_run("I: " if turns % 2 == 0 else "P: ").bold = True
            paragraph.add_run(" ".join(draw.choices(lexicon, k=size)) + ".")
            left, turns = left - size, turns + 1
        paths.append(folder / f"d{number:03}.docx")
        document.save(str(paths[-1]))
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_transcripts(folder, asked.documents, asked.words)
        start(folder / "study.qualcode", template_name="blank")
        reading, whole, theirs = Watch(), Watch(), Watch()
        with Study(folder / "study.qualcode") as study:
            for path in paths:
                with reading.running():
                    read(path)
                with whole.running():
                    import_files(study, [path])
                with theirs.running():
                    "\n".join(each.text for each in Document(str(path)).paragraphs)
        files = f"{asked.documents} × {asked.words} words"
        report(
            f"reading {files}", reading.seconds, "python-docx", theirs.seconds, "part of the next"
        )
        report(
            f"import of {files}, into a study", whole.seconds, "python-docx", theirs.seconds, "≤ 2"
        )


if __name__ == "__main__":
    main()
