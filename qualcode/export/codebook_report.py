"""The codebook as a text for readers: a heading a code, and below it what it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode.codebook.saving import SUFFIXES, save
from qualcode.codebook.stored import codebook
from qualcode.codebook.tree import Code, Codebook
from qualcode.errors import InputError
from qualcode.export.blocks import Block, Contents, Heading, Listed, Paragraph
from qualcode.export.words import words_in, words_of
from qualcode.export.writing import REPORTS, write_report
from qualcode.study.file import Study

DEEPEST = 6


@dataclass(frozen=True, slots=True)
class CodebookWords:
    """What the program itself writes into a codebook, in one language."""

    title: str
    contents: str
    empty: str
    path: str
    use_when: str
    not_when: str
    keywords: str
    examples: str


WORDS = {
    "nl": CodebookWords(
        title="Codeboek",
        contents="Inhoud",
        empty="Er zijn nog geen codes.",
        path="In de studie: {path}",
        use_when="Wel bij: {text}",
        not_when="Niet bij: {text}",
        keywords="Trefwoorden: {words}",
        examples="Voorbeelden:",
    ),
    "en": CodebookWords(
        title="Codebook",
        contents="Contents",
        empty="There are no codes yet.",
        path="In the study: {path}",
        use_when="Use for: {text}",
        not_when="Not for: {text}",
        keywords="Keywords: {words}",
        examples="Examples:",
    ),
}


def write_codebook(
    study: Study, path: Path, *, language: str | None = None, template: Path | None = None
) -> None:
    """Writes the codebook: a .yaml or .csv to load again, a .md, .html or .docx to read.

    Raises InputError for another kind of file, and for a language or template where the file
    is one to load again, which has neither.
    """
    suffix = path.suffix.lower()
    if suffix in REPORTS:
        chosen = words_in(language).language if language else words_of(study.language).language
        blocks = codebook_report(codebook(study), chosen)
        write_report(blocks, path, language=chosen, template=template)
        return
    if suffix not in SUFFIXES:
        known = " or ".join((*SUFFIXES, *REPORTS))
        raise InputError(f"{path.name}: a codebook can't be saved like this.", f"Use {known}.")
    if language is not None or template is not None:
        raise InputError(
            f"{path.name} is a file to load again, in no language and no style.",
            f"Leave them out, or use {' or '.join(REPORTS)}.",
        )
    save(study, path)


def codebook_report(book: Codebook, language: str) -> list[Block]:
    """The blocks of a codebook in "nl" or "en": the codes in use, in the order of the tree."""
    words = WORDS[language]
    title = Heading(1, words.title)
    if not book.codes:
        return [title, Paragraph(words.empty)]
    told = [block for code in book for block in _code(code, words, language)]
    return [title, Contents(words.contents), *told]


def _code(code: Code, words: CodebookWords, language: str) -> Iterator[Block]:
    name = code.names.get(language) or code.code
    yield Heading(min(2 + code.depth, DEEPEST), name)
    if code.definition:
        yield Paragraph(code.definition)
    points = []
    if code.use_when:
        points.append(words.use_when.format(text=code.use_when))
    if code.not_when:
        points.append(words.not_when.format(text=code.not_when))
    if code.keywords:
        points.append(words.keywords.format(words=", ".join(code.keywords)))
    if name != code.code:
        points.append(words.path.format(path=code.code))
    if points:
        yield Listed(tuple(points))
    if code.examples:
        yield Paragraph(words.examples)
        yield Listed(code.examples)
