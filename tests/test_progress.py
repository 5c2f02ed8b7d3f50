"""How far a build has come: a line that changes on a terminal, lines elsewhere, a summary."""

import io
import re
import time
from itertools import count

import pytest

from pledgebook.cli.progress import Progress
from pledgebook.progress import Detail, Done, Event, Note, Phase, counted


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock on which each look takes half a second."""
    ticks = count()
    monkeypatch.setattr(time, "perf_counter", lambda: next(ticks) / 2)


def tell(*events: Event, live: bool, verbose: bool = False) -> tuple[str, Progress]:
    progress = Progress(live=live, verbose=verbose)
    progress.out = io.StringIO()
    with progress:
        for event in events:
            progress(event)
    return progress.out.getvalue(), progress


EVENTS = (Phase("Reading"), Done(7), Note("No history"), Phase("Building", 40), Done(10), Done(30))


@pytest.mark.usefixtures("clock")
def test_elsewhere_each_phase_is_a_line() -> None:
    text, progress = tell(*EVENTS, live=False)
    assert text == "INFO    -  Reading\nINFO    -  No history\nINFO    -  Building (40)\n"
    assert re.fullmatch(r"reading [\d.]+ s, building [\d.]+ s", progress.summary())


@pytest.mark.usefixtures("clock")
def test_a_terminal_has_one_line_that_changes_and_is_gone_at_the_end() -> None:
    text, _ = tell(*EVENTS, live=True)
    assert text.count("\n") == 1  # the note's
    states = [state.strip() for state in re.split(r"[\r\n]", text) if state.strip()]
    assert states[0] == "Reading …"
    assert "INFO    -  No history" in states
    assert re.fullmatch(r"Building: 10 of 40 \(25 %, \d+ a second\)", states[-2])
    assert re.fullmatch(r"Building: 40 of 40 \(100 %, \d+ a second\)", states[-1])
    assert re.search(r"\r +\r$", text)
    assert "\x1b" not in text


def test_a_line_is_no_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    text, _ = tell(Phase("A phase with a very long name"), live=True)
    assert max(map(len, text.split("\r"))) == 19


def test_verbose_says_what_each_step_took() -> None:
    text, _ = tell(Phase("Reading"), Detail("one slice"), Done(7), live=False, verbose=True)
    assert re.search(r"DEBUG   -  one slice \[[\d.]+ s\]\n", text)
    assert re.search(r"DEBUG   -  Reading: 7 in [\d.]+ s, memory [\d,]+ MB", text)
    assert "slice" not in tell(Phase("Reading"), Detail("one slice"), live=False)[0]


def test_what_is_dealt_with_is_counted_in_steps() -> None:
    told: list[Event] = []
    assert list(counted(range(45), told.append)) == list(range(45))
    assert told == [Done(20), Done(20), Done(5)]
