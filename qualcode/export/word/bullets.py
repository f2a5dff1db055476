"""A list with bullets, as Word counts one."""

from collections.abc import Iterable
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from qualcode.export.word.pieces import NAMESPACES


def add_bullets(root: Any) -> int:
    """Adds a list with bullets to the numberings of a document; answers its number."""
    kinds, lists = root.findall(qn("w:abstractNum")), root.findall(qn("w:num"))
    kind = _free(kinds, "w:abstractNumId")
    number = max(1, _free(lists, "w:numId"))
    made = parse_xml(
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="{kind}">'
        '<w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
        '<w:lvlText w:val="•"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    if lists:  # all kinds stand before all lists
        lists[0].addprevious(made)
    else:
        root.append(made)
    (lists[-1] if lists else made).addnext(
        parse_xml(
            f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{kind}"/></w:num>'
        )
    )
    return number


def _free(elements: Iterable[Any], name: str) -> int:
    return max((int(each.get(qn(name))) for each in elements), default=-1) + 1
