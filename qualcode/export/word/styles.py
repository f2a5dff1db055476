"""The styles that a report is written in: those of the template, else ours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from qualcode.export.word.pieces import NAMESPACES, safe


@dataclass(frozen=True, slots=True)
class Style:
    """A style as we make it where a template has none of its name.

    `paragraph` and `letters` are properties as Word writes them, in the order it wants.
    """

    name: str
    paragraph: str = ""
    letters: str = ""
    based_on: str = "Normal"
    is_word_s: bool = True  # Word's own, which it shows under its name in the reader's language


def _apart(before: int, after: int, line: int = 240) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _title(name: str, half_points: int, before: int, after: int, more: str = "") -> Style:
    return Style(
        name,
        f"<w:keepNext/><w:keepLines/>{_apart(before, after)}{more}",
        f"<w:b/><w:bCs/>{_size(half_points)}",
    )


BOLD, ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
INSET = '<w:ind w:left="454" w:right="454"/>'
BULLETED = "List Bullet"
HEADINGS = ((30, 480), (25, 360), (22, 280), (20, 240), (20, 200))  # size, and room above
OURS = (
    _title("Title", 40, 0, 360),
    *(
        _title(f"heading {n}", size, before, 100, f'<w:outlineLvl w:val="{n - 1}"/>')
        for n, (size, before) in enumerate(HEADINGS, start=1)
    ),
    _title("TOC Heading", 25, 240, 100),
    *(Style(f"toc {n}", f'{_apart(20, 20)}<w:ind w:left="{280 * n - 280}"/>') for n in range(1, 6)),
    Style("Quote", _apart(40, 60, 259) + INSET, ITALIC),
    Style(
        "Quote Source",
        _apart(0, 200) + INSET,
        f'<w:color w:val="595959"/>{_size(17)}',
        is_word_s=False,
    ),
    Style("caption", f"<w:keepLines/>{_apart(200, 80)}", BOLD + _size(18)),
    Style(BULLETED, _apart(0, 60) + '<w:ind w:left="357" w:hanging="357"/>'),
    Style("Table Words", _apart(20, 20), _size(17), is_word_s=False),
    Style("Table Note", _apart(60, 60), f'<w:color w:val="404040"/>{_size(16)}', is_word_s=False),
    Style("footer", _apart(0, 0), _size(16)),
)
GRID = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Styles:
    """The styles of a document; one that is asked for and isn't there is made."""

    def __init__(self, root: Any, bullets: Callable[[], int]) -> None:
        self._root = root
        self._bullets = bullets
        self._ours = {style.name.casefold(): style for style in OURS}
        # A program shows Word's own styles in its reader's language; in the file they keep their
        # English names, and only the ids are translated.
        self._ids: dict[tuple[str, str], str] = {}
        for element in root.iterchildren(qn("w:style")):
            name = element.find(qn("w:name"))
            if name is not None and element.get(qn("w:styleId")):
                key = element.get(qn("w:type"), "paragraph"), name.get(qn("w:val"), "").casefold()
                self._ids.setdefault(key, element.get(qn("w:styleId")))
                if key[0] == "paragraph" and element.get(qn("w:default")) in ("1", "true", "on"):
                    self._ids["paragraph", "normal"] = element.get(qn("w:styleId"))

    def of(self, name: str) -> str:
        """The id of a paragraph's style."""
        return self._ids.get(("paragraph", name.casefold())) or self._made(name)

    def grid(self) -> str:
        """The id of the style of tables with lines around their cells."""
        found = self._ids.get(("table", "table grid"))
        return found or self._add(
            "table",
            "Table Grid",
            f'<w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>{GRID}</w:tblBorders></w:tblPr>',
        )

    def speak(self, language: str) -> None:
        """Sets the language that words are checked in."""
        for element in self._root.iter(qn("w:lang")):
            element.set(qn("w:val"), language)
        defaults = self._root.find(qn("w:docDefaults"))
        if defaults is None:
            defaults = parse_xml(f"<w:docDefaults {NAMESPACES}/>")
            self._root.insert(0, defaults)
        place = defaults
        for name in ("w:rPrDefault", "w:rPr"):
            if place.find(qn(name)) is None:
                place.insert(0, parse_xml(f"<{name} {NAMESPACES}/>"))
            place = place.find(qn(name))
        if place.find(qn("w:lang")) is None:
            place.append(parse_xml(f'<w:lang {NAMESPACES} w:val="{language}"/>'))

    def _made(self, name: str) -> str:
        if name == "Normal":
            return self._add("paragraph", name, "<w:qFormat/>", ' w:default="1"')
        style = self._ours[name.casefold()]
        properties = style.paragraph
        if name == BULLETED:
            number = f'<w:numPr><w:numId w:val="{self._bullets()}"/></w:numPr>'
            properties = number + properties
        own = "" if style.is_word_s else ' w:customStyle="1"'
        return self._add(
            "paragraph",
            style.name,
            f'<w:basedOn w:val="{safe(self.of(style.based_on))}"/><w:qFormat/>'
            f"<w:pPr>{properties}</w:pPr><w:rPr>{style.letters}</w:rPr>",
            own,
        )

    def _add(self, kind: str, name: str, content: str, attributes: str = "") -> str:
        plain = "".join(word.capitalize() for word in name.split())
        taken = set(self._ids.values())
        free = (plain + "x" * n for n in range(len(taken) + 1))
        style_id = next(each for each in free if each not in taken)
        self._root.append(
            parse_xml(
                f'<w:style {NAMESPACES} w:type="{kind}" w:styleId="{style_id}"{attributes}>'
                f'<w:name w:val="{name}"/>{content}</w:style>'
            )
        )
        self._ids[kind, name.casefold()] = style_id
        return style_id
