"""What every command shares: the study that is open, and how results are told."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import typer

from qualcode.coding.coders import coder_names
from qualcode.coding.retrieval import blind_documents
from qualcode.settings import Settings, find_study
from qualcode.study.conflicts import Conflict
from qualcode.study.file import Study, check_coder

MANY = 1_000_000_000  # the largest number that a command takes

# What people wrote must not speak to the terminal.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Session:
    """One run of one command."""

    settings: Settings

    @property
    def path(self) -> Path:
        return find_study(self.settings)

    def open(self) -> Study:
        """The study that was named, seen by the coder at work."""
        return Study(self.path, viewer=self.settings.coder)

    def tell(self, result: object, lines: Iterable[str] = ()) -> None:
        """Prints a result: as JSON where asked, else as the lines that people read."""
        if self.settings.json:
            print(json.dumps(result, default=_plain, ensure_ascii=False, indent=1))
        else:
            self.say(lines)

    def say(self, lines: Iterable[str]) -> None:
        """Prints lines for people, at once; nothing where JSON is asked for.

        Where the reader has gone (as `head` does) the work goes on without one.
        """
        if self.settings.quiet or self.settings.json:
            return
        try:
            for line in lines:
                print(UNSEEN.sub("�", line), flush=True)
        except BrokenPipeError:
            stop_printing()

    def note(self, text: str) -> None:
        """Something worth knowing beside the result, on stderr."""
        if not self.settings.quiet:
            with suppress(BrokenPipeError):  # nobody reads it; the work goes on
                print(" ".join(UNSEEN.sub("�", text).split()), file=sys.stderr, flush=True)

    def complain(self, text: str) -> None:
        """Something that went wrong beside the result, on stderr, also where all else is quiet."""
        print(" ".join(UNSEEN.sub("�", text).split()), file=sys.stderr)

    def note_new_coder(self, study: Study, name: str | None = None) -> None:
        """Says when a name (else the viewer's) is new beside others.

        So that a slip doesn't make a second coder.
        """
        who = name or study.viewer
        if who is None:
            return
        check_coder(who)
        others = coder_names(study)
        if others and study.coder_id(who) not in others:
            self.note(
                f"note: {who} is new in this study, where there is {', '.join(others.values())}"
            )

    def note_blindness(self, study: Study) -> None:
        """Says where the viewer doesn't see others' codings, so that no list misleads."""
        hidden = blind_documents(study)
        if hidden:
            who = study.viewer or "you (no coder is named)"
            self.note(f"note: a blind round is open: {who} sees no others in {', '.join(hidden)}")


def stop_printing() -> None:
    """Sends what is still printed nowhere, so that not even the end of the program fails."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def counted(number: int, what: str) -> str:
    """`number` of `what`, in words: "1 coding", "2 codings"."""
    return f"{number} {what}{'' if abs(number) == 1 else 's'}"


def conflict_lines(conflicts: Iterable[Conflict]) -> Iterator[str]:
    """Open conflicts as people read them, the value that shows first."""
    for conflict in conflicts:
        rivals = zip(conflict.values, conflict.coders, strict=True)
        shown = " / ".join(f"«{'' if v is None else v}» ({coder})" for v, coder in rivals)
        yield f"two values: {conflict.table} {conflict.name}, {conflict.field}: {shown}"


def session(context: typer.Context) -> Session:
    """The session of a command's context."""
    found = context.obj
    assert isinstance(found, Session)
    return found


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Sequence):  # one that is made while it is read
        return list(value)
    raise TypeError(f"no JSON for {type(value).__name__}")
