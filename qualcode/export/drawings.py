"""A drawing on its way into a web page, where it lives beside others."""

import re

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"
USED = re.compile(r"url\(#")
LEFT_OUT = ("metadata", "script")


def inside_a_page(svg: str, prefix: str, alt: str) -> str:
    """The drawing's own element, whose ids begin with `prefix` and which says what it shows.

    Drawings made by one program use the same ids, and in one page these would be mixed up.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(svg.encode(), parser)
    for name in LEFT_OUT:
        for element in list(root.iter(f"{SVG}{name}")):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    for element in root.iter(etree.Element):
        for key, told in element.attrib.items():
            name, value = str(key), str(told)
            if name == "id":
                element.set(name, prefix + value)
            elif name in (LINK, "href") and value.startswith("#"):
                element.set(name, f"#{prefix}{value[1:]}")
            elif "url(#" in value:
                element.set(name, USED.sub(f"url(#{prefix}", value))
    root.set("role", "img")
    root.set("aria-label", alt)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", with_tail=False)
