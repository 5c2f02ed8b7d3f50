"""Pages of one language, built: some by the engine, the many alike in frames that it made.

Knows which page goes which way, and that both ways give the same bytes: of every group of
pages that share a frame one is built by the engine too and compared. Must not know records,
nor which pages have to be built.
"""

import re
from collections.abc import Mapping, Sequence, Set
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from pledgebook.dialect import outline, read_article, search_entries
from pledgebook.engine import Run, RunReport, run_engine
from pledgebook.framed import fitting_frame, frames_for_later, print_framed
from pledgebook.frames import (
    STEM,
    Outline,
    frame_content,
    frame_name,
    frame_source,
    frame_stem,
)
from pledgebook.inspect import collect_page, page_facts
from pledgebook.links import url
from pledgebook.offline import with_file_links
from pledgebook.orders import Order, Printed
from pledgebook.press import (
    BuiltPage,
    Pressed,
    batches,
    built_path,
    press_pages,
    search_text,
    write_page,
)
from pledgebook.progress import Detail, Done, Tell, silent

# Fewer pages alike than this are cheaper built one by one.
_FEW = 3
_WORD = re.compile(r"[^\s()\[\]<>\"'#]+")


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one folder with one outline; the first of them is built by the engine too."""

    outline: Outline
    frame_path: str
    paths: tuple[str, ...]


def print_orders(
    orders: Sequence[Order], executor: Executor, tell: Tell = silent
) -> tuple[Printed, ...]:
    """Builds the pages of all orders, and tells how many are done. Raises EngineError, OSError."""
    framed = [print_framed(order, executor, tell) for order in orders]
    left = [
        replace(order, pages={p: text for p, text in order.pages.items() if p not in done.pages})
        for order, done in zip(orders, framed, strict=True)
    ]
    open_orders = [order for order in left if order.pages or not order.settled]
    by_engine = dict(
        zip(
            (order.prefix for order in open_orders),
            _print_by_engine(open_orders, executor, tell),
            strict=True,
        )
    )
    for order, done in zip(orders, framed, strict=True):
        if made := by_engine.get(order.prefix):
            made.pages.update(done.pages)
    return tuple(
        by_engine.get(order.prefix, done) for order, done in zip(orders, framed, strict=True)
    )


def _print_by_engine(orders: Sequence[Order], executor: Executor, tell: Tell) -> list[Printed]:
    """Pages that the engine has to see, or one of their kind."""
    groups = [_groups(order) for order in orders]
    runs = [_first_run(order, alike) for order, alike in zip(orders, groups, strict=True)]
    reports = list(executor.map(run_engine, runs))
    printed = [
        _collect(order, run, report)
        for order, run, report in zip(orders, runs, reports, strict=True)
    ]
    for order, alike, done in zip(orders, groups, printed, strict=True):
        tell(Done(len(done.pages)))
        tell(_run_detail(order, alike, done))
    waiting = [
        _press(order, alike, report, executor, done)
        for order, alike, report, done in zip(orders, groups, reports, printed, strict=True)
    ]
    for order, run, report, done, futures in zip(
        orders, runs, reports, printed, waiting, strict=True
    ):
        for future in futures:
            pressed = future.result()
            done.pages.update((page.path, page) for page in pressed)
            tell(Done(len(pressed)))
            tell(Detail(f"{len(pressed)} pages of {_folder(order, pressed)} put in their frame"))
        tell(Done(_build_the_rest(order, done, executor)))
        if order.settled:
            done.frames.update(frames_for_later(order, run, report, executor))
    return printed


def _run_detail(order: Order, groups: tuple[Group, ...], done: Printed) -> Detail:
    return Detail(
        f"{len(done.pages)} pages of {order.config_file.stem} built by the engine, "
        f"with {len(groups)} frames for others"
    )


def _folder(order: Order, pressed: Pressed) -> str:
    return f"{order.prefix}{dirname(pressed[0].path)}/" if pressed else order.prefix


def _build_the_rest(order: Order, done: Printed, executor: Executor) -> int:
    """Leaves to the engine what found no frame, or turned out not to be in the dialect; returns
    how many pages that were."""
    left = [path for path in order.pages if path not in done.pages]
    if left:
        run = _run(order, left, ())
        done.pages.update(_collect(order, run, executor.submit(run_engine, run).result()).pages)
    return len(left)


def _groups(order: Order) -> tuple[Group, ...]:
    """The pages that can share a frame: of one folder, with one outline, and many enough."""
    alike: dict[tuple[str, Outline], list[str]] = {}
    for path in () if order.whole else order.pages:
        folder, _, name = path.rpartition("/")
        if folder and STEM.fullmatch(name.removesuffix(".md")) and name != "index.md":
            seen = outline(order.text(path))
            if seen is not None:
                alike.setdefault((folder, seen), []).append(path)
    return tuple(
        Group(seen, f"{folder}/{frame_stem(number)}.md", tuple(paths))
        for number, ((folder, seen), paths) in enumerate(alike.items())
        if len(paths) >= _FEW
    )


def _first_run(order: Order, groups: tuple[Group, ...]) -> Run:
    framed = {path for group in groups for path in group.paths[1:]}
    return _run(order, [path for path in order.pages if path not in framed], groups)


def _run(order: Order, paths: Sequence[str], groups: Sequence[Group]) -> Run:
    """The engine's run over these pages and the groups' frames."""
    sources: dict[str, str] = {}
    contents: dict[str, str] = {}
    for path in paths:
        text = order.text(path)
        plain = not order.whole and outline(text) is not None
        article = read_article(text, order.permalink) if plain else None
        if article is None:
            sources[path] = text
        else:
            sources[path] = _headings_alone(text)
            contents[path] = article.html
    for group in groups:
        sources[group.frame_path] = frame_source(group.outline)
        contents[group.frame_path] = frame_content()
    texts = {path: text for path, text in sources.items() if path not in contents}
    others = (set(order.nav) | _linked(texts, order.paths)) - sources.keys()
    return Run(order.config_file, order.scratch, sources, contents, tuple(sorted(others)))


def _headings_alone(text: str) -> str:
    """A page in the dialect without its body: what the engine needs for the table of contents."""
    end = text.index("---\n", 4) + 4
    headings = (line for line in text[end:].split("\n") if line.startswith("#"))
    return text[:end] + "\n" + "\n\n".join(headings) + "\n"


def _linked(texts: Mapping[str, str], paths: Set[str]) -> set[str]:
    """The docs paths that texts may point at: the engine must know that they are there."""
    found = set()
    for path, text in texts.items():
        folder = dirname(path)
        for word in set(_WORD.findall(text)):
            goal = normpath(join(folder, unquote(word)))
            if goal in paths:
                found.add(goal)
    return found


def _collect(order: Order, run: Run, report: RunReport) -> Printed:
    """The run's pages and other files, written to their places."""
    done = Printed(sitemap=report.sitemap, search=report.search, warnings=report.warnings)
    for path in run.sources:
        page = report.pages[path]
        if path in order.pages:
            goal = order.prefix + built_path(path)
            html = with_file_links(page.html) if order.offline else page.html
            digest = write_page(order.folder / goal, html)
            facts = page_facts(collect_page(goal, page.html))
            search = page.search
            if path in run.contents:
                search = _own_search(order, path)
            done.pages[path] = BuiltPage(path, digest, facts, search, page.sitemap)
    for name, content in report.files.items():
        goal = order.prefix + name
        if name == "404.html" and (order.prefix or order.offline):
            continue  # servers know one page for what is not found, at the root
        done.files[goal] = write_page(order.folder / goal, content)
        if name.endswith(".html"):
            done.facts[goal] = page_facts(collect_page(goal, content), order.address)
    return done


def _own_search(order: Order, path: str) -> str:
    article = read_article(order.text(path), order.permalink)
    return search_text(search_entries(article, quote(url(path)))) if article else ""


def _press(
    order: Order, groups: Sequence[Group], report: RunReport, executor: Executor, done: Printed
) -> list[Future[Pressed]]:
    """Sets the pages of each group going that has a fitting frame."""
    futures = []
    for group in groups:
        first = group.paths[0]
        kept = fitting_frame(order, first, report.pages[first], report.pages[group.frame_path])
        if kept is None:
            continue
        if order.frames is not None:
            done.frames[frame_name(first, group.outline, order.nav)] = kept
        for part in batches([(path, order.pages[path]) for path in group.paths[1:]]):
            batch = order.batch().of(part, kept.frame, kept.sitemap)
            futures.append(executor.submit(press_pages, batch))
    return futures
