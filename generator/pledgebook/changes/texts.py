"""Texts in Markdown that changed: announcements and pages, language by language.

Knows bodies and front matter of translations. Must not know what a text says.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from pledgebook.changes.change import Change, Pair
from pledgebook.changes.match import ANNOUNCEMENTS
from pledgebook.changes.values import NOTHING
from pledgebook.changes.words import shortened
from pledgebook.diagnostics import Place, message
from pledgebook.model import Translation

Texts = Mapping[str, Translation]


def text_changes(pair: Pair) -> Iterator[Change]:
    """Announcements, then hand-written pages, by the later model; then pages that are gone."""
    for old_id, article in pair.before.articles.items():
        new = pair.after.articles.get(pair.renames.record(ANNOUNCEMENTS, old_id))
        if new:
            yield from _both(
                pair, f"announcements/{new.id}", article.translations, new.translations
            )
    for path, page in pair.after.pages.items():
        other = pair.before.pages.get(path)
        if other:
            yield from _both(pair, f"pages/{path}", other.translations, page.translations)
        else:
            yield _whole(path, page.translations, "added")
    for path, page in pair.before.pages.items():
        if path not in pair.after.pages and ("pages", path) not in pair.after.broken:
            yield _whole(path, page.translations, "removed")


def _whole(path: str, texts: Texts, how: str) -> Change:
    first = next(iter(texts.values()), None)
    place = Place(first.path) if first else Place(f"content/{path}.md")
    added = how == "added"
    return Change(
        f"record-{how}",
        first.title if first and first.title else path,
        message(f"changes.{how}", kind=message("changes.kind.pages"), name=f"pages/{path}"),
        f"pages/{path}",
        before=None if added else path,
        after=path if added else None,
        place=place if added else None,
        base=None if added else place,
        weight=2,
        pages=(f"pages/{path}",),
    )


def _both(pair: Pair, name: str, old: Texts, new: Texts) -> Iterator[Change]:
    first = pair.after.site.languages[0]
    changed = [tag for tag, text in new.items() if tag in old and not _same(old[tag], text)]
    same = tuple(tag for tag in new if tag in old and tag not in changed)
    for tag, text in new.items():
        kind = _kind(name, tag, first)
        if tag not in old:
            yield _added(name, text)
        elif tag in changed:
            lags = same if tag == first else ()
            yield _changed(kind, name, (old[tag], text), lags)


def _kind(name: str, tag: str, first: str) -> str:
    if tag != first:
        return "translation-changed"
    return "meaning-changed" if name.startswith(ANNOUNCEMENTS) else "wording-changed"


def _same(old: Translation, new: Translation) -> bool:
    return _parts(old) == _parts(new)


def _parts(text: Translation) -> tuple[str, ...]:
    return text.title, text.summary, text.status or "", *text.body.split()


def _added(name: str, text: Translation) -> Change:
    return Change(
        "translation-changed",
        text.title or name,
        message("changes.translated", tag=text.language),
        name,
        field=text.language,
        place=Place(text.path),
        pages=(name,),
    )


def _changed(
    kind: str, name: str, both: tuple[Translation, Translation], lags: tuple[str, ...]
) -> Change:
    old, new = both
    line, before, after = _first_difference(old, new)
    return Change(
        kind,
        new.title or name,
        message("changes.text", field=new.language, before=before, after=after),
        name,
        field=new.language,
        before=before,
        after=after,
        notes=tuple(message("changes.lag", tags=lags) for _ in lags[:1]),
        place=Place(new.path, line),
        base=Place(old.path),
        pages=(name,),
        lags=lags,
    )


def _first_difference(old: Translation, new: Translation) -> tuple[int, str, str]:
    """The first line that differs, with its number in the later file."""
    for was, now in ((old.title, new.title), (old.summary, new.summary)):
        if was != now:
            return 1, shortened(was, 110), shortened(now, 110)
    lines = zip_longest(old.body.splitlines(), new.body.splitlines(), fillvalue="")
    for number, (was, now) in enumerate(lines):
        if was.split() != now.split():
            found = (shortened(was, 110) or NOTHING, shortened(now, 110) or NOTHING)
            return new.body_line + number, *found
    return 1, old.status or NOTHING, new.status or NOTHING
