"""Captions that lack a word of what the prose around them calls the same thing."""

from collections.abc import Iterator

from pcad_kg.audit.found import Discrepancy, Severity, Topic, line_of
from pcad_kg.compare import stems_in
from pcad_kg.extract.cross_references import references_in
from pcad_kg.model import Figure, Kind, Passage, Report, Table

# So many words of a caption in a row are no accident.
FEWEST_WORDS = 7
MARKS = ".,;:()"


def caption_discrepancies(report: Report) -> Iterator[Discrepancy]:
    """Captions whose words the prose that refers to them prints with one more inside.

    Figure 3.7 is "Mode of safeguarding before, during and after the pandemic" (1801);
    line 1799 has "mode of safeguarding training before" and so on.
    """
    captions: dict[tuple[str, str], Figure | Table] = {
        **{("figure", figure.number): figure for figure in report.figures},
        **{("table", table.number): table for table in report.tables},
    }
    for passage in report.passages:
        if passage.kind is not Kind.PARAGRAPH:
            continue
        named = ((kind, key) for kind, key, _ in references_in(passage.text))
        for kind, key in dict.fromkeys(named):
            captioned = captions.get((kind, key))
            words = _longer(captioned.title, passage.text) if captioned else ""
            if captioned and words:
                yield _lacks((kind, captioned), passage, words, report)


def _longer(title: str, text: str) -> str:
    """The words of a text that are those of a title and one more among them.

    >>> _longer("The mode of work at home then and now", "Mode of work at home, then")
    ''
    """
    own, words = title.split(), text.split()
    plain = [_plain(word) for word in own]
    size = len(own) + 1
    for place in range(len(words) - size + 1) if len(own) >= FEWEST_WORDS else ():
        there = [_plain(word) for word in words[place : place + size]]
        if any(
            there[:n] + there[n + 1 :] == plain and stems_in(there[n])
            for n in range(1, len(own))
        ):
            return " ".join(words[place : place + size]).strip(MARKS)
    return ""


def _plain(word: str) -> str:
    return word.strip(MARKS).casefold().replace("’", "'")


def _lacks(
    captioned: tuple[str, Figure | Table],
    passage: Passage,
    words: str,
    report: Report,
) -> Discrepancy:
    kind, item = captioned
    line, caption = line_of(words, passage.span, report.source), item.span.first_line
    return Discrepancy(
        Topic.WORDING,
        Severity.EDITORIAL,
        (caption, line),
        ((kind, item.number), ("passage", passage.key)),
        item.title,
        words,
        f"The caption of {kind.capitalize()} {item.number} (line {caption}) is"
        f" “{item.title}”, where line {line} has “{words}”.",
    )
