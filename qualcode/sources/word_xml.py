"""Elements of Word's XML by their local names, and what its styles say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

_OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Styles:
    """What a document's styles say: the ids of those that are bold or hidden, names by id."""

    bold: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


def local(element: etree._Element) -> str:
    """An element's name without its namespace, which Word's two dialects don't share."""
    return element.tag.rpartition("}")[2]


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of an element, whatever its namespace; empty where there is none."""
    if element is None:
        return ""
    for key, found in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The element down the path of `names`, or None."""
    for name in names:
        if element is None:
            return None
        for each in element:
            if each.tag.rpartition("}")[2] == name:
                element = each
                break
        else:
            return None
    return element


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property such as bold is set on or off; None where nothing is said."""
    found = child(properties, name)
    return None if found is None else value(found) not in _OFF


def styles_of(root: etree._Element | None) -> Styles:
    """What a styles part says."""
    bold, hidden, names = set(), set(), {}
    for style in root if root is not None else ():
        key, properties = value(style, "styleId"), child(style, "rPr")
        names[key] = value(child(style, "name"))
        if value(style, "type") == "character":
            if is_on(properties, "b"):
                bold.add(key)
            if is_on(properties, "vanish"):
                hidden.add(key)
    return Styles(frozenset(bold), frozenset(hidden), names)
