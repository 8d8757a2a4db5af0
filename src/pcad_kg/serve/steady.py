"""The same bytes for the same triples on every run: prefixes in order."""

import re

PREFIX_LINES = re.compile(rb"\A(?:@prefix [^\n]*\n)+")
ROOT = re.compile(rb'(<rdf:RDF)((?: xmlns:[\w-]+="[^"]*")+)')


def steadied(written: bytes) -> bytes:
    r"""Turtle or RDF/XML whose prefixes are in order; Oxigraph's are in none.

    >>> steadied(b"@prefix b: <b:> .\n@prefix a: <a:> .\na:a b:b 1 .\n")
    b'@prefix a: <a:> .\n@prefix b: <b:> .\na:a b:b 1 .\n'
    >>> steadied(b'<rdf:RDF xmlns:b="b:" xmlns:a="a:">')
    b'<rdf:RDF xmlns:a="a:" xmlns:b="b:">'
    """
    if found := PREFIX_LINES.match(written):
        lines = sorted(found[0].splitlines(keepends=True))
        return b"".join(lines) + written[found.end() :]
    if found := ROOT.search(written, 0, 10_000):
        start, end = found.span(2)
        names = sorted(found[2].split())
        return written[:start] + b" " + b" ".join(names) + written[end:]
    return written
