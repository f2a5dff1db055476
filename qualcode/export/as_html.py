"""A table as one web page that stands on its own: no scripts, nothing fetched, good on paper."""

from collections.abc import Sequence
from html import escape

from qualcode.export.table import Row, Table, Value
from qualcode.transcripts.fitting import fitting

PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""
TABLE = """\
<div class="table">
<table>{caption}
<thead>
{head}
</thead>
<tbody>
{body}
</tbody>
</table>
</div>
{below}"""
# Colours that stay apart for the colour-blind; what has no sign is hatched.
STYLE = """\
body { font: 15px/1.4 system-ui, sans-serif; color: #1a1a1a; background: #fff; margin: 1.5rem; }
h1 { font-size: 1.3rem; }
.table { overflow: auto; max-height: 85vh; border: 1px solid #bbb; }
table { border-collapse: separate; border-spacing: 0; }
th, td { border: solid #ccc; border-width: 0 1px 1px 0; padding: .3rem .5rem; }
th, td { text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; z-index: 2; background: #404040; color: #fff; }
thead th { vertical-align: bottom; }
tbody th { background: #f4f4f4; white-space: nowrap; }
.side { position: sticky; left: 0; z-index: 1; }
thead .side { z-index: 3; }
td.text { max-width: 28rem; white-space: pre-line; }
td.long { min-width: 18rem; }
td.short { text-align: center; }
.value { background: #d9eaf7; }
.not_mentioned { background: #f2f2f2; }
.not_asked { background: #e4dfec; }
.not_coded { background: #fff2cc; }
.not_interviewed { background: repeating-linear-gradient(45deg, #fff 0 4px, #ddd 4px 6px); }
details > div { white-space: pre-line; text-align: left; min-width: 18rem; max-width: 28rem; }
summary { cursor: pointer; }
.signs { list-style: none; padding: 0; }
.signs b { display: inline-block; width: 1.8em; text-align: center; border: 1px solid #ccc; }
@media print {
  body { margin: 0; font-size: 9pt; }
  .table { overflow: visible; max-height: none; border: 0; }
  thead th, .side { position: static; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
ALONE = "@page { size: A4 landscape; margin: 12mm; }\n"  # a page that is one table
LONG = 40  # characters; a longer text gets a wide column


def as_html(table: Table) -> str:
    """The page: heads stay in sight, a cell with passages unfolds, below stand the signs."""
    title = shown(table.title) or "qualcode"
    body = f"<h1>{title}</h1>\n{table_as_html(table)}"
    return PAGE.format(language=table.language, title=title, style=STYLE + ALONE, body=body)


def table_as_html(table: Table, caption: str = "") -> str:
    """The table as a part of a page, with what its signs mean, and its notes, below."""
    sides = _sides("col", table.stub)
    heads = sides + "".join(f'<th scope="col">{shown(head)}</th>' for head in table.heads)
    return TABLE.format(
        caption=f"\n<caption>{shown(caption)}</caption>" if caption else "",
        head=f"<tr>{heads}</tr>",
        body="\n".join(_row(table, row) for row in table.rows),
        below="\n".join([*_signs(table), *(f"<p>{shown(note)}</p>" for note in table.notes)]),
    )


def shown(value: Value) -> str:
    """A value so that a page shows it as it is."""
    return escape("" if value is None else fitting(str(value)))


def _row(table: Table, row: Row) -> str:
    meanings = {sign.state: sign.meaning for sign in table.signs}
    names = _sides("row", row.stub)
    states = row.states or ("",) * len(row.cells)
    comments = row.comments or ("",) * len(row.cells)
    cells = "".join(
        _cell(value, own, state, meanings.get(state, ""), comment)
        for value, own, state, comment in zip(
            table.shown(row), row.cells, states, comments, strict=True
        )
    )
    return f"<tr>{names}{cells}</tr>"


def _sides(scope: str, names: Sequence[Value]) -> str:
    """The heads that name rows; the first stays in sight."""
    return "".join(
        f'<th scope="{scope}" class="{"name" if n else "side"}">{shown(name)}</th>'
        for n, name in enumerate(names)
    )


def _cell(value: Value, own: Value, state: str, meaning: str, comment: str) -> str:
    kind = "text" if isinstance(own, str) and own else "short"
    look = f"{kind} {state}" if meaning and kind == "short" else kind
    if len(str(own)) > LONG:
        look += " long"
    title = f' title="{shown(meaning)}"' if meaning and kind == "short" else ""
    words = shown(value)
    if comment:
        words = f"<details><summary>{words}</summary><div>{shown(comment)}</div></details>"
    return f'<td class="{look}"{title}>{words}</td>'


def _signs(table: Table) -> list[str]:
    items = [
        f'<li><b class="{sign.state}">{shown(sign.sign.strip()) or "&nbsp;"}</b> '
        f"{shown(sign.meaning)}</li>"
        for sign in table.signs
    ]
    return ['<ul class="signs">', *items, "</ul>"] if items else []
