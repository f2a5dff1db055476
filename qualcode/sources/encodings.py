"""Bytes → text and the name of the encoding found.

UTF-8 and UTF-16 show themselves. Older one-byte encodings don't: any bytes are legal in most
of them, so the candidates are decoded and the reading that looks most like prose is kept.
"""

import codecs
import re

from qualcode.errors import UnreadableFile

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip file, such as Word or OpenDocument makes"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a recording"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"SQLite format 3\x00", "a database"),
)

# In order of preference where two read equally well: Windows before Latin-1, as nobody means
# the control characters that Latin-1 has in the place of quotes, dashes and the euro.
_WESTERN = ("cp1252", "iso8859_15", "mac_roman", "latin_1")
# Tried only where no Western encoding reads well: Polish, Russian, Greek, Turkish and so on.
_OTHER = ("cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp850")
_NAMES = {"iso8859_15": "iso8859-15", "latin_1": "latin-1", "mac_roman": "mac-roman"}

_LETTERS = frozenset("éëèêïíîöóôüúûùäáâàçñßœæøåÉËÈÊÏÖÓÜÚÄÁÀÑŒÆØÅ")
_NEVER_FIRST = frozenset("ëïñßËÏ")  # no word of these languages begins so
_RARE_LETTERS = frozenset("ìòÇÍÌÎÒÔÙÛÂõãÿýÕÃŸÝ")
_QUOTES = frozenset("‘’“”«»‹›–—…•")
_OPENERS = frozenset("„‚¡¿")
_SIGNS = frozenset("€£§°·½¼¾©®™²³´\u00a0µ×")

_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HALVES = re.compile("[\ud800-\udfff]")  # which JSON can escape, and no file can hold
_ENOUGH = 100_000  # characters: more of them don't make the choice surer
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_DROPPED = dict.fromkeys((*range(0x20), 0xFEFF), None) | {
    0x09: "\t",
    0x0A: "\n",
    0x0B: " ",  # a soft line break and a page break part words, without being a line
    0x0C: " ",
}


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text in `data` with newlines as \\n, and its encoding's name; `name` is the file's.

    Control characters other than tab and newline are dropped, and so is U+FEFF; all else is
    kept. Raises UnreadableFile where the bytes aren't text.
    """
    kind = kind_of(data)
    if kind:
        raise UnreadableFile(
            f"{name} is {kind}, not text.", "Export the transcript as text, vtt or srt."
        )
    text, encoding = _decode(data, name)
    if len(_NOT_TEXT.findall(text)) * 50 > len(text):
        raise _not_text(name)
    return clean(text), encoding


def clean(text: str) -> str:
    """`text` with newlines as \\n, without control characters and halves of characters."""
    if _HALVES.search(text):
        text = _HALVES.sub("\ufffd", text)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROPPED)


def kind_of(data: bytes) -> str | None:
    """What a file really is by its first bytes, with an article; None where they tell nothing."""
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), None)


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding
    if b"\0" in data:
        wide = _wide(data)
        if wide is None:
            raise _not_text(name)
        return _strictly(data, wide, name), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        is_at_the_end = error.reason == "unexpected end of data"
        if is_at_the_end and not data[: error.start].isascii():
            raise UnreadableFile(
                f"{name} ends in the middle of a character: it was cut off.", "Copy it anew."
            ) from None
        if _mostly_utf8(data[max(0, error.start - _ENOUGH) : error.start + _ENOUGH]):
            line = data.count(b"\n", 0, error.start) + 1
            raise UnreadableFile(
                f"{name} is UTF-8 but for a damaged character on line {line}.",
                "Retype that character in an editor and save the file as UTF-8.",
            ) from None
    return _guess(data, name)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile(
            f"{name} begins as {encoding.upper()} but isn't whole.",
            "Save it again as UTF-8, or copy it anew.",
        ) from None


def _not_text(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} isn't text.", "Export the transcript as text, vtt or srt.")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Western letters leave every second byte NUL, always on one side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    enough = len(data) // 4
    if len(data) % 2 or max(even, odd) < enough or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _mostly_utf8(data: bytes) -> bool:
    """True where whole UTF-8 characters far outnumber broken ones: damage, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) - broken > 3 * broken


def _guess(data: bytes, name: str) -> tuple[str, str]:
    """The one-byte encoding that reads best: Western ones first, any other if they read badly."""
    telling = _telling(data)
    readings = []
    for encoding in _WESTERN:
        try:
            readings.append((_score(telling.decode(encoding)[:_ENOUGH]), encoding))
        except UnicodeDecodeError:
            continue
    score, encoding = max(readings, key=lambda reading: reading[0])  # the first of equals
    beyond = len(_BEYOND_ASCII.findall(telling))
    scored = len(_BEYOND_ASCII.findall(telling[:_ENOUGH]))
    if beyond > 20 and (score < -0.8 * scored or 3 * beyond > len(data)):
        encoding = _elsewhere(data) or encoding
    try:
        return data.decode(encoding), _NAMES.get(encoding, encoding)
    except UnicodeDecodeError:
        raise _not_text(name) from None


def _telling(data: bytes) -> bytes:
    """The stretches around bytes beyond ASCII: only there do the candidates differ."""
    return b" ".join(
        re.findall(rb"[\x00-\x7f]?[\x80-\xff]+(?:[\x00-\x7f][\x80-\xff]+)*[\x00-\x7f]?", data)
    )


def _score(text: str) -> float:
    """How much `text`, one candidate's reading, looks like Dutch, German, French or English."""
    return sum(
        _weight(before, char, after)
        for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False)
        if char > "\x7f"
    )


def _weight(before: str, char: str, after: str) -> float:
    """What one character says for a reading, between its neighbours: from -2 to 1."""
    inside = before.isalpha() and after.isalpha()
    if char in _LETTERS:
        alone = not before.isalpha() and not after.isalpha() and char not in "àá"
        misplaced = before.islower() if char.isupper() else False
        unheard_of = char in _NEVER_FIRST and not before.isalpha()
        return -1 if alone or misplaced or unheard_of else 1
    if char in _OPENERS:
        return 1 if not before.isalpha() and after.isalpha() else -1
    if char in _QUOTES:
        return _weight_of_quote(before, char, inside)
    if char in _SIGNS:
        return -1 if inside else 0.5
    return -0.5 if char in _RARE_LETTERS else -2


def _weight_of_quote(before: str, char: str, inside: bool) -> float:
    if char == "’":  # the apostrophe too: zo’n, foto’s
        return 1
    if char == "‘" and before.isalpha() and not inside:
        return 0.5  # closes a German quotation
    return -1 if inside else 1


def _elsewhere(data: bytes) -> str | None:
    """What charset-normalizer makes of bytes that no Western encoding reads well."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - its tables are slow to load

    best = from_bytes(data, cp_isolation=list(_OTHER)).best()
    return best.encoding if best else None
