"""The appendix: how it was done, what was coded, the codebook, the matrix, and the words."""

from collections.abc import Container, Iterator, Mapping
from itertools import chain, zip_longest
from pathlib import Path

from qualcode.cases.design import waves
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code
from qualcode.coding.documents import documents
from qualcode.coding.layers import CONSENSUS, layer
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.writing.quoting import Quote, quotes
from qualcode.export.blocks import Block, Contents, Heading, Paragraph, Quotation
from qualcode.export.double_coding import double_coding
from qualcode.export.matrices import matrix_table
from qualcode.export.table import Table, listing
from qualcode.export.words import Words, words_in, words_of
from qualcode.export.writing import write_report
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study

PASSAGES_A_CODE = 12


def appendix(study: Study, *, language: str | None = None) -> list[Block]:
    """The blocks of a report appendix, from the study alone: same study, same blocks.

    `language` is "nl" or "en", the study's own where left out (English where it is another).
    Passages are those of the final layer, the interviewer's left out. Where a coder of that
    layer chose a passage as a quote it comes before others, in its edited form if it has one.
    """
    words = words_in(language) if language else words_of(study.language)
    with study.reading():
        final = Where(layer="final", without_role="interviewer")
        found = codings(study, final)
        starred = _starred(quotes(study, final), {coding.coder for coding in found})
        parts = "wave" if len(waves(study)) > 1 else None
        return [
            Heading(1, words.appendix),
            Contents(words.contents),
            Heading(2, words.methods),
            *_methods(study, words, found),
            Heading(2, words.codebook),
            _codes(study, words),
            Heading(2, words.matrix),
            matrix_table(matrix(study, by=parts), words),
            Heading(2, words.themes),
            *_themes(study, words, found, starred),
        ]


def write_appendix(
    study: Study, path: Path, *, language: str | None = None, template: Path | None = None
) -> None:
    """Writes the appendix in the format of `path`'s suffix; a .docx in the styles of `template`."""
    chosen = words_in(language) if language else words_of(study.language)
    blocks = appendix(study, language=chosen.language)
    write_report(blocks, path, language=chosen.language, template=template)


def _methods(study: Study, words: Words, found: list[Coding]) -> Iterator[Block]:
    listed = documents(study)
    yield Paragraph(
        words.coded_by.format(
            documents=len(listed),
            done=len(layer(study).finished),
            words=sum(document.words for document in listed),
            coders=", ".join(sorted({c.coder for c in found if c.origin != CONSENSUS})) or "–",
            codings=len(found),
            codes=len({coding.code for coding in found}),
        )
    )
    yield from _double_coding(study, words)
    heads = (words.document, words.kind, words.case, words.wave, words.date, words.words)
    yield listing(
        heads,
        [(d.name, words.kinds[d.kind], d.case, d.wave, d.date, d.words) for d in listed],
    )


def _double_coding(study: Study, words: Words) -> Iterator[Block]:
    """What came of reliability rounds: training and coding again tell nothing of reliability."""
    found = double_coding(study)
    told = []
    if found.coders:
        number, names = len(found.coders), sorted(set(chain(*found.coders.values())))
        told = [
            words.double_coded.format(documents=number, coders=", ".join(names)),
            words.adjudicated.format(documents=len(found.adjudicated)),
        ]
    if found.forced:
        late = (f"{document} ({', '.join(who)})" for document, who in found.forced.items())
        told.append(words.forced.format(documents=", ".join(late)))
    if told:
        yield Paragraph(" ".join(told))


def _codes(study: Study, words: Words) -> Table:
    return listing(
        (words.code, words.meaning, words.use_when, words.not_when),
        [(code.code, code.definition, code.use_when, code.not_when) for code in codebook(study)],
    )


def _starred(chosen: list[Quote], coders: set[str]) -> dict[str, Quote]:
    """Per coding (id) the quote that these coders made of it; its own coder's before others'.

    Of what was agreed on, the oldest that any coder made.
    """
    found: dict[str, Quote] = {}
    for quote in sorted(chosen, key=lambda quote: quote.quoted_by != quote.coder):
        # What was agreed on is nobody's, and so is anybody's to choose.
        if quote.quoted_by in coders or quote.origin == CONSENSUS:
            found.setdefault(quote.id, quote)
    return found


def _themes(
    study: Study, words: Words, found: list[Coding], starred: Mapping[str, Quote]
) -> Iterator[Block]:
    used = {coding.code for coding in found}
    for code in codebook(study).all_codes:
        is_in_use = code.merged_into is None and not code.removed
        if not is_in_use and code.code not in used:
            continue
        yield Heading(min(3 + code.depth, 6), _shown_name(code, words))
        if code.definition:
            yield Paragraph(code.definition)
        own = [coding for coding in found if coding.code == code.code]
        chosen = _balanced(own, starred)
        if not any(path == code.code or path.startswith(f"{code.code}/") for path in used):
            yield Paragraph(words.none_yet)
        for coding in chosen:
            yield _quotation(coding, starred.get(coding.id), words)
        if len(own) > len(chosen):
            yield Paragraph(words.more.format(n=len(own) - len(chosen)))


def _quotation(coding: Coding, quote: Quote | None, words: Words) -> Quotation:
    source = _source(coding, words)
    if quote is None or quote.edited is None:
        return Quotation(coding.quote, source)
    return Quotation(quote.edited, f"{source} ({words.edited})")


def _balanced(found: list[Coding], starred: Container[str]) -> list[Coding]:
    """At most PASSAGES_A_CODE of them, in reading order.

    Those with a star are taken first, and all from each document in turn.
    """
    rounds = [
        coding
        for is_starred in (True, False)
        for coding in _in_turn([c for c in found if (c.id in starred) == is_starred])
    ]
    kept = {coding.id for coding in rounds[:PASSAGES_A_CODE]}
    return [coding for coding in found if coding.id in kept]


def _in_turn(found: list[Coding]) -> Iterator[Coding]:
    by_document: dict[str, list[Coding]] = {}
    for coding in found:
        by_document.setdefault(coding.document, []).append(coding)
    for in_round in zip_longest(*by_document.values()):
        yield from (coding for coding in in_round if coding is not None)


def _shown_name(code: Code, words: Words) -> str:
    return code.names.get(words.language) or code.code


def _source(coding: Coding, words: Words) -> str:
    where = (
        coding.document if coding.turn is None else f"{coding.document}, {words.turn} {coding.turn}"
    )
    # A case is cited by its pseudonym alone; in a group it matters who speaks.
    is_named = coding.speaker is not None and coding.case is None
    return f"{coding.speaker}, {where}" if is_named else where
