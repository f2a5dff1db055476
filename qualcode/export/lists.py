"""Codings and quotes as tables: a row each, under the names that `--json` uses."""

from dataclasses import fields, replace
from pathlib import Path

from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.writing.quoting import Quote, quotes
from qualcode.export.table import Row, Table, listing
from qualcode.export.words import Words, words_of
from qualcode.export.writing import check_table_file, write_table
from qualcode.study.file import Study

CODING = tuple(field.name for field in fields(Coding))
# What stands behind the words and their source, in a list of quotes to read.
ABOUT_QUOTES = (
    *("code", "case", "wave", "date", "kind", "coder", "quoted_by"),
    *("memo", "about", "reason", "start", "end", "id"),
)
ALWAYS = ("quote", "edited", "source", "code")  # also where nothing stands there


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

    A csv is for programs: all there is, under English heads. Other files are to be read: the
    words first, in the study's language, and no column in which nothing stands. Answers how
    many there are. Raises InputError for a file that can't be written.
    """
    check_table_file(out)
    found = quotes(study, where)
    if out.suffix.lower() == ".csv":
        write_table(_quotes_for_programs(found), out)
    else:
        write_table(_quotes_to_read(found, words_of(study.language)), out)
    return len(found)


def _quotes_for_programs(found: list[Quote]) -> Table:
    languages = _languages(found)
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
    return _table(heads, rows, "quotes")


def _quotes_to_read(found: list[Quote], words: Words) -> Table:
    columns: dict[str, list[str | int | None]] = {
        "quote": [quote.quote for quote in found],
        "edited": [quote.edited for quote in found],
        **{
            f"translation {language}": [quote.translations.get(language) for quote in found]
            for language in _languages(found)
        },
        "source": [_source(quote, words) for quote in found],
        **{name: [getattr(quote, name) for quote in found] for name in ABOUT_QUOTES},
    }
    columns["kind"] = [words.kinds.get(quote.kind, quote.kind) for quote in found]
    kept = {
        name: told
        for name, told in columns.items()
        if name in ALWAYS or any(value not in (None, "") for value in told)
    }
    return Table(
        stub=(),
        heads=tuple(_head(name, words) for name in kept),
        rows=tuple(Row((), cells) for cells in zip(*kept.values(), strict=True)),
        title=words.quotes["title"],
        language=words.language,
    )


def _head(name: str, words: Words) -> str:
    kind, _, language = name.partition(" ")
    return words.quotes[kind].format(language=language)


def _source(quote: Quote, words: Words) -> str:
    turn = "" if quote.turn is None else f", {words.turn} {quote.turn}"
    return f"{quote.document}{turn}{f', {quote.speaker}' if quote.speaker else ''}"


def _languages(found: list[Quote]) -> list[str]:
    return sorted({language for quote in found for language in quote.translations})


def _table(heads: tuple[str, ...], rows: list[list[str | int | None]], title: str) -> Table:
    return replace(listing(heads, rows), title=title)
