"""What a person types → the item of the report, or the nearest ones."""

import pytest

from pcad_kg.engine.protocol import Engine
from pcad_kg.errors import UnknownItemError
from pcad_kg.lookup import start_of
from pcad_kg.terms import AGENCY, REP

FORGIVEN = [
    ("r16", "recommendation/16"),
    ("Recommendation 16", "recommendation/16"),
    ("f2.7.B", "finding/2.7.b"),
    ("T3.11", "table/3.11"),
    ("table 3.11", "table/3.11"),
    ("t3.11 row 2", "table/3.11/row/2"),
    ("Table 2.2-chi-square", "table/2.2-chi-square"),
    ("figure 2.15a", "figure/2.15A"),
    ("Fig. 2.9", "figure/2.9"),
    ("Q:L2834", "quote/l2834"),
    ("q2834", "quote/l2834"),
    ("Quote L2834", "quote/l2834"),
    ("P:L654", "passage/l654"),
    ("passage l654", "passage/l654"),
]
UNKNOWN = [
    ("R99", "did you mean R9 or R38?"),
    ("T3.99", "did you mean Table 3.9 or Table 3.15?"),
    ("F2.55", "did you mean F2.5 or F2.16?"),
    ("Q:L2835", "did you mean Quote L2834 or Quote L2836?"),
    ("Table 3.11 row 9", "did you mean Table 3.11 row 7?"),
    ("R99", "the report has no R99; did"),
    ("R0", "the report has no R0; did you mean R1?"),
    ("police", "the report has no “police”; did you mean agency:police?"),
    ("agency:polise", "“polise”: no such agency; did you mean agency:police?"),
    ("agency:", "“”: no such agency; write agency:childrens-social-care, agency:e"),
    ("<nonsense>", "write R16, F2.7.b, T3.11"),
    ("", "write R16, F2.7.b, T3.11"),
]


@pytest.mark.parametrize(("typed", "item"), FORGIVEN)
def test_labels_are_forgiving(typed: str, item: str, engine: Engine) -> None:
    """Small letters, missing spaces, and short or long names of a kind."""
    assert start_of(typed, engine) == REP[item]


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("agency:police", "police"),
        ("Agency: Police", "police"),
        ("agency:csc", "childrens-social-care"),
        ("agency:Children's Social Care", "childrens-social-care"),
    ],
)
def test_an_agency_is_found(typed: str, slug: str, engine: Engine) -> None:
    """By slug, by name and by its letters, as the queries find it."""
    assert start_of(typed, engine) == AGENCY[slug]


@pytest.mark.parametrize(("typed", "said"), UNKNOWN)
def test_what_is_typed_wrongly_gets_the_nearest(
    typed: str, said: str, engine: Engine
) -> None:
    """In writing, then by number; in one line."""
    with pytest.raises(UnknownItemError) as raised:
        start_of(typed, engine)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
