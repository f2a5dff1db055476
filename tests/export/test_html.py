"""Tables as web pages: whole on their own, nothing in them runs, every state has its sign."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from qualcode.export.as_html import as_html
from qualcode.export.table import Row, Sign, Table

SIGNS = (Sign("value", "●", "genoemd"), Sign("not_interviewed", " ", "geen interview"))
VOID = {"meta", "!doctype"}


class Page(HTMLParser):
    """Reads a page strictly: what opens must close; collects tags, attributes and texts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.cells: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("td", "th"):
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if {"td", "th"} & set(self.open):
            self.cells[-1] += data


@given(st.text(), st.text(), st.text())
def test_any_text_is_shown_and_never_markup(name: str, words: str, comment: str) -> None:
    row = Row((name,), (words,), ("value",), (comment,))
    page = Page(as_html(Table((name,), (name,), (row,), (name,), title=name, signs=SIGNS)))
    assert set(page.tags) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "div", "table", "thead", "tbody",
        "tr", "th", "td", "ul", "li", "b", "p", "details", "summary",
    }  # fmt: skip
    assert {name for name, _ in page.attributes} <= {
        "lang", "charset", "http-equiv", "content", "name", "class", "scope", "title",
    }  # fmt: skip
    assert len(page.cells) == 4


def test_words_are_shown_as_they_are() -> None:
    nasty = """<script>alert("x")</script> & <b>'é</b> 😀"""
    page = Page(as_html(Table((nasty,), (nasty,), (Row((nasty,), (nasty,)),))))
    assert page.cells == [nasty] * 4


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = as_html(Table(("a",), ("b",), (Row(("x",), (1,)),)))
    assert "default-src 'none'" in text
    for word in ("<script", "src=", "href=", "url(", "@import", "javascript:"):
        assert word not in text


def test_states_have_sign_meaning_and_class_and_passages_unfold() -> None:
    rows = (
        Row(("P01",), (1, None), ("value", "not_interviewed"), ("«Zo.»", "")),
        Row(("P02",), ("In het kort.", 3), ("value", ""), ("", "")),
    )
    text = as_html(Table(("casus",), ("a", "b"), rows, ("Let op.",), "T", SIGNS, language="nl"))
    assert '<html lang="nl">' in text
    assert '<td class="short value" title="genoemd"><details><summary>●</summary>' in text
    assert '<td class="short not_interviewed" title="geen interview"> </td>' in text
    assert '<td class="text">In het kort.</td>' in text
    assert '<td class="short">3</td>' in text
    assert '<th scope="col" class="side">casus</th><th scope="col">a</th>' in text
    assert '<th scope="row" class="side">P02</th>' in text
    assert ".side { position: sticky; left: 0;" in text
    assert "<li>" in text and "<p>Let op.</p>" in text


def test_a_list_without_names_at_its_side_has_no_head_that_stays_and_long_texts_get_room() -> None:
    text = as_html(Table((), ("passage", "casus"), (Row((), ("zo en zo " * 9, "P01")),)))
    assert 'class="side"' not in text
    assert '<td class="text long">' in text and '<td class="text">P01</td>' in text
