"""A matrix into a file: as a table to read, or as summaries to fill in."""

from pathlib import Path
from typing import Any

from qualcode.errors import InputError
from qualcode.export.matrices import matrix_table, matrix_tables
from qualcode.export.words import words_in, words_of
from qualcode.export.writing import WORKBOOKS, check_table_file, put, write_table, write_tables
from qualcode.matrix.cells import Matrix
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study

COMMENTED = (".xlsx", ".html")  # formats that can show quotes behind a cell


def write_matrix(study: Study, out: Path, *, is_form: bool = False, **how: Any) -> Matrix:
    """Writes the matrix that `how` asks for (see `matrix`) in the format of `out`'s suffix.

    A csv is for programs and always has English heads; other files are in the study's
    language. With `is_form`, a workbook in which the summaries can be written, for
    `import-summaries`. Answers the matrix.
    """
    suffix = out.suffix.lower()
    check_table_file(out)
    if is_form and suffix != ".xlsx":
        raise InputError(f"{out.name} can't be filled in.", "Name an .xlsx file.")
    if is_form and how.get("cell") == "quotes":
        raise InputError("A form holds summaries, and no quotes.", "Leave --cell out.")
    with study.reading():
        found = matrix(study, **how)
        has_comments = suffix in COMMENTED and found.cell != "quotes"
        quotes = matrix(study, **how | {"cell": "quotes"}) if has_comments else None
        words = words_in("en") if suffix == ".csv" else words_of(study.language)
        if is_form:
            # Only a form needs the library that writes workbooks before anything is asked of it.
            from qualcode.export.editable import summary_form  # noqa: PLC0415

            assert quotes is not None
            put(out, summary_form(study, found, quotes, words))
        elif suffix in WORKBOOKS:
            write_tables(matrix_tables(found, words, quotes), out)
        else:
            write_table(matrix_table(found, words, quotes), out)
    return found
