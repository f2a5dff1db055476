"""What documents can hold of a text: XML and HTML of its characters, a spreadsheet's cell of it."""

import re

MOST = 32_767  # in one cell or comment, as Excel counts: UTF-16 units
CUT = "[…]"
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def fitting(text: str) -> str:
    """`text` with characters that no document may hold replaced, and lines that end one way."""
    return UNFIT.sub("�", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_cell(text: str) -> str:
    """`text` as far as a cell can hold it; a mark at the end shows where there was more."""
    whole = fitting(text)
    if units(whole) <= MOST:
        return whole
    return f"{first(whole, MOST - len(CUT) - 1).rstrip()} {CUT}"


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def first(text: str, most: int) -> str:
    """The first of `text`, at most so many UTF-16 units, no character broken in two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")
