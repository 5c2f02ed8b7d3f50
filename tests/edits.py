"""Random edits of a small project, as people make them: any of them, in any order."""

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from pathlib import Path

from pledgebook.build import INPUTS
from sites import copy_project

WORDS = ("water", "Trường", "घर", "<b>", "a & b", "*star*", "north", "50%", "[x](y)", "Đ")
Edit = Callable[["Project", random.Random], str]


@dataclass
class Project:
    """A project on disk and the date at which it is built."""

    root: Path
    as_of: date = date(2026, 11, 23)
    site_url: str | None = None
    number: int = 0
    organizations: list[str] = field(default_factory=list)

    def file(self, name: str) -> Path:
        return self.root / name

    def next_id(self, start: str) -> str:
        self.number += 1
        return f"{start}-{self.number}"


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.randint(1, 4))).replace('"', "")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def add_organization(project: Project, chance: random.Random) -> str:
    id_ = project.next_id("org")
    parent = f"\n  parent: {chance.choice(project.organizations)}" if project.organizations else ""
    _append(
        project.file("data/organizations.yml"),
        f'{id_}:\n  name: "{_words(chance)}"\n  classification: school{parent}\n',
    )
    project.organizations.append(id_)
    return f"add {id_}"


def remove_organization(project: Project, chance: random.Random) -> str:
    if not project.organizations:
        return "nothing to remove"
    id_ = project.organizations.pop(chance.randrange(len(project.organizations)))
    path = project.file("data/organizations.yml")
    text = re.sub(rf"(?m)^{id_}:\n(?:  .*\n)*", "", path.read_text())
    path.write_text(text.replace(f"parent: {id_}\n", "parent: school-board\n"))
    results = project.file("data/results.yml")
    kept = (line for line in results.read_text().split("\n") if f"organization: {id_}," not in line)
    results.write_text("\n".join(kept))
    return f"remove {id_}"


def rename_organization(project: Project, chance: random.Random) -> str:
    if not project.organizations:
        return "nothing to rename"
    place = chance.randrange(len(project.organizations))
    old, new = project.organizations[place], project.next_id("named")
    project.organizations[place] = new
    for path in project.file("data").glob("*.yml"):
        path.write_text(re.sub(rf"\b{old}\b(?!-)", new, path.read_text()))
    return f"rename {old} to {new}"


def change_name(project: Project, chance: random.Random) -> str:
    path = project.file("data/organizations.yml")
    name = f'name: {{en: "{_words(chance)}", vi: "{_words(chance)}"}}'
    path.write_text(path.read_text().replace("name: School B", name, 1))
    path.write_text(re.sub(r"name: \{en: [^}]*Trường A\}", name, path.read_text()))
    return "change a name"


def add_result(project: Project, chance: random.Random) -> str:
    id_ = chance.choice([*project.organizations, "school-a", "school-b"])
    year = chance.randint(2000, 2025)
    _append(
        project.file("data/results.yml"),
        f"  - {{organization: {id_}, indicator: trees, period: {year}, "
        f"value: {chance.randint(0, 90)}, revision: {project.number + 1}}}\n",
    )
    project.number += 1
    return f"result of {id_} for {year}"


def change_result(project: Project, chance: random.Random) -> str:
    path = project.file("data/results.yml")
    path.write_text(
        re.sub(r"value: \d+", f"value: {chance.randint(0, 99)}", path.read_text(), count=1)
    )
    return "change a result"


def add_translation(project: Project, chance: random.Random) -> str:
    path = project.file("data/indicators.yml")
    path.write_text(re.sub(r"vi: Số cây[^}]*", f'vi: "Số cây {_words(chance)}"', path.read_text()))
    return "change a translation"


def add_announcement(project: Project, chance: random.Random) -> str:
    name = f"2025-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}-{project.next_id('news')}"
    tag = chance.choice(("", ".vi"))
    head = f'title: "{_words(chance)}"\nsummary: "{_words(chance)}"\n'
    more = "kind: notice\nsources: [minutes]\n"
    body = "See [the pact](../agreements/garden-pact.md).\n\n## Part\n\nWords of *all* kinds.\n"
    folder = project.file("content/announcements")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(f"---\n{head}{more}---\n{body}")
    if tag:
        (folder / f"{name}{tag}.md").write_text(f"---\n{head}---\n{body}")
    return f"announce {name}"


def remove_announcement(project: Project, chance: random.Random) -> str:
    found = sorted(project.file("content/announcements").glob("*.md"))
    if not found:
        return "nothing to withdraw"
    name = chance.choice(found).name.partition(".")[0]
    for path in found:
        if path.name.partition(".")[0] == name:
            path.unlink()
    return f"withdraw {name}"


def write_page(project: Project, chance: random.Random) -> str:
    name = chance.choice(("about", "contact", "help"))
    path = project.file(f"content/{name}.md")
    path.write_text(f'---\ntitle: "{_words(chance)}"\n---\nSome text, {chance.random()}.\n')
    return f"write {name}"


def remove_page(project: Project, chance: random.Random) -> str:
    name = chance.choice(("about", "contact", "help"))
    project.file(f"content/{name}.md").unlink(missing_ok=True)
    return f"remove {name}"


def change_title(project: Project, chance: random.Random) -> str:
    path = project.file("data/site.yml")
    path.write_text(
        re.sub(r"title: .*", f'title: {{en: "{_words(chance)}"}}', path.read_text(), count=1)
    )
    return "change the title"


def change_languages(project: Project, chance: random.Random) -> str:
    tags = chance.choice(("en, vi", "vi, en", "en", "en, vi, fr"))
    path = project.file("data/site.yml")
    path.write_text(re.sub(r"languages: .*", f"languages: [{tags}]", path.read_text(), count=1))
    return f"languages {tags}"


def change_search(project: Project, chance: random.Random) -> str:
    path = project.file("data/site.yml")
    kept = re.sub(r"search: .*\n", "", path.read_text())
    search = chance.choice(("built-in", "pagefind", "pagefind"))
    path.write_text(f"search: {search}\n{kept}")
    return f"search {search}"


def change_configuration(project: Project, chance: random.Random) -> str:
    feature = chance.choice(("navigation.top", "toc.follow", "search.highlight"))
    project.file("mkdocs.yml").write_text(
        f"site_name: Garden\ntheme: {{name: material, features: [{feature}]}}\n"
    )
    return f"feature {feature}"


def change_theme(project: Project, chance: random.Random) -> str:
    folder = project.file("overrides/theme/partials")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "copyright.html").write_text(f"<p>{chance.randint(1, 99)}</p>\n")
    return "change the theme"


def change_template(project: Project, chance: random.Random) -> str:
    path = project.file("overrides/pages/organization.md.j2")
    if path.exists():
        path.unlink()
        return "remove a template"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '{% import "blocks.md.j2" as blocks with context -%}\n{{ front_matter }}\n'
        f"# {{{{ page.heading }}}}\n\n<p>{chance.randint(1, 99)}</p>\n\n"
        "{% for block in page.blocks %}{{ blocks.show(block) }}\n{% endfor %}"
    )
    return "change a template"


def change_date(project: Project, chance: random.Random) -> str:
    project.as_of = date(2024, 12, 1) + timedelta(days=chance.randint(0, 900))
    return f"as of {project.as_of}"


def change_address(project: Project, chance: random.Random) -> str:
    project.site_url = chance.choice((None, "https://example.org/a/", "https://example.org/"))
    return f"address {project.site_url}"


def change_nothing(project: Project, chance: random.Random) -> str:
    return f"nothing in {project.root.name} {chance.random()}"


EDITS: tuple[Edit, ...] = (
    add_organization,
    add_organization,
    remove_organization,
    rename_organization,
    change_name,
    add_result,
    add_result,
    change_result,
    add_translation,
    add_announcement,
    remove_announcement,
    write_page,
    remove_page,
    change_title,
    change_languages,
    change_search,
    change_configuration,
    change_theme,
    change_template,
    change_date,
    change_address,
    change_nothing,
)


def edit_again_and_again(
    project: Project, chance: random.Random, steps: int, check: Callable[[Project], bool]
) -> None:
    """Random edits, each followed by `check`; one that it calls a mistake is taken back, since
    a mistake would hide what later edits do."""
    saved = project.root.with_name(f"{project.root.name}-saved")
    for step in range(steps):
        good = replace(project, organizations=[*project.organizations])
        copy_project(project.root, saved)
        edit = chance.choice(EDITS)(project, chance)
        try:
            right = check(project)
        except AssertionError as error:
            raise AssertionError(f"step {step}: {edit}: {error}") from error
        if not right:
            for name in INPUTS:
                _remove(project.root / name)
            copy_project(saved, project.root)
            for part in fields(project):
                setattr(project, part.name, getattr(good, part.name))
        shutil.rmtree(saved)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
