"""The comments of a Word document, and which of them answer others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from qualcode.sources.package import Package
from qualcode.sources.word_text import Body, Paragraph
from qualcode.sources.word_xml import local, value


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment's words; `replies_to` the ids of the comment it answers, and of that one's."""

    id: str
    text: str
    author: str | None
    date: str | None
    replies_to: tuple[str, ...] = ()
    settled: bool = False


def comments_of(package: Package, related: dict[str, str]) -> list[Comment]:
    """The comments with words in them, in the file's order; `related` are the main part's."""
    root = package.tree(related["comments"]) if "comments" in related else None
    if root is None:
        return []
    found, keys = [], {}
    for element in root:
        if local(element) != "comment":
            continue
        paragraphs = [block for block in Body().read(element) if isinstance(block, Paragraph)]
        text = "\n".join(line for each in paragraphs if (line := each.text.strip()))
        key = next((each.key for each in reversed(paragraphs) if each.key), "")
        comment = Comment(
            value(element, "id"),
            text,
            " ".join(value(element, "author").split()) or None,
            _date(value(element, "date")),
        )
        keys[key] = comment.id
        found.append((comment, key))
    parents, settled = _threads(package, related, keys)
    return [
        Comment(each.id, each.text, each.author, each.date, _up(each.id, parents), key in settled)
        for each, key in found
        if each.text
    ]


def comment_notes(comments: Sequence[Comment]) -> tuple[str, ...]:
    """What to know of the comments beside their words."""
    replies = sum(bool(comment.replies_to) for comment in comments)
    settled = sum(comment.settled for comment in comments)
    notes = []
    if replies:
        notes.append(f"Comments that answer another, and stand at the same place: {replies}.")
    if settled:
        notes.append(f"Comments that were marked as done in Word: {settled}.")
    return tuple(notes)


def _threads(
    package: Package, related: dict[str, str], keys: dict[str, str]
) -> tuple[dict[str, str], set[str]]:
    """The comment that each reply answers, and the keys of those marked as done."""
    part = related.get("commentsExtended")
    root = package.tree(part) if part else None
    parents, settled = {}, set()
    for element in root if root is not None else ():
        key, parent = value(element, "paraId"), value(element, "paraIdParent")
        if key in keys and parent in keys:
            parents[keys[key]] = keys[parent]
        if value(element, "done") in ("1", "true"):
            settled.add(key)
    return parents, settled


def _up(key: str, parents: dict[str, str]) -> tuple[str, ...]:
    """The comments above a reply; a ring, which no program makes, is left where it closes."""
    above: list[str] = []
    while key in parents and parents[key] not in above:
        key = parents[key]
        above.append(key)
    return tuple(above)


def _date(written: str) -> str | None:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return None
    return written
