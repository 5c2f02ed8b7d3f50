"""Pages put into frames that an earlier build made: what a small change needs no engine for.

Knows how a frame is made and proven. Must not know records, nor why a page is built.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from posixpath import dirname

from pledgebook.dialect import outline, read_article
from pledgebook.engine import Run, RunPage, RunReport, run_engine
from pledgebook.frames import (
    KeptFrame,
    Outline,
    UnfitFrame,
    frame_content,
    frame_name,
    frame_source,
    frame_stem,
    is_shared,
    read_frame,
)
from pledgebook.orders import Order, Printed
from pledgebook.press import Batch, batches, press_pages
from pledgebook.progress import Done, Tell

# So many pages are put into their frames before other processes could have started.
_QUICK = 60


def print_framed(order: Order, executor: Executor, tell: Tell) -> Printed:
    """The pages whose frames are known from an earlier build."""
    batches = list(kept_batches(order))
    quick = sum(len(batch.pages) for batch in batches) <= _QUICK
    done = Printed(ran=False)
    for pressed in map(press_pages, batches) if quick else executor.map(press_pages, batches):
        done.pages.update((page.path, page) for page in pressed)
        tell(Done(len(pressed)))
    return done


def kept_batches(order: Order) -> Iterator[Batch]:
    """The pages that have a frame, in batches of one frame each."""
    frames = order.frames or {}
    alike: dict[str, list[tuple[str, bytes]]] = {}
    for path, text in order.pages.items() if frames else ():
        outlined = outline(order.text(path))
        name = frame_name(path, outlined, order.nav) if outlined else ""
        if name in frames:
            alike.setdefault(name, []).append((path, text))
    for name, found in alike.items():
        kept = frames[name]
        for part in batches(found):
            yield order.batch().of(part, kept.frame, kept.sitemap)


def fitting_frame(order: Order, path: str, page: RunPage, placeholder: RunPage) -> KeptFrame | None:
    """The frame in a page of placeholders, if it gives the very bytes that the engine gives for
    a page."""
    article = read_article(order.text(path), order.permalink)
    try:
        frame = read_frame(placeholder.html.decode())
    except UnfitFrame:
        return None
    if article is None:
        return None
    stem = path.rpartition("/")[2].removesuffix(".md")
    same = frame.fill(article, stem).encode() == page.html
    return KeptFrame(frame, placeholder.sitemap) if same else None


def frames_for_later(
    order: Order, run: Run, report: RunReport, executor: Executor
) -> dict[str, KeptFrame]:
    """The frames of pages that the engine has just built one by one, so that the next change
    of such a page needs no engine: whoever changes a page is likely to change it again."""
    if order.frames is None:
        return {}
    models: dict[str, tuple[str, Outline]] = {}
    for path in run.contents:
        outlined = outline(order.text(path)) if path in order.pages else None
        if outlined:
            models.setdefault(frame_name(path, outlined, order.nav), (path, outlined))
    places = {
        name: f"{dirname(path)}/{frame_stem(number)}.md" if is_shared(name) else path
        for number, (name, (path, _)) in enumerate(models.items())
    }
    sources = {places[name]: frame_source(outlined) for name, (_, outlined) in models.items()}
    others = {*order.nav, *run.others, *run.sources} - sources.keys()
    contents = dict.fromkeys(sources, frame_content())
    again = replace(run, sources=sources, contents=contents, others=tuple(sorted(others)))
    made = executor.submit(run_engine, again).result() if sources else report
    found = {
        name: fitting_frame(order, path, report.pages[path], made.pages[places[name]])
        for name, (path, _) in models.items()
    }
    return {name: kept for name, kept in found.items() if kept}
