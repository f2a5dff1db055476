"""Codings and quotes as tables: a row each, under the names that `--json` uses."""

from dataclasses import fields
from pathlib import Path

from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.writing.quoting import quotes
from qualcode.export.table import Table, listing
from qualcode.export.writing import check_table_file, write_table
from qualcode.study.file import Study

CODING = tuple(field.name for field in fields(Coding))


def write_codings(study: Study, out: Path, where: Where) -> int:
    """Writes the codings that `where` lets through; a csv of them is what `import-codings` reads.

    Answers how many there are. Raises InputError for a file that can't be written.
    """
    check_table_file(out)
    found = codings(study, where)
    rows = [[getattr(coding, name) for name in CODING] for coding in found]
    write_table(_table(CODING, rows, "codings"), out)
    return len(found)


def write_quotes(study: Study, out: Path, where: Where) -> int:
    """Writes the starred quotes, with their edited forms and a column a translation.

    Answers how many there are. Raises InputError for a file that can't be written.
    """
    check_table_file(out)
    found = quotes(study, where)
    languages = sorted({language for quote in found for language in quote.translations})
    heads = (*CODING, "edited", "quoted_by", *(f"translation_{name}" for name in languages))
    rows = [
        [
            *(getattr(quote, name) for name in CODING),
            quote.edited,
            quote.quoted_by,
            *(quote.translations.get(name) for name in languages),
        ]
        for quote in found
    ]
    write_table(_table(heads, rows, "quotes"), out)
    return len(found)


def _table(heads: tuple[str, ...], rows: list[list[str | int | None]], title: str) -> Table:
    plain = listing(heads, rows)
    return Table(plain.stub, plain.heads, plain.rows, title=title)
