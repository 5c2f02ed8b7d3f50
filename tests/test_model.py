"""What the model knows of records beyond their fields."""

from datetime import date
from pathlib import Path

from builders import model_of
from pledgebook.load import load_project, without_places
from sites import CASES, copy_project

FRONT_MATTER = "---\ntitle: A\nsummary: B\nkind: notice\n---\nText.\n"


def test_an_announcement_is_published_on_the_day_its_file_is_named_after() -> None:
    names = ("2024-09-01-launch", "2024/2024-09-01-launch")
    files = {f"content/announcements/{name}.md": FRONT_MATTER for name in names}
    articles = model_of(files).articles
    assert {name: articles[name].published for name in names} == dict.fromkeys(
        names, date(2024, 9, 1)
    )


def test_rows_without_the_places_of_their_values_keep_their_line(tmp_path: Path) -> None:
    loaded = load_project(copy_project(CASES / "sites" / "garden-pact", tmp_path))
    bare = without_places(loaded)
    assert len(bare.entries) == len(loaded.entries)
    assert bare.model.results
    for row, full in zip(bare.model.results, loaded.model.results, strict=True):
        assert (row.record, row.line, row.file) == (full.record, full.line, full.file)
        assert (row.node.start, row.node.end) == (full.node.start, full.node.end)
        assert not row.node
    assert bare.model.organizations == loaded.model.organizations
