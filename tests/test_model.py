"""What the model knows of records beyond their fields."""

from datetime import date

from builders import model_of

FRONT_MATTER = "---\ntitle: A\nsummary: B\nkind: notice\n---\nText.\n"


def test_an_announcement_is_published_on_the_day_its_file_is_named_after() -> None:
    names = ("2024-09-01-launch", "2024/2024-09-01-launch")
    files = {f"content/announcements/{name}.md": FRONT_MATTER for name in names}
    articles = model_of(files).articles
    assert {name: articles[name].published for name in names} == dict.fromkeys(
        names, date(2024, 9, 1)
    )
