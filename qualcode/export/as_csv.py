"""Tables as CSV, for spreadsheets and statistics."""

import csv
import io

from qualcode.export.table import Row, Table, Value

# The wide ones are run too, where a spreadsheet is set to Chinese or Japanese.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(table: Table) -> str:
    """The table with one head row; text that a spreadsheet would run as a formula is quoted.

    An empty cell has the name of its state, so that programs can tell the kinds apart.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*map(_safe, table.stub), *map(_safe, table.heads)])
    for row in table.rows:
        writer.writerow([_safe(value) for value in (*row.stub, *_told(row))])
    return out.getvalue()


def _told(row: Row) -> tuple[Value, ...]:
    states = row.states or ("",) * len(row.cells)
    return tuple(
        state if value is None and state != "value" else value
        for value, state in zip(row.cells, states, strict=True)
    )


def _safe(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(RISKY) else value
    # A lone carriage return would split the row.
    return text.replace("\r\n", "\n").replace("\r", "\n")
