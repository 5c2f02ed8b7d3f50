"""Text of a record reaches the reader as exactly its characters, in every place on a page."""

import html5lib
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledgebook.markup import (
    Safe,
    attribute,
    element,
    escape,
    front_matter,
    join,
    link,
    paragraphs,
    plain,
)

EXTENSIONS = ["tables", "toc", "attr_list", "admonition", "footnotes", "md_in_html"]

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</title><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)' autofocus='",
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "[x]: http://evil.example",
    "{: onclick=alert(1) }",
    "text {: .class #id style=color:red }",
    "{#id}",
    "{{ config }} {% include 'x' %} {# no #}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "$x$ $$y$$ \\(z\\) \\[w\\]",
    ":smile: :material-account:",
    "*a* **b** _c_ __d__ ~~e~~ ==f== ++g++ ^h^",
    "`code` ```fence```",
    "# heading",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "| a | b |",
    "a\n---",
    "---",
    "***",
    "    indented code",
    "\tindented",
    "!!! note",
    "??? note",
    "[^1] [^1]: note",
    "*[HTML]: abbreviation",
    "term\n: definition",
    "&lt;b&gt; &amp;amp; &#60;",
    "&#x3c;script&#x3e;",
    "http://evil.example www.evil.example a@b.example <http://x.example>",
    "--8<-- 'file'",
    "[TOC]",
    "<!-- comment -->",
    "<div markdown='1'>*x*</div>",
    "]]> <![CDATA[ x ]]>",
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "a  b   c",
    "line one\nline two",
    "tab\there",
    "Nấm Lư – xã “bốn tốt” 100%",
    "मुओंग खुओंग जिला पार्टी समिति",
    "مجلس المدينة (تجريبي)",
    "中文、日本語",
    "\U0001f600 \U00020000",
    "a\u200db \u0301x",
    "a" * 5000,
    "\\*not\\* \\<b\\>",
    "(c) (tm) 1/2 1st -- --- ...",
    "x-y -z z- - -- a--b",
)


def visible(markup: str) -> str:
    """The text that a browser shows."""
    tree = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return "".join(tree.itertext())


def skeleton(markup: str) -> list[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes."""
    tree = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    return [(str(node.tag), tuple(sorted(node.attrib))) for node in tree.iter()]


def shown(text: str) -> str:
    """What stands in the file, with its white space as one line shows it."""
    return " ".join(text.split())


CONTEXTS = {
    "heading": "# {}\n",
    "heading with anchor": "## {} {{: #anchor }}\n",
    "paragraph": '<p class="lead">{}</p>\n',
    "cell": '<table>\n<tbody>\n<tr><th scope="row">{}</th><td>x</td></tr>\n</tbody>\n</table>\n',
    "item": "<ul>\n<li>{}</li>\n</ul>\n",
    "link": '<p><a href="../x/">{}</a></p>\n',
    "span in heading": '# <span lang="en">{}</span>\n',
    "definition": '<dl class="facts">\n<div><dt>x</dt><dd>{}</dd></div>\n</dl>\n',
}


def rendered(context: str, text: str) -> str:
    return markdown.markdown(CONTEXTS[context].format(escape(text)), extensions=EXTENSIONS)


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_shows_its_own_characters(context: str, text: str) -> None:
    result, control = rendered(context, text), rendered(context, "control")
    expected = visible(control).replace("control", shown(text)).strip()
    assert shown(visible(result)) == shown(expected)
    # A heading's anchor comes from its words: the attribute is there, its value may differ.
    assert skeleton(result) == skeleton(control)


@given(text=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_any_text_shows_its_own_characters(text: str) -> None:
    for context in ("heading", "cell"):
        result, control = rendered(context, text), rendered(context, "control")
        if shown(text):
            expected = visible(control).replace("control", shown(text))
            assert shown(visible(result)) == shown(expected)
            assert skeleton(result) == skeleton(control)


def test_letters_of_every_script_stay_readable() -> None:
    for text in ("Mường Khương", "मुओंग खुओंग", "قرية نام لو", "“chi bộ” – 20 %"):
        assert escape(text) == text


def test_safe_text_is_not_escaped_twice() -> None:
    once = escape("a <b> & c")
    assert escape(once) is once
    assert join([once, "<"], Safe(", ")) == "a &#60;b&#62; &#38; c, &#60;"


def test_elements_escape_what_is_not_safe() -> None:
    assert element("span", "<b>", class_="mark", title='say "x"', lang="") == (
        '<span class="mark" title="say &quot;x&quot;">&#60;b&#62;</span>'
    )
    assert link("../x/", "a&b") == '<a href="../x/">a&#38;b</a>'
    assert attribute("<\"'>") == "&lt;&quot;&#x27;&gt;"


def test_plain_is_the_words_without_markup() -> None:
    assert plain(element("span", "a < b & “c”", lang="en")) == "a < b & “c”"


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert paragraphs("one\ntwo\n\n  \nthree\n") == ("one two", "three")
    assert paragraphs("  \n ") == ()


def test_front_matter_quotes_and_escapes() -> None:
    text = front_matter(title='1e3 "</title>"', description="", other="a\nb: c")
    assert text == ('---\ntitle: "1e3 &quot;&lt;/title&gt;&quot;"\nother: "a b: c"\n---\n')
