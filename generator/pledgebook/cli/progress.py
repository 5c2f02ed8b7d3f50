"""How far a build has come, shown to people: one line that changes on a terminal, a line for
each phase elsewhere, and at the end where the time went."""

import os
import shutil
import sys
import time
from typing import TextIO

from pledgebook.progress import Detail, Done, Event, Note, Phase

if sys.platform != "win32":
    import resource

_EVERY = 0.1  # seconds between two states of the line


class Progress:
    """Shows what it is told on standard error; as a context it leaves no half line behind."""

    def __init__(self, *, verbose: bool = False, live: bool | None = None) -> None:
        self.out: TextIO = sys.stderr
        self.verbose = verbose
        self.live = _is_live(self.out) if live is None else live
        self.start = self.since = time.perf_counter()
        self.phase = Phase("")
        self.count = 0
        self.times: list[tuple[str, float]] = []
        self._shown = 0
        self._next = 0.0

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self._end_phase()
        self._wipe()

    def __call__(self, event: Event) -> None:
        match event:
            case Phase():
                self._end_phase()
                self._begin(event)
            case Done(count):
                self.count += count
                self._draw()
            case Note(text):
                self._print("INFO", text)
            case Detail(text) if self.verbose:
                self._print("DEBUG", f"{text} [{time.perf_counter() - self.start:.1f} s]")

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self.start

    def summary(self) -> str:
        """The time of each phase that took any: `checking the records 0.4 s, …`."""
        long = ((text, seconds) for text, seconds in self.times if seconds >= 0.05)
        return ", ".join(f"{text[0].lower()}{text[1:]} {seconds:.1f} s" for text, seconds in long)

    def _begin(self, phase: Phase) -> None:
        self.phase, self.count, self.since = phase, 0, time.perf_counter()
        if not self.live:
            self._print("INFO", f"{phase.text} ({phase.total:,})" if phase.total else phase.text)
        self._next = 0.0
        self._draw()

    def _end_phase(self) -> None:
        if not self.phase.text:
            return
        seconds = time.perf_counter() - self.since
        self.times.append((self.phase.text, seconds))
        if self.verbose:
            dealt = f"{self.count:,} in " if self.count else ""
            self._print("DEBUG", f"{self.phase.text}: {dealt}{seconds:.2f} s{_memory()}")
        self.phase = Phase("")

    def _print(self, level: str, text: str) -> None:
        self._wipe()
        self.out.write(f"{level:<8}-  {text}\n")
        self.out.flush()
        self._next = 0.0
        self._draw()

    def _draw(self) -> None:
        now = time.perf_counter()
        if not self.live or not self.phase.text or now < self._next:
            return
        self._next = now + _EVERY
        room = shutil.get_terminal_size().columns - 1
        line = self._line(now - self.since)[:room]
        self.out.write("\r" + line.ljust(self._shown))
        self.out.flush()
        self._shown = len(line)

    def _line(self, seconds: float) -> str:
        """`Building the pages: 1,200 of 10,000 (12 %, 340 a second)`."""
        total, count = self.phase.total, self.count
        if not count and not total:
            return f"{self.phase.text} …"
        dealt = f"{count:,} of {total:,}" if total else f"{count:,}"
        facts = [f"{100 * count // total} %"] if total else []
        facts += [f"{count / seconds:,.0f} a second"] if count and seconds >= _EVERY else []
        return f"{self.phase.text}: {dealt}" + (f" ({', '.join(facts)})" if facts else "")

    def _wipe(self) -> None:
        if self._shown:
            self.out.write(f"\r{' ' * self._shown}\r")
            self.out.flush()
            self._shown = 0


def _is_live(out: TextIO) -> bool:
    """Whether somebody looks at a terminal that can write over a line."""
    return out.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")


def _memory() -> str:
    """The most memory that this process and those that have ended held, where known."""
    if sys.platform == "win32":
        return ""
    unit = 1 if sys.platform == "darwin" else 1024
    own, others = (
        resource.getrusage(who).ru_maxrss * unit / 1e6
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return f", memory {own:,.0f} MB" + (f", of a worker {others:,.0f} MB" if others else "")
