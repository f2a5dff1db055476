"""The pages of the documentation, as tests read them: blocks, headings, tables, links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS]

FENCE = re.compile(r"^```(?P<language>\w*) *(?P<file>[^\s`]*)\n(?P<text>.*?)^```$", re.M | re.S)
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `line` is where its text begins, `file` a name beside its language."""

    language: str
    file: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, down to the next heading of any level."""

    heading: str
    text: str

    def rows(self) -> Iterator[list[str]]:
        """The cells of its tables' rows, heads and rules left out."""
        lines = self.text.split("\n")
        for n, line in enumerate(lines):
            is_head = n + 1 < len(lines) and lines[n + 1].startswith(("| -", "|-"))
            if line.startswith("|") and not line.startswith(("| -", "|-")) and not is_head:
                # A cell may hold `A\|B`, which a table needs for a bar.
                cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
                yield [cell.strip().replace("\\|", "|") for cell in cells]


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """All fenced blocks, in order."""
    text = read(page)
    return [
        Block(
            found["language"], found["file"], text.count("\n", 0, found.start()) + 2, found["text"]
        )
        for found in FENCE.finditer(text)
    ]


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", read(page))


def sections(page: Path) -> list[Section]:
    """The page cut at its headings."""
    parts = re.split(r"^#+ (.+)$", prose(page), flags=re.M)[1:]
    return [Section(heading, text) for heading, text in zip(parts[::2], parts[1::2], strict=True)]


def anchors(page: Path) -> set[str]:
    """What a link to a heading of the page says after its #."""
    words = (re.sub(r"[^\w\- ]", "", section.heading.lower()) for section in sections(page))
    return {word.strip().replace(" ", "-") for word in words}


def links(page: Path) -> list[str]:
    """The targets of the page's links."""
    return [found["target"] for found in LINK.finditer(prose(page))]
