"""The document that a report is put into: the template's styles, page, headers and footers."""

import io
import re
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import Part, PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from qualcode.errors import UnreadableFile
from qualcode.export.word.blank import HEAD, blank
from qualcode.export.word.bullets import add_bullets
from qualcode.export.word.pages import Pages, drop
from qualcode.export.word.pieces import EMU, NAMESPACES, field, paragraph, safe
from qualcode.export.word.sealing import sealed
from qualcode.export.word.styles import Styles
from qualcode.export.word.template import read_template

# What the document may go on pointing to; its words, pictures, notes and comments go.
KEPT = ("styles", "stylesWithEffects", "settings", "webSettings", "theme", "fontTable", "numbering")
OF_ALL = ("officeDocument", "extended-properties", "custom-properties")
# Settings that are of the words that go, or would keep people from working with the report.
DROPPED = (
    "attachedTemplate", "mailMerge", "trackRevisions", "documentProtection", "writeProtection",
    "footnotePr", "endnotePr", "rsids", "docVars", "updateFields",
)  # fmt: skip
BEHIND_UPDATE = ("hdrShapeDefaults", "compat", "themeFontLang", "clrSchemeMapping",
                 "shapeDefaults", "decimalSymbol", "listSeparator")  # fmt: skip
PAGE_NUMBER = re.compile(r"\bPAGE\b")
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


class House:
    """A document without words, whose body is set once."""

    def __init__(self, language: str, template: Path | None) -> None:
        self._document = _opened(template)
        self._part: Any = self._document.part
        self._body: Any = self._document.element.body
        self._locale = LOCALES[language]
        self.styles = Styles(self._document.styles.element, self._bullets)
        self.styles.speak(self._locale)
        self.pages = Pages(self._body)
        self._forget()
        self._settle()
        self._number_pages()

    def picture(self, png: bytes) -> tuple[str, float, float]:
        """Takes in a picture: what points to it, and how wide and tall it is by nature."""
        relation, image = self._part.get_or_add_image(io.BytesIO(png))
        return str(relation), image.width / EMU, image.height / EMU

    def built(self, body: str, title: str) -> bytes:
        """The document with this body, its last section included, as a file."""
        self._body[:] = list(parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>"))
        self._describe(title)
        out = io.BytesIO()
        self._document.save(out)
        return sealed(out.getvalue())

    def _forget(self) -> None:
        """Lets go of what only the template's own words needed."""
        used = {each.get(qn("r:id")) for each in self.pages.references()}
        for name, relation in list(self._part.rels.items()):
            if relation.reltype.rpartition("/")[2] not in KEPT and name not in used:
                del self._part.rels[name]

    def _settle(self) -> None:
        """Fields are worked out when the report is opened, and nobody is kept from writing."""
        settings: Any = self._document.settings.element
        drop(settings, *DROPPED)
        update = parse_xml(f'<w:updateFields {NAMESPACES} w:val="true"/>')
        behind = [each for name in BEHIND_UPDATE for each in settings.findall(qn(f"w:{name}"))]
        if behind:
            settings.insert(min(map(settings.index, behind)), update)
        else:
            settings.append(update)

    def _number_pages(self) -> None:
        """Puts the page's number into the footer, unless a header or footer has it."""
        parts = {
            each: self._part.related_parts[each.get(qn("r:id"))] for each in self.pages.references()
        }
        if any(_tells_page(part.element) for part in parts.values()):
            return
        look = '<w:jc w:val="right"/>'
        number = paragraph(self.styles.of("footer"), field("PAGE", "1"), look)
        for reference, part in parts.items():
            is_every = reference.get(qn("w:type"), "default") == "default"
            if reference.tag == qn("w:footerReference") and is_every:
                part.element.extend(parse_xml(_root("ftr", number)))
                return
        self.pages.put_below(self._add("footer", "WML_FOOTER", "FOOTER", _root("ftr", number)))

    def _bullets(self) -> int:
        try:
            part = self._part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            self._add("numbering", "WML_NUMBERING", "NUMBERING", _root("numbering", ""))
            part = self._part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        return add_bullets(part.element)

    def _describe(self, title: str) -> None:
        """Says what the document is called and in which language; never who made it, or when."""
        package: Any = self._part.package
        for name, relation in list(package.rels.items()):
            if relation.reltype.rpartition("/")[2] not in OF_ALL:
                del package.rels[name]
        shown = safe(" ".join(title.split()))
        told = (
            f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
            'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{shown}</dc:title><dc:language>{self._locale}</dc:language>"
            "</cp:coreProperties>"
        )
        place, kind = PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES
        core = Part(place, kind, told.encode(), package)
        package.relate_to(core, RELATIONSHIP_TYPE.CORE_PROPERTIES)

    def _add(self, name: str, content_type: str, relation: str, content: str) -> str:
        """Adds a part beside the document's; answers what points to it."""
        package: Any = self._part.package
        taken = {str(part.partname).lower() for part in package.iter_parts()}
        free = (f"/word/{name}{n or ''}.xml" for n in range(len(taken) + 1))
        place = PackURI(next(each for each in free if each not in taken))
        kind = getattr(RELATIONSHIP_TYPE, relation)
        told = (HEAD + content).encode()
        part = PartFactory(place, getattr(CONTENT_TYPE, content_type), kind, told, package)
        return str(self._part.relate_to(part, kind))


def _opened(template: Path | None) -> Document:
    if template is None:
        return docx.Document(io.BytesIO(blank()))
    try:
        return docx.Document(io.BytesIO(read_template(template)))
    except (OpcError, KeyError, ValueError, AttributeError):
        raise UnreadableFile(
            f"{template.name} is no whole Word document.",
            "Open it in Word and save it again as .docx.",
        ) from None


def _tells_page(element: Any) -> bool:
    told = [each.text or "" for each in element.iter(qn("w:instrText"))]
    told += [each.get(qn("w:instr"), "") for each in element.iter(qn("w:fldSimple"))]
    return PAGE_NUMBER.search(" ".join(told)) is not None


def _root(name: str, content: str) -> str:
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
