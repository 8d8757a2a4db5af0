"""Quotes, what they repeat, the questions they answer: one function per class."""

import re
from collections.abc import Iterator

from rdflib import Literal
from rdflib.namespace import DCTERMS, RDF, RDFS

from pcad_kg.model import Answer, Change, Question, Quote, Repetition, label_of
from pcad_kg.names import AGENCY, PCAD, REGION, ROLE, repetition
from pcad_kg.triples import Triple, describe, describe_item, item

# Of words left out the first and the last few are told.
TOLD = 6
NUMBER = re.compile(r"^\d+")


def quote_triples(quote: Quote) -> Iterator[Triple]:
    """A quote with what is printed of its speaker; no node stands for a person."""
    speaker = quote.speaker
    return describe_item(
        item("quote", quote.key),
        PCAD.Quote,
        label_of("quote", quote.key),
        quote,
        quote.section,
        (PCAD.quoteKind, quote.kind.value),
        (DCTERMS.isPartOf, item("passage", quote.passage)),
        (PCAD.attribution, quote.attribution),
        *((PCAD.speakerRole, ROLE[role]) for role in speaker.roles),
        (PCAD.speakerRegion, REGION[speaker.region] if speaker.region else None),
        (PCAD.voicedBy, AGENCY[speaker.agency] if speaker.agency else None),
        (PCAD.agencyFrom, speaker.agency_from and speaker.agency_from.value),
        (PCAD.theme, item("section", quote.theme) if quote.theme else None),
    )


def repetition_triples(repeated: Repetition) -> Iterator[Triple]:
    """A `repeats` edge, and the node that tells how, and what differs."""
    one, other = item("quote", repeated.from_key), item("quote", repeated.to_key)
    here = label_of("quote", repeated.from_key)
    there = label_of("quote", repeated.to_key)
    yield from describe(one, (PCAD.repeats, other))
    yield from describe(
        repetition(repeated.from_key, repeated.to_key),
        (RDF.type, PCAD.Repetition),
        (RDFS.label, f"{here} repeats {there}"),
        (PCAD["from"], one),
        (PCAD.to, other),
        (PCAD.repeatKind, repeated.kind.value),
        (RDFS.comment, Literal(difference(repeated), lang="en")),
    )


def difference(repeated: Repetition) -> str:
    """What differs between two printings, in one sentence; long stretches shortened."""
    here, there = repeated.from_key.upper(), repeated.to_key.upper()
    if not repeated.changes:
        return f"{here} prints the same words as {there}."
    return f"{here} against {there}: {'; '.join(map(_told, repeated.changes))}."


def _told(change: Change) -> str:
    if not change.here:
        return f"leaves out “{_shortened(change.there)}”"
    if not change.there:
        return f"adds “{_shortened(change.here)}”"
    return f"has “{_shortened(change.here)}” for “{_shortened(change.there)}”"


def _shortened(words: str) -> str:
    """The first and the last words of a stretch.

    >>> _shortened("one two three four five six seven eight nine ten eleven twelve t u")
    'one two three four five six … nine ten eleven twelve t u'
    """
    parts = words.split()
    if len(parts) <= 2 * TOLD + 1:
        return words
    return f"{' '.join(parts[:TOLD])} … {' '.join(parts[-TOLD:])}"


def question_triples(question: Question) -> Iterator[Triple]:
    """A printing of a survey question, with how many answered where that is printed."""
    count = NUMBER.match(question.note or "")
    return describe_item(
        item("question", question.key),
        PCAD.Question,
        label_of("question", question.key),
        question,
        question.section,
        (DCTERMS.isPartOf, item("passage", question.passage)),
        (PCAD.responsesAsPrinted, question.note),
        (PCAD.responses, int(count[0]) if count else None),
    )


def answer_triples(answer: Answer) -> Iterator[Triple]:
    """That a figure charts the answers to a question, or a quote is one."""
    return describe(
        item(answer.from_kind, answer.from_key),
        (PCAD.answers, item("question", answer.question)),
    )
