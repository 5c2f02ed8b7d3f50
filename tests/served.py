"""The first case's site, served compressed below a path, and Chromium to visit it with."""

import gzip
import io
import shutil
import threading
import time
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sites import AS_OF, ROOT, build, copy_project

CHROMIUM = next((p for p in ("chromium", "chromium-browser") if shutil.which(p)), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
# A page of each kind of the first case, below the site's root.
KINDS = (
    "",
    "announcements/",
    "announcements/2024-06-28-launch/",
    "programmes/",
    "hi/programmes/four-good/",
    "agreements/",
    "agreements/four-good-emulation-agreement/",
    "organizations/",
    "vi/organizations/muong-khuong-district-committee/",
    "indicators/",
    "indicators/member-quality-rating/",
    "status/",
    "changes/",
    "sources/",
    "hi/sources/nq-21-nq-tw/",
    "data/",
    "vi/method/",
    "about/",
)
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv")
STEADY = """() => {
  const before = window.foundBefore;
  window.foundBefore = document.querySelector(".md-search-result").innerHTML;
  return before === window.foundBefore;
}"""
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
PIECES = 8  # of a page that comes slowly
NEEDS_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@lru_cache(maxsize=4096)
def packed(path: Path) -> bytes:
    """A file as servers send it, compressed at gzip's usual level."""
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Compressing(SimpleHTTPRequestHandler):
    """A file server that compresses texts, and says nothing."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are not worth a line."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        if not path.is_file() or path.suffix not in PACKED:
            size = path.stat().st_size if path.is_file() else 0
            self.server.sent.append((self.path, size))
            return super().send_head()
        body = path.read_bytes() if self._in_pieces else packed(path)
        self.server.sent.append((self.path, len(body)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if not self._in_pieces:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        return io.BytesIO(body)

    def end_headers(self) -> None:
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Sends a file; a page with a rest after each piece, if so asked."""
        body = source.read()
        step = len(body) // PIECES + 1 if self._in_pieces else len(body) + 1
        for start in range(0, len(body), step):
            outputfile.write(body[start : start + step])
            outputfile.flush()
            time.sleep(self.server.rest if self._in_pieces else 0)

    @property
    def _in_pieces(self) -> bool:
        return self.server.rest > 0 and self.path.endswith("/")


class Server(ThreadingHTTPServer):
    """`sent` is what was asked for: each address, without the host, and its bytes as sent.
    `headers` are sent with every file. With a `rest`, in seconds, pages come uncompressed and in
    pieces."""

    daemon_threads = True
    sent: list[tuple[str, int]]
    headers: Mapping[str, str] = NO_HEADERS
    rest = 0.0

    @property
    def address(self) -> str:
        """Where the folder begins."""
        return f"http://127.0.0.1:{self.server_address[1]}/"


def serve(folder: Path, headers: Mapping[str, str] = NO_HEADERS) -> Server:
    """A server of the folder on a free port, in a thread of its own."""
    server = Server(("127.0.0.1", 0), partial(Compressing, directory=str(folder)))
    server.sent, server.headers = [], headers
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@pytest.fixture(scope="session")
def first_case_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the first case's site, at /some/path/."""
    top = tmp_path_factory.mktemp("served")
    root = copy_project(ROOT, tmp_path_factory.mktemp("project"))
    assert build(root, AS_OF, "https://example.org/some/path/").published
    (top / "some").mkdir()
    shutil.move(root / "site", top / "some" / "path")
    server = serve(top)
    yield server
    server.shutdown()


@pytest.fixture(scope="session")
def first_case(first_case_server: Server) -> str:
    """The address of the first case's site."""
    return f"{first_case_server.address}some/path/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One at a time: Playwright does not start twice in a process."""
    with sync_playwright() as playwright:
        found = shutil.which(CHROMIUM or "")
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


def until_steady(page: Page) -> None:
    """Waits until the list of what was found is the last one: each letter that was typed was a
    question of its own, and each answer takes the place of the one before, and the focus with it.
    """
    page.wait_for_function(STEADY, polling=400)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page, 1280 pixels wide, that must have nothing to complain of."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []
