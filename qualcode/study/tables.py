"""The only schema of a study file: it makes new files and migrates old ones.

Two kinds of tables. The truth is a set of insert-only rows: `event`, `patch`, `text`,
`version` (and `tombstone`, which takes away). Everything else is a projection: a `Row`
whose fields are the fold of its patches (see fold.py), or a cache that can be made anew
from the truth (`turn`, `place`, and the search index).

Only making and migrating a file imports this module; reading and writing is SQL text.
"""

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel


def refers_to(target: str, *, required: bool = False) -> Column[str]:
    """A column that names another row by id; checked when the transaction ends.

    Only nouns that every copy of a study holds are referred to so. What a handout may leave
    out (a coding, a memo …) is named by a plain column, which may point at nothing here.
    """
    return Column(
        Text, ForeignKey(target, deferrable=True, initially="DEFERRED"), nullable=not required
    )


def unless_said(default: str | int) -> Any:
    """A field that has `default` where no patch sets it; the file itself knows it."""
    return Field(default=default, sa_column_kwargs={"server_default": str(default)})


class Truth(SQLModel):
    """An insert-only row; `pk` is this file's own and means nothing in another copy."""

    pk: int | None = Field(default=None, primary_key=True)


# Checks have names, or Alembic would lose them when it makes a table anew.


class Row(SQLModel):
    """A projection. `born` is the hlc of the first event that made the row, `made` its date.

    `removed` is 1 unless an event that is not undone made the row and none since took it away.
    """

    pk: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    born: int
    made: str
    removed: int = Field(
        sa_column_args=[CheckConstraint("removed IN (0, 1)", name="removed_is_yes_or_no")]
    )


class Study(SQLModel, table=True):
    id: str = Field(primary_key=True)
    language: str


class Event(Truth, table=True):
    """One user action. The order of everything is (hlc, id); `at` is for people."""

    __table_args__ = (Index("event_order", "hlc", "id"),)
    id: str = Field(unique=True)
    hlc: int
    coder_id: str
    kind: str
    target_id: str | None = Field(default=None, index=True)
    label: str
    at: str


class Patch(Truth, table=True):
    """Fields that an event set on one row (`vals`), and the heads it wrote over (`over`)."""

    __table_args__ = (UniqueConstraint("event_id", "n"),)
    event_id: str = Field(sa_column=refers_to("event.id", required=True))
    n: int
    tbl: str
    row_id: str = Field(index=True)
    vals: str
    over: str


class TextRow(SQLModel, table=True):
    __tablename__ = "text"
    hash: str = Field(primary_key=True)
    text: str


class Version(Truth, table=True):
    """A document's text and how it is cut into turns. `id` is the hash of what it holds.

    `speakers` is a JSON list of speaker ids; `turns` a JSON list of
    [index in speakers or null, start, end, starts_at, ends_at, words].
    """

    id: str = Field(unique=True)
    document_id: str = Field(index=True)
    parent_id: str | None = None
    text_hash: str = Field(sa_column=refers_to("text.hash", required=True))
    speakers: str
    turns: str
    source: str


class Tombstone(SQLModel, table=True):
    """An id that was erased: every later merge and restore obeys."""

    id: str = Field(primary_key=True)


# Caches: functions of the truth, never patched.


class Turn(SQLModel, table=True):
    __table_args__ = (UniqueConstraint("version_id", "start"),)
    pk: int | None = Field(default=None, primary_key=True)
    version_id: str = Field(sa_column=refers_to("version.id", required=True))
    n: int
    speaker_id: str | None = None
    start: int
    end: int
    starts_at: float | None = None
    ends_at: float | None = None
    words: int


class Place(SQLModel, table=True):
    """Where a coding made on an earlier version lies in the current one."""

    coding_id: str = Field(primary_key=True)
    start: int | None = None
    end: int | None = None
    state: str


# People, cases and the design of the study.


class Coder(Row, table=True):
    name: str


class Case(Row, table=True):
    __tablename__ = "case_"
    name: str


class Wave(Row, table=True):
    name: str
    ordinal: int
    month: float | None = None
    opens: float | None = None
    closes: float | None = None
    topics: str = unless_said("[]")


class Attribute(Row, table=True):
    owner_tbl: str
    owner_id: str = Field(index=True)
    name: str
    value: str | None = None


class Consent(Row, table=True):
    case_id: str = Field(sa_column=refers_to("case_.id", required=True))
    quote: int | None = None
    share: int | None = None


class Absence(Row, table=True):
    """An interview that was planned and not held."""

    case_id: str = Field(sa_column=refers_to("case_.id", required=True))
    wave_id: str = Field(sa_column=refers_to("wave.id", required=True))
    reason: str = unless_said("")


class Document(Row, table=True):
    name: str
    kind: str
    case_id: str | None = Field(default=None, sa_column=refers_to("case_.id"))
    wave_id: str | None = Field(default=None, sa_column=refers_to("wave.id"))
    date: str | None = None
    title: str | None = None
    version_id: str


class Speaker(Row, table=True):
    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    name: str
    role: str
    case_id: str | None = Field(default=None, sa_column=refers_to("case_.id"))


# The codebook.


class Code(Row, table=True):
    """`name` is the last part of the path; `names` the names shown, per language (JSON).

    `split_into` are the ids of the codes that a person put in its place (JSON).
    """

    name: str
    parent_id: str | None = Field(default=None, sa_column=refers_to("code.id"))
    merged_into: str | None = Field(default=None, sa_column=refers_to("code.id"))
    position: int = unless_said(0)
    names: str = unless_said("{}")
    definition: str = unless_said("")
    use_when: str = unless_said("")
    not_when: str = unless_said("")
    examples: str = unless_said("[]")
    keywords: str = unless_said("[]")
    colour: str | None = None
    hotkey: str | None = None
    domain: int = unless_said(0)
    split_into: str = unless_said("[]")


class CodebookVersion(Row, table=True):
    """The meaning each code had (JSON: code id → hash of its material fields)."""

    __tablename__ = "codebook_version"
    codes: str


# Coding.


class Coding(Row, table=True):
    """`version_id` may name a version that was erased (a text before its pseudonyms).

    `meaning` is what the code meant when the coding was made (a hash; empty: not known).
    `round_id` is the stability round in which it was made; codings made the first time have none.
    """

    __table_args__ = (
        CheckConstraint('start >= 0 AND "end" > start', name="a_span"),
        Index("coding_document", "document_id", "start"),
        Index("coding_code", "code_id"),
    )
    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    version_id: str
    code_id: str = Field(sa_column=refers_to("code.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    start: int
    end: int
    quote: str
    memo: str = unless_said("")
    weight: float | None = None
    origin: str = unless_said("person")
    about: str | None = None
    meaning: str = unless_said("")
    round_id: str | None = None


class Memo(Row, table=True):
    kind: str
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    target_tbl: str | None = None
    target_id: str | None = Field(default=None, index=True)
    document_id: str | None = Field(default=None, sa_column=refers_to("document.id"))
    version_id: str | None = None
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    text: str
    settled: int = unless_said(0)


class Placement(Row, table=True):
    """Where a person put a coding that no alignment could place."""

    coding_id: str = Field(index=True)
    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    version_id: str
    start: int
    end: int


class Summary(Row, table=True):
    case_id: str = Field(sa_column=refers_to("case_.id", required=True))
    code_id: str | None = Field(default=None, sa_column=refers_to("code.id"))
    wave_id: str | None = Field(default=None, sa_column=refers_to("wave.id"))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    text: str


class Quote(Row, table=True):
    coding_id: str = Field(index=True)
    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    starred: int = unless_said(1)
    edited: str | None = None
    translations: str = unless_said("{}")


class Response(Row, table=True):
    """What a coder said to a suggestion: accepted, rejected, adjusted, skipped."""

    suggestion_id: str
    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    code_id: str = Field(sa_column=refers_to("code.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    coding_id: str | None = None
    version_id: str
    start: int
    end: int
    quote: str
    answer: str


class Flag(Row, table=True):
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    target_tbl: str
    target_id: str
    document_id: str | None = Field(default=None, sa_column=refers_to("document.id"))
    version_id: str | None = None
    start: int | None = None
    end: int | None = None
    text: str
    settled: int = unless_said(0)


# Rounds of coding.


class Round(Row, table=True):
    """`kind` is training, reliability or stability."""

    name: str
    kind: str


class Assignment(Row, table=True):
    """`frozen` are the codings (ids, JSON) that the coder had when they said done, and
    `frozen_under` the codebook version of that moment; neither changes once it is revealed.

    `forced` is 1 where it was revealed before its coder was done. What the codes meant when
    the coder last said done is `codebook_version_id`.
    """

    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    round_id: str | None = Field(default=None, sa_column=refers_to("round.id"))
    blind: int = unless_said(0)
    revealed: int = unless_said(0)
    version_id: str | None = None
    state: str = Field(
        sa_column_args=[CheckConstraint("state IN ('todo', 'doing', 'done')", name="a_state")]
    )
    codebook_version_id: str | None = Field(
        default=None, sa_column=refers_to("codebook_version.id")
    )
    frozen: str | None = None
    frozen_under: str | None = None
    forced: int = unless_said(0)


class Adjudication(Row, table=True):
    """How a disagreement was settled, and by whom.

    `codings` are the ones it was about, which `final` sets aside, and `outcome` those of the
    consensus that stand in their place (ids, JSON).
    """

    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    disagreement: str
    decision: str
    because: str = unless_said("")
    codings: str = unless_said("[]")
    outcome: str = unless_said("[]")


class Alignment(Row, table=True):
    """Where the words of one version lie in another (positions only, JSON)."""

    document_id: str = Field(sa_column=refers_to("document.id", required=True))
    from_version_id: str
    to_version_id: str
    blocks: str


# What is the case: findings, claims, verdicts, ratings. Values are JSON.


class Finding(Row, table=True):
    case_id: str = Field(sa_column=refers_to("case_.id", required=True))
    wave_id: str | None = Field(default=None, sa_column=refers_to("wave.id"))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    aspect: str
    value: str
    because: str = unless_said("")
    evidence: str = unless_said("[]")


class Claim(Row, table=True):
    case_id: str = Field(sa_column=refers_to("case_.id", required=True))
    document_id: str | None = Field(default=None, sa_column=refers_to("document.id"))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    criterion: str
    value: str
    valid_from: str | None = None
    valid_to: str | None = None
    evidence: str = unless_said("[]")


class Verdict(Row, table=True):
    case_id: str = Field(sa_column=refers_to("case_.id", required=True))
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    ruleset: str | None = None
    verdict: str
    because: str = unless_said("")
    detail: str = unless_said("{}")


class Rating(Row, table=True):
    instrument: str
    item: str
    subject: str
    occasion: str = unless_said("")
    coder_id: str = Field(sa_column=refers_to("coder.id", required=True))
    value: int | None = None
    because: str = unless_said("")


class Definition(Row, table=True):
    """An aspect, instrument, rule set or period set as copied in on first use."""

    kind: str
    name: str
    hash: str
    yaml: str
