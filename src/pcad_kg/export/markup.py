"""XML trees → bytes; keys → the names that XML takes as identifiers."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

NOT_IN_NAMES = re.compile("[^A-Za-z0-9.-]")


def child(parent: Element, tag: str, text: str = "", **attributes: object) -> Element:
    """A new last child with these attributes and this text."""
    made = SubElement(parent, tag, {k: str(v) for k, v in attributes.items()})
    made.text = text or None
    return made


def child_with(parent: Element, tag: str, attributes: Mapping[str, str]) -> Element:
    """A new last child whose attributes' names are no names in Python."""
    return SubElement(parent, tag, dict(attributes))


def bytes_of(root: Element) -> bytes:
    """The file of a tree, in UTF-8, indented; no text gains or loses white space."""
    ElementTree.indent(root)
    made: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return made + b"\n"


def token_of(key: str) -> str:
    """A key as GraphML's schema lets an identifier be; two keys never give the same.

    >>> token_of("table/3.11/row/2")
    'table:3.11:row:2'
    >>> token_of("a:b_c")
    'a_3A_b_5F_c'
    """
    return NOT_IN_NAMES.sub(_escaped, key)


def _escaped(found: re.Match[str]) -> str:
    sign = found.group()
    return ":" if sign == "/" else f"_{ord(sign):X}_"
