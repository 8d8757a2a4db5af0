"""Where the seconds of a run go."""

from pcad_kg.stopwatch import Lap, Stopwatch, laps_text


def test_a_step_lasts_until_the_next_begins() -> None:
    """Seconds add up to the whole; a step begun twice is told once, in its place."""
    times = iter([10.0, 11.0, 14.0, 15.0, 20.0])
    watch = Stopwatch(lambda: next(times))
    for step in ("read", "write", "read", "check"):
        watch.begin(step)
    assert watch.laps() == (
        Lap("read", 2.0, 0.2),
        Lap("write", 3.0, 0.3),
        Lap("check", 5.0, 0.5),
    )


def test_a_watch_that_was_told_nothing_has_no_laps() -> None:
    """Nor does it divide by nothing."""
    assert Stopwatch().laps() == ()
    assert laps_text(()) == "   0.00 s         in all\n"
