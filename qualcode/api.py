"""The journeys of the command line, for notebooks and scripts.

A `Notebook` is an open study. Its methods take names as people write them, raise
`QualcodeError` with a sentence, and answer frozen dataclasses or `Rows` of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import Adjudications, disagreements
from qualcode.cases.held import Miss, miss, not_missed
from qualcode.cases.planning import Plan, PlannedWave, import_plan, plan
from qualcode.cases.rostering import Followed, Roster, import_cases, roster
from qualcode.codebook.changing import Changed
from qualcode.codebook.editing import Description, add, edit, move, rename
from qualcode.codebook.loading import Loaded, load, start
from qualcode.codebook.reshaping import Removed, remove, split
from qualcode.codebook.reshaping import merge as merge_codes
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Codebook
from qualcode.coding import documents as listing
from qualcode.coding.arriving.describing import Described, Said, describe
from qualcode.coding.arriving.importing import About, Import, import_files
from qualcode.coding.arriving.speaking import Speaker, set_speakers, speakers
from qualcode.coding.coders import Coder, coders
from qualcode.coding.codings_file import CodingsCame, import_codings
from qualcode.coding.marking import Marked, Passage, code, uncode
from qualcode.coding.reading_cases import CaseRead, read_case
from qualcode.coding.recoding import Recoded, Waiting, queue, recode
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.revising import revise
from qualcode.coding.rounds.assigning import Assigned, assign, sample, withdraw
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.listing import Assignment, assignments
from qualcode.coding.rounds.revealing import Revealed, reveal
from qualcode.coding.search.searching import Hit, Manner, search
from qualcode.coding.staleness import Stale, stale
from qualcode.coding.standing import Standing, status
from qualcode.coding.writing.flags import Flag, flag, flags, settle_flag
from qualcode.coding.writing.importing_summaries import ImportedSummaries, import_summaries
from qualcode.coding.writing.memos import Memo, memos, remove_memo, rewrite_memo, settle, write_memo
from qualcode.coding.writing.quoting import Quote, quote, quotes
from qualcode.coding.writing.summaries import Summary, summaries, summarise
from qualcode.errors import InputError
from qualcode.export.agenda import Agenda, agenda
from qualcode.export.appendix import write_appendix
from qualcode.export.matrix_files import write_matrix
from qualcode.matrix.cells import Cell, Matrix
from qualcode.matrix.crossing import matrix
from qualcode.spans import Span
from qualcode.study.doctor import Examination, examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import Logged, log
from qualcode.study.merge import Merged, merge
from qualcode.study.undo import Undone, redo, undo

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")
FilePath = str | PathLike[str]


class Rows(Sequence[T], Generic[T]):
    """Results in a row, which a data frame can be made of."""

    def __init__(self, rows: Iterable[T]) -> None:
        self._rows = tuple(rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"{len(self)} rows"

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dictionary a row, under the names that `--json` uses."""
        return [{f.name: getattr(row, f.name) for f in fields(row)} for row in self._rows]  # type: ignore[arg-type]

    def to_pandas(self) -> "pandas.DataFrame":
        """A data frame, a row a result; needs pandas (`pip install qualcode[notebook]`)."""
        import pandas  # noqa: PLC0415  (an extra)

        return pandas.DataFrame(self.to_dicts())


def open(path: FilePath, coder: str | None = None) -> "Notebook":
    """Opens the study at `path`; `coder` is whose eyes look and whose name goes on what is made."""
    return Notebook(Study(Path(path), viewer=coder))


def init(path: FilePath, template: str = "blank", language: str = "nl") -> "Notebook":
    """Makes a study at `path` with the codes of a template, and opens it."""
    start(Path(path), template_name=template, language=language)
    return open(path)


class Notebook:
    """An open study. Use it in a `with` block, or close it."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def __enter__(self) -> "Notebook":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self._study.close()

    def documents(self) -> Rows[listing.Document]:
        """All documents."""
        return Rows(listing.documents(self._study))

    def turns(self, document: str) -> Rows[listing.Turn]:
        """The turns of one document."""
        return Rows(listing.turns(self._study, document))

    def codebook(self) -> Codebook:
        """The tree of codes."""
        return codebook(self._study)

    def load_codebook(self, path: FilePath, *, dry_run: bool = False) -> Loaded:
        """Adds the codes of a YAML file and changes those that differ."""
        return load(self._study, Path(path), dry_run=dry_run)

    def add_code(self, path: str, **said: Any) -> Changed:
        """Makes a code; `said`: the fields of `Description` (names, definition, keywords …)."""
        return add(self._study, path, Description(**said))

    def edit_code(self, name: str, **said: Any) -> Changed:
        """Changes what is said of a code; `said`: as with `add_code`."""
        return edit(self._study, name, Description(**said))

    def rename_code(self, name: str, new: str) -> Changed:
        """Gives a code another last part."""
        return rename(self._study, name, new)

    def move_code(self, name: str, **where: Any) -> Changed:
        """Moves a code; `where`: under, top, before, after."""
        return move(self._study, name, **where)

    def split_code(self, name: str, *into: str) -> Changed:
        """Tells a code apart into others; its codings wait in the queue."""
        return split(self._study, name, into)

    def merge_codes(self, *names: str, to: str) -> Changed:
        """Lets codes count as another."""
        return merge_codes(self._study, names, to)

    def remove_code(self, name: str, codings: str | None = None, branch: bool = False) -> Removed:
        """Takes a code out; `codings` says what becomes of its codings: keep, remove, move:CODE."""
        return remove(self._study, name, codings=codings, branch=branch)

    def stale(self, layer: str = "final") -> Rows[Stale]:
        """Documents and codes that need another look, since the code changed."""
        return Rows(stale(self._study, layer))

    def queue(self, code: str | None = None) -> Rows[Waiting]:
        """Codings that wait since their code was split."""
        return Rows(queue(self._study, code))

    def recode(self, *ids: str, to: Sequence[str] = (), keep: bool = False) -> Recoded:
        """Gives the coder's own codings other codes, or keeps them where they lie."""
        return recode(self._study, ids, to, keep=keep)

    def import_files(
        self,
        *paths: FilePath,
        manifest: FilePath | None = None,
        pattern: str | None = None,
        dry_run: bool = False,
        **about: Any,
    ) -> Import:
        """Brings in files; `about`: the fields of `About` (kind, case, wave …)."""
        return import_files(
            self._study,
            [Path(path) for path in paths],
            About(**{key: value for key, value in about.items() if value is not None}),
            manifest=None if manifest is None else Path(manifest),
            pattern=pattern,
            dry_run=dry_run,
        )

    def describe(self, document: str, **said: str) -> Described:
        """Says what a document is of; `said`: case, wave, date, title, kind; "-" for none."""
        return describe(self._study, document, Said(**said))

    def speakers(self, document: str | None = None) -> Rows[Speaker]:
        """Who speaks, in one document or in all."""
        return Rows(speakers(self._study, document))

    def set_speakers(
        self, document: str, *, roles: Sequence[str] = (), cases: Sequence[str] = ()
    ) -> Rows[Speaker]:
        """Says who is who; `roles` like "Karin=interviewer", `cases` like "S2=P03"."""
        return Rows(set_speakers(self._study, document, roles, cases))

    def cases(self) -> Rows[Followed]:
        """The cases, with their interviews and what was missed."""
        return Rows(roster(self._study).cases)

    def import_cases(self, path: FilePath) -> Roster:
        """Takes in a sheet of cases with their attributes."""
        return import_cases(self._study, Path(path))

    def waves(self) -> Rows[PlannedWave]:
        """The waves, in their order."""
        return Rows(plan(self._study).waves)

    def import_waves(self, source: str) -> Plan:
        """Takes in a sheet of waves, or a plan that comes with the program."""
        return import_plan(self._study, source)

    def missed(self, case: str, wave: str, *, because: str = "", held: bool = False) -> Miss:
        """Says that an interview was not held; `held` takes that back."""
        if held:
            return not_missed(self._study, case, wave)
        return miss(self._study, case, wave, because)

    def coders(self) -> Rows[Coder]:
        """Who codes, and how far they are."""
        return Rows(coders(self._study))

    def codings(self, **where: Any) -> Rows[Coding]:
        """Codings; `where`: doc, case, wave, code, coder, speaker, role, layer, kind, where."""
        return Rows(codings(self._study, Where(**where)))

    def search(
        self,
        text: str,
        *,
        manner: Manner = "words",
        within: str = "transcripts",
        limit: int | None = None,
        **where: Any,
    ) -> Rows[Hit]:
        """Where words stand; `manner`: words, fuzzy, lemma, regex; `where` as for codings."""
        asked = Where(**where)
        found = search(self._study, text, manner=manner, within=within, where=asked, limit=limit)
        return Rows(found.hits)

    def code(
        self,
        document: str,
        *codes: str,
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        quote: str | None = None,
        memo: str = "",
        about: str | None = None,
    ) -> Marked:
        """Puts codes on a passage, named by exactly one of span, turn and quote."""
        passage = Passage(_span(span), turn, quote)
        return code(self._study, document, codes, passage, memo=memo, about=about)

    def revise(
        self,
        id: str,
        *,
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        quote: str | None = None,
        memo: str | None = None,
        about: str | None = None,
    ) -> Coding:
        """Gives a coding of the coder's own other boundaries, another note or time."""
        passage = Passage(_span(span), turn, quote)
        chosen = None if passage == Passage() else passage
        return revise(self._study, id, passage=chosen, memo=memo, about=about)

    def uncode(self, *ids: str) -> Rows[Coding]:
        """Takes off the coder's own codings."""
        return Rows(uncode(self._study, ids))

    def import_codings(self, path: FilePath, *, dry_run: bool = False) -> CodingsCame:
        """Brings in the codings of a csv."""
        return import_codings(self._study, Path(path), dry_run=dry_run)

    def memo(
        self,
        text: str,
        *,
        on: str | None = None,
        kind: str = "analytic",
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        quote: str | None = None,
    ) -> Memo:
        """Writes a memo, perhaps on a thing, or on a passage of a document."""
        passage = Passage(_span(span), turn, quote)
        chosen = None if passage == Passage() else passage
        return write_memo(self._study, text, kind=kind, on=on, passage=chosen)

    def memos(self, **where: Any) -> Rows[Memo]:
        """Memos; `where`: on, kind, coder, todo."""
        return Rows(memos(self._study, **where))

    def edit_memo(self, id: str, *, text: str | None = None, kind: str | None = None) -> Memo:
        """Changes a memo of the coder's own."""
        return rewrite_memo(self._study, id, text=text, kind=kind)

    def settle_memo(self, id: str) -> Memo:
        """Says that a todo is done."""
        return settle(self._study, id)

    def remove_memo(self, id: str) -> Memo:
        """Takes away a memo of the coder's own."""
        return remove_memo(self._study, id)

    def flag(
        self,
        thing: str,
        text: str,
        *,
        span: tuple[int, int] | None = None,
        turn: int | None = None,
        quote: str | None = None,
    ) -> Flag:
        """Asks the team something about a thing, or about a passage of a document."""
        passage = Passage(_span(span), turn, quote)
        chosen = None if passage == Passage() else passage
        return flag(self._study, thing, text, passage=chosen)

    def flags(self, *, settled: bool = False) -> Rows[Flag]:
        """What is still asked; with `settled` also what was answered."""
        return Rows(flags(self._study, settled=settled))

    def settle_flag(self, id: str, answer: str | None = None) -> Flag:
        """Says that a question is answered; the answer becomes a decision memo."""
        return settle_flag(self._study, id, answer)

    def summarise(
        self, case: str, text: str, *, code: str | None = None, wave: str | None = None
    ) -> Summary | None:
        """Sets what the coder says of a case; an empty text takes it away."""
        return summarise(self._study, case, text, code=code, wave=wave)

    def summaries(self, **where: Any) -> Rows[Summary]:
        """Summaries; `where`: case, code, wave, layer_name."""
        return Rows(summaries(self._study, **where))

    def quote(self, id: str, **what: Any) -> Quote:
        """Chooses a coding as a quote; `what`: starred, edited, translations."""
        return quote(self._study, id, **what)

    def quotes(self, **where: Any) -> Rows[Quote]:
        """Starred quotes; `where` as for codings."""
        return Rows(quotes(self._study, Where(**where)))

    def read_case(self, case: str, *, code: str | None = None) -> CaseRead:
        """A case through all its waves."""
        return read_case(self._study, case, code=code)

    def status(self) -> Standing:
        """Where the coder was, what is open, and what others changed since."""
        return status(self._study)

    def assign(self, *documents: str, to: str, **how: Any) -> Assigned:
        """Gives documents to a coder; `how`: round_name, blind."""
        return assign(self._study, documents, to, **how)

    def sample(self, share: str, *, to: str, **how: Any) -> Assigned:
        """Draws documents and gives them to a coder; `how`: by, seed, names, round_name, blind."""
        return sample(self._study, share, to, **how)

    def take_back(self, *documents: str, to: str, round_name: str = "reliability") -> list[str]:
        """Takes back what a coder was given and hasn't begun."""
        return list(withdraw(self._study, documents, to, round_name=round_name))

    def assignments(self) -> Rows[Assignment]:
        """Who codes what, in which round, and how far they are."""
        return Rows(assignments(self._study))

    def reveal(self, *documents: str, force: bool = False) -> Revealed:
        """Ends the blind rounds on documents."""
        return reveal(self._study, documents, force=force)

    def done(self, *documents: str) -> list[str]:
        """Says that documents are fully coded."""
        return list(done(self._study, documents).done)

    def disagreements(self, *documents: str) -> Adjudications:
        """Where coders disagree, on all documents or some, and how that was settled."""
        return disagreements(self._study, documents)

    def adjudicate(
        self,
        *documents: str,
        accept: Sequence[tuple[str, str]],
        span: tuple[int, int] | None = None,
        because: str = "",
    ) -> Adjudications:
        """Settles disagreements; `accept`: pairs of who is right and the id."""
        return adjudicate(self._study, documents, accept=accept, span=_span(span), because=because)

    def undo(self, times: int = 1) -> Rows[Undone]:
        """Takes back the coder's last actions."""
        return Rows(undo(self._study, times))

    def redo(self, times: int = 1) -> Rows[Undone]:
        """Does again what the coder undid."""
        return Rows(redo(self._study, times))

    def log(self) -> Rows[Logged]:
        """Everything that was done, oldest first."""
        return Rows(log(self._study))

    def matrix(self, **how: Any) -> Matrix:
        """Rows × columns; `how`: what `matrix.crossing.matrix` takes (rows, by, cell, where …)."""
        return matrix(self._study, **how)

    def cells(self, **how: Any) -> Rows[Cell]:
        """The cells of the matrix, a row a cell."""
        return Rows(self.matrix(**how).cells)

    def export_matrix(self, path: FilePath, *, editable: bool = False, **how: Any) -> Matrix:
        """Writes the matrix; `editable`: a workbook in which summaries can be written."""
        return write_matrix(self._study, Path(path), is_form=editable, **how)

    def import_summaries(self, path: FilePath, **how: bool) -> ImportedSummaries:
        """Takes back such a workbook; `how`: clear, force, dry_run."""
        return import_summaries(self._study, Path(path), **how)

    def hand_out(self, path: FilePath, to: str) -> Path:
        """Makes a copy of the study for another coder."""
        return hand_out(self._study, Path(path), to)

    def merge(self, other: FilePath, *, dry_run: bool = False) -> Merged:
        """Takes in what another copy of the study holds."""
        return merge(self._study, Path(other), dry_run=dry_run)

    def agenda(self) -> Agenda:
        """What there is to talk about in the team meeting."""
        return agenda(self._study)

    def export_appendix(
        self, path: FilePath, *, language: str | None = None, template: FilePath | None = None
    ) -> Path:
        """Writes the appendix as the path's suffix says; a .docx in the styles of a template."""
        styles = None if template is None else Path(template)
        write_appendix(self._study, Path(path), language=language, template=styles)
        return Path(path)

    def doctor(self) -> Examination:
        """Checks that the file is sound."""
        return examine(self._study)


def _span(span: tuple[int, int] | None) -> Span | None:
    if span is None:
        return None
    try:
        return Span(*span)
    except (ValueError, TypeError):
        raise InputError(f"{span} is not a span.", "Give (start, end), start first.") from None
