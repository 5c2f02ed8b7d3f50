"""Pages of a small project in two languages, as Markdown: the golden docs tree."""

from decimal import Decimal
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from pledgebook.load import load_project
from pledgebook.markup import Safe
from pledgebook.output import write_tree
from pledgebook.pages import make_environment, render
from pledgebook.status import evaluate_all
from pledgebook.trees import Tree, plan_trees
from pledgebook.views.blocks import PageView, Paragraph, present, section
from sites import AS_OF, CASES

GARDEN = CASES / "sites" / "garden-pact"


def plan(root: Path) -> tuple[Tree, ...]:
    model = load_project(root).model
    return plan_trees(model, evaluate_all(model, AS_OF), AS_OF, root / "overrides" / "pages")


def test_docs_tree_is_the_golden_one(rewrite_golden: bool) -> None:
    expected = GARDEN / "expected"
    for tree in plan(GARDEN):
        pages = {path: text for path, text in tree.files.items() if path.endswith(".md")}
        if rewrite_golden:
            write_tree(expected / tree.tag, pages)
        golden = {
            path.relative_to(expected / tree.tag).as_posix(): path.read_bytes()
            for path in sorted((expected / tree.tag).rglob("*.md"))
        }
        assert sorted(pages) == sorted(golden)
        for path, text in pages.items():
            assert text.decode() == golden[path].decode(), f"{tree.tag}/{path}"


def test_the_smallest_project_has_no_empty_heading() -> None:
    (tree,) = plan(CASES / "walks" / "minimal")
    for path, text in tree.files.items():
        if not path.endswith(".md"):
            continue
        lines = [line for line in text.decode().split("\n") if line.strip()]
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if line.startswith("## "):
                assert following, f"{path}: {line}"
                assert not following.startswith(("# ", "## ")), f"{path}: {line}"


def view(text: Safe) -> PageView:
    return PageView("x.md", "page", "x", Safe("x"), "", (Paragraph(text),))


def test_templates_print_text_only() -> None:
    environment = make_environment()
    for value in (None, 0.5, Decimal(1), ("a",), True):
        with pytest.raises(TypeError):
            render(view(value), environment)  # type: ignore[arg-type]


def test_templates_refuse_what_is_not_there() -> None:
    template = make_environment().from_string("{{ page.nothing }}")
    with pytest.raises(UndefinedError):
        template.render(page=view(Safe("x")))


def test_a_project_replaces_a_template_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "organization.md.j2").write_text("mine: {{ page.title }}")
    environment = make_environment(tmp_path)
    own = PageView("x.md", "organization", "School A", Safe("School A"), "")
    assert render(own, environment).text == "mine: School A"
    assert render(view(Safe("y")), environment).text != "mine: x"


def test_sections_without_content_leave_no_heading() -> None:
    assert section("x", Safe("X"), Paragraph(Safe("")), None) is None
    assert present(None, Paragraph(Safe(""))) == ()
