"""Tables as CSV, for spreadsheets and statistics."""

import csv
import io

from qualcode.export.table import Table, Value

RISKY = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table) -> str:
    """The table with one head row; text that a spreadsheet would run as a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*map(_safe, table.stub), *map(_safe, table.heads)])
    for row in table.rows:
        writer.writerow([_safe(value) for value in (*row.stub, *row.cells)])
    return out.getvalue()


def _safe(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(RISKY) else value
    # A lone carriage return would split the row.
    return text.replace("\r\n", "\n").replace("\r", "\n")
