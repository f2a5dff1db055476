"""How tables lie on paper: every column once, nothing wider than the page."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.blocks import Heading, Paragraph, Quotation
from qualcode.export.paper import A4, LEAD_IN, lie, turned_pages
from qualcode.export.table import Row, Table

from .report_material import matrix, prose

WORDS = st.text(max_size=60)


@st.composite
def any_table(draw: st.DrawFn) -> Table:
    stub, heads = draw(st.integers(0, 3)), draw(st.lists(WORDS, max_size=40))
    if not stub and not heads:
        stub = 1
    row = Row((draw(WORDS),) * stub, tuple(draw(WORDS) for _ in heads))
    return Table((draw(WORDS),) * stub, tuple(heads), (row,))


@given(any_table())
def test_every_column_lies_somewhere_once_and_fits(table: Table) -> None:
    lying = lie(table, A4)
    columns = [n for part in lying.parts for n in range(part.first, part.last)]
    assert columns == list(range(len(table.heads)))
    room = A4.turned if lying.is_wide else A4.upright
    for part in lying.parts:
        assert len(part.widths) == len(table.stub) + part.last - part.first
        assert sum(part.widths) <= room + 0.01 and min(part.widths) > 0


def test_a_table_is_turned_or_parted_no_sooner_than_it_must() -> None:
    shapes = [(lying.is_wide, lying.head is not None, len(lying.parts)) for lying in (
        lie(matrix(3), A4), lie(matrix(14), A4), lie(matrix(20), A4), lie(matrix(60), A4),
    )]  # fmt: skip
    assert shapes[:3] == [(False, False, 1), (False, True, 1), (True, True, 1)]
    assert shapes[3][:2] == (True, True) and shapes[3][2] > 1


def test_only_what_leads_in_to_a_wide_table_is_turned_with_it() -> None:
    wide, title = prose(9), Heading(1, "Titel")
    assert turned_pages([title, Paragraph("Zo."), wide], A4) == [False, False, True]
    led = [Paragraph("Zo."), Heading(2, "Breed"), Paragraph("Kort."), wide]
    assert turned_pages(led, A4) == [False, True, True, True]
    long = [Heading(2, "Breed"), Paragraph("x" * (LEAD_IN + 1)), wide]
    assert turned_pages(long, A4) == [False, False, True]
    quoted = [Heading(2, "Breed"), Quotation("Ja.", "P01"), wide]
    assert turned_pages(quoted, A4) == [False, False, True]
    between = [wide, Paragraph("Kort."), wide, Paragraph("Daarna.")]
    assert turned_pages(between, A4) == [True, True, True, False]
