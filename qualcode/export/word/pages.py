"""The pages of a document: how large they are, and what stands at the top and bottom of each."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from qualcode.export.paper import Room
from qualcode.export.word.pieces import NAMESPACES, TWIPS

# A4 with margins of 2.5 cm, where a document doesn't say what its page is.
SIZE = f'<w:pgSz {NAMESPACES} w:w="11906" w:h="16838"/>'
MARGINS = (
    f'<w:pgMar {NAMESPACES} w:top="1418" w:right="1418" w:bottom="1418" w:left="1418"'
    ' w:header="709" w:footer="709" w:gutter="0"/>'
)
REFERENCES = (qn("w:headerReference"), qn("w:footerReference"))


class Pages:
    """The last section of a document, with all headers and footers that hold there."""

    def __init__(self, body: Any) -> None:
        for change in list(body.iter(qn("w:sectPrChange"))):
            change.getparent().remove(change)
        sections = [deepcopy(each) for each in body.iter(qn("w:sectPr"))]
        self._section: Any = sections.pop() if sections else parse_xml(f"<w:sectPr {NAMESPACES}/>")
        for earlier in reversed(sections):  # what isn't said again goes on from section to section
            known = {_place(each) for each in self.references()}
            for each in reversed(list(earlier.iterchildren(*REFERENCES))):
                if _place(each) not in known:
                    self._section.insert(0, each)
        drop(self._section, "type", "footnotePr", "endnotePr")
        at = len(list(self.references()))
        for name, own in (("w:pgMar", MARGINS), ("w:pgSz", SIZE)):
            found = self._section.find(qn(name))
            self._section.insert(at, parse_xml(own) if found is None else found)

    @property
    def room(self) -> Room:
        """How wide the text is, upright and turned; a house style may turn all its pages."""
        wide, tall = self._sizes()
        sides = sum(self._margin(name) for name in ("left", "right", "gutter"))
        return Room((wide - sides) / TWIPS, (max(wide, tall) - sides) / TWIPS)

    @property
    def tall(self) -> float:
        """How tall the text is on an upright page."""
        return (self._sizes()[1] - self._margin("top") - self._margin("bottom")) / TWIPS

    def references(self) -> Iterator[Any]:
        """What points to headers and footers."""
        yield from self._section.iterchildren(*REFERENCES)

    def put_below(self, relation: str) -> None:
        """Sets the footer of all pages."""
        reference = f'<w:footerReference {NAMESPACES} w:type="default" r:id="{relation}"/>'
        self._section.insert(0, parse_xml(reference))

    def section(self, *, is_turned: bool, is_first: bool) -> str:
        """The properties of a section of the report, as XML."""
        section: Any = deepcopy(self._section)
        if not is_first:  # the first page's own header is behind us, and numbers go on
            drop(section, "titlePg", "pgNumType")
        wide, tall = self._sizes()
        if is_turned and wide < tall:
            size = section.find(qn("w:pgSz"))
            size.set(qn("w:w"), str(tall))
            size.set(qn("w:h"), str(wide))
            size.set(qn("w:orient"), "landscape")
            drop(section, "cols")
        return str(etree.tostring(section, encoding="unicode", with_tail=False))

    def _sizes(self) -> tuple[int, int]:
        size = self._section.find(qn("w:pgSz"))
        return int(size.get(qn("w:w"))), int(size.get(qn("w:h")))

    def _margin(self, name: str) -> int:
        # Below zero where nothing in a header may push the text down.
        return abs(int(self._section.find(qn("w:pgMar")).get(qn(f"w:{name}"), "0")))


def drop(parent: Any, *names: str) -> None:
    """Takes the children of these names out of an element."""
    for name in names:
        for element in parent.findall(qn(f"w:{name}")):
            parent.remove(element)


def _place(reference: Any) -> tuple[str, str]:
    return reference.tag, reference.get(qn("w:type"), "default")
