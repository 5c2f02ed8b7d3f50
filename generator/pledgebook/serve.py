"""Serve the site while it is being edited: watch, rebuild, reload, show what is wrong.

Knows HTTP and file watching. Must not know how a site is built.
"""

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from watchfiles import watch
from watchfiles.main import FileChange

from pledgebook.options import Glimpses

WATCHED = ("data", "content", "overrides", "mkdocs.yml")
_STATE = "/.pledgebook/state"
_SCRIPT = "/.pledgebook/reload.js"
_WAIT_SECONDS = 25.0
_TURN = 200  # milliseconds until it is looked whether what is watched is still there
_NOT_THERE = b"<!doctype html><title>Not found</title><p>This page is not there.</p>"
# Asks for the state again and again; where another build has ended than the one that the page is
# of, the page is loaded again, and mistakes are shown above it.
_RELOAD = """(async () => {
  const built = Number(document.currentScript.dataset.built);
  let seen = null;
  const show = (problems) => {
    let box = document.getElementById("pledgebook-problems");
    if (!problems) { if (box) box.remove(); return; }
    if (!box) {
      box = document.createElement("pre");
      box.id = "pledgebook-problems";
      box.setAttribute("role", "alert");
      document.body.append(box);
      Object.assign(box.style, {position: "fixed", inset: "auto 0 0 0", margin: "0",
        maxHeight: "60vh", overflow: "auto", padding: "1rem", background: "#fff8f6",
        color: "#5c1206", borderTop: "4px solid #b3261e", zIndex: "9999",
        whiteSpace: "pre-wrap", font: "14px/1.4 monospace"});
    }
    box.textContent = problems;
  };
  for (;;) {
    try {
      const asked = new URLSearchParams({ seen: seen ?? "", page: location.pathname });
      const answer = await fetch(`/.pledgebook/state?${asked}`);
      const state = await answer.json();
      if (state.built !== built) location.reload();
      seen = state.version;
      show(state.problems);
    } catch (error) {
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
})();
"""


@dataclass
class State:
    """What the browser should know: a version of the state, the last good build, problems; and
    the pages that readers wait before, of which one may be there before the build has ended:
    its glimpse, by its path in the site."""

    version: int = 0
    built: int = 0
    problems: str = ""
    glimpses: dict[str, bytes] = field(default_factory=dict)
    waiting: Counter[str] = field(default_factory=Counter)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, problems: str, page: Callable[[str], bytes | None] = lambda _: None) -> None:
        """A build has ended: without problems it is a new site, of which `page` gives the pages.
        A page that is what its glimpse was need not be loaded again."""
        with self.changed:
            if not problems:
                same = all(page(path) == seen for path, seen in self.glimpses.items())
                self.built += 1 if same else 2
            self.version += 1
            self.problems = problems
            self.glimpses.clear()
            self.changed.notify_all()

    def show(self, path: str, content: bytes) -> None:
        """A page of the next build is known already."""
        with self.changed:
            self.version += 1
            self.glimpses[path] = content
            self.changed.notify_all()

    def wanted(self) -> list[str]:
        """The paths of the pages that readers wait before."""
        with self.changed:
            return [path for path, readers in self.waiting.items() if readers]

    def look(self, path: str) -> tuple[int, bytes | None]:
        """Of which build a page is, and its glimpse, if there is one."""
        with self.changed:
            return self.built + (path in self.glimpses), self.glimpses.get(path)

    def wait(self, seen: int | None, path: str = "") -> dict[str, Any]:
        """The state as it is for a page, as soon as it is newer than the one seen."""
        with self.changed:
            self.waiting[path] += 1
            if seen is not None:
                self.changed.wait_for(lambda: self.version != seen, timeout=_WAIT_SECONDS)
            self.waiting[path] -= 1
            built, _ = self.look(path)
            return {"version": self.version, "built": built, "problems": self.problems}


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site, with the reload script in each page."""

    def __init__(self, *args: Any, state: State, **more: Any) -> None:
        self.state = state
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        # First: the page that is then read is of this build or a newer one.
        built, glimpse = self.state.look(_place(self.path))
        if address.path == _STATE:
            asked = parse_qs(address.query)
            seen, path = (asked.get(name, [""])[0] for name in ("seen", "page"))
            known = int(seen) if seen.isdigit() else None
            state = self.state.wait(known, _place(path))
            self._answer(json.dumps(state).encode(), "application/json")
        elif address.path == _SCRIPT:
            self._answer(_RELOAD.encode(), "text/javascript")
        elif page := glimpse or self._page(address.path):
            tag = _tag(built)
            self._answer(page.replace(b"</body>", tag + b"</body>"), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _page(self, path: str) -> bytes | None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if path.endswith("/") else file
        return _read(file) if file.suffix == ".html" else None

    def _answer(self, body: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A page that is not there, or not yet, still learns of the next build."""
        if code == HTTPStatus.NOT_FOUND:
            built, _ = self.state.look(_place(self.path))
            self._answer(_NOT_THERE + _tag(built), "text/html; charset=utf-8", code)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        """What is shown is always what was built last."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not worth a line."""


def _place(address: str) -> str:
    """Where a page stands in the site, from what a browser asks for."""
    return urlsplit(address).path.lstrip("/")


def _tag(built: int) -> bytes:
    """The script of a page, which is told of which build the page is."""
    return f'<script src="{_SCRIPT}" data-built="{built}"></script>'.encode()


class _Server(ThreadingHTTPServer):
    """A server that says nothing of browsers that go away while they are being answered."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _changes(root: Path, stop: threading.Event | None) -> Iterator[None]:
    """Yields as soon as changes are told of, and then at each. A folder that comes later is
    watched from then on; so is one that takes the place of another, as in a change of branches.
    A single file is looked at: the system watches the one that is there, and editors put
    another in its place.
    """
    seen: list[tuple[int, ...]] | None = None
    told: Iterator[set[FileChange]] = iter(())
    while True:
        there = [_standing(root / name) for name in WATCHED]
        renewed = there != seen
        if renewed:
            seen, told = there, _watch(root, stop)
        changed = next(told, None)
        if changed is None:
            return
        if changed or renewed:
            yield


def _watch(root: Path, stop: threading.Event | None) -> Iterator[set[FileChange]]:
    """What changes in the folders that are there; nothing where for a while nothing does."""
    return watch(
        *(root / name for name in WATCHED if (root / name).is_dir()),
        debounce=200,
        step=50,
        stop_event=stop,
        raise_interrupt=False,
        rust_timeout=_TURN,
        yield_on_timeout=True,
    )


def _standing(path: Path) -> tuple[int, ...]:
    """Which folder or file is at a place, and when the file was changed."""
    try:
        known = path.stat()
    except OSError:
        return ()
    return (known.st_ino, *(() if path.is_dir() else (known.st_mtime_ns, known.st_size)))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def serve_site(
    root: Path,
    site_dir: Path,
    address: tuple[str, int],
    build: Callable[[Glimpses], str],
    ready: Callable[[str], None],
    stop: threading.Event | None = None,
) -> None:
    """Builds, serves `site_dir` at `address`, and builds again on every change until stopped.

    `build` is told who shows glimpses, and returns the problems to show, or nothing when the
    site was put in place. `ready` is told the address; setting `stop` ends it. Raises OSError
    when the address cannot be had.
    """
    changes = _changes(root, stop)
    next(changes, None)  # from here on, what is changed while the site is built is told of
    state = State()
    glimpses = Glimpses(state.wanted, state.show)

    def build_again() -> None:
        state.tell(build(glimpses), lambda path: _read(site_dir / path / "index.html"))

    build_again()
    handler = partial(_Handler, state=state, directory=str(site_dir))
    with _Server(address, handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host, port = server.server_address[:2]
        ready(f"http://{host!s}:{port}/")
        for _ in changes:
            build_again()
        server.shutdown()
