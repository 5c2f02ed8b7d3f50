"""What may stand on a hand-written page: hostile Markdown is refused or harmless."""

from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_project import found
from pledgebook.configuration import _markdown_extensions
from pledgebook.content.elements import Closing, Opening, Stray, Words, read_pieces
from pledgebook.content.unsafe import find_offences
from pledgebook.markdown import EXTENSIONS, Renderer
from pledgebook.themewords import THEME_LABELS

RENDERER = Renderer()
SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:")

# Each is refused, whatever stands around it.
HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example></SCRIPT>",
    "a <img src=x onerror=alert(1)> b",
    "<svg/onload=alert(1)>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
    "<iframe src='https://evil.example'></iframe>",
    "<object data='data:text/html,x'></object>",
    "<form action='https://evil.example'><input name=password></form>",
    "<style>body{display:none}</style>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<div markdown='1' onclick='alert(1)'>\n\nx\n\n</div>",
    "<div markdown>\n\n<b onclick=x>y</b>\n\n</div>",
    "<p>\n\n</p><b>",
    "<!-- comment -->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html>",
    "<details><summary>x</summary></details>",
    "<br>",
    "<b>bold</b>",
    "</div></div></main>",
    "a </p> b",
    "<x-element>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java&#x09;script:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a]\n\n[a]: <vbscript:x> 'title'",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
    "![a](https://evil.example/pixel.png)",
    "![a](//evil.example/pixel.png)",
    "[a](//evil.example)",
    "[a](\\\\\\evil.example)",
    "[a](https://bank.example@evil.example/)",
    "[a](https://bаnk.example/)",
    "[a](file:///etc/passwd)",
    "[a](ftp://example.org/)",
    "<javascript:alert(1)>",
    "## Heading {: onclick='alert(1)' }",
    "## Heading {onmouseover=alert(1)}",
    "*x*{: style='position:fixed' }",
    "paragraph\n{: .md-overlay }",
    "[a](x.md){: target=_blank }",
    "[a](x.md){: ping=https://evil.example }",
    "![a](files/x.png){: srcset='https://evil.example/x.png' }",
    "![a](files/x.png){: src='https://evil.example/x.png' }",
    "[a](x.md){: href='javascript:alert(1)' }",
    "![a](files/x.png){ width='100%;position:fixed' }",
    "| a | b |\n|---|---|\n| c {: onclick=x } | d |",
    "- item\n{: #__drawer }",
    "## Search {#__search}",
    "!!! note onclick\n    x",
    "!!! md-header md-overlay\n    x",
    "```{: onclick=alert(1) }\ncode\n```",
    "``` { .html onclick=x }\ncode\n```",
    "`</div>`",
    "    </div><script>alert(1)</script>",
    "text <div",
    "text <img src=x onerror=alert(1) //",
    "[a](</div>)",
    "![</div>](files/x.png)",
    "[a](x.md '</div>')",
]

# Each is shown as the words that stand in it.
HARMLESS = [
    "{{ config.site_url }} {% include 'x' %} {# x #} ${x} <% x %>",
    "{{ ''.__class__.__mro__ }} #{7*7} %{x}",
    "$x^2$, $$\\int$$, \\(x\\), \\[x\\], `$x$`",
    ":smile: :octicons-x-16: :material-x:",
    "--8<-- 'file.md'",
    "{++add++} {--del--} {~~a~>b~~} {==mark==}",
    "1/2 1st (c) +/- =/= <-- -->",
    "++ctrl+alt++ ==mark== ^^ins^^ ~~del~~ H~2~O x^2^",
    "[[Wiki]] [TOC](about.md) %%x%%",
    "a < b > c & d &lt;b&gt; &amp;lt;",
    "<3 <= <- <> < script >",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\\<script\\>",
    "`<script>alert(1)</script>`",
    "```html\n</div><script>alert(1)</script>\n```",
    "```js\nonclick = 1\n```",
    "javascript:alert(1) as words, and onclick=alert(1) too",
    "[a](files/javascript.pdf) [b](x.md#onclick)",
    "[a](https://example.org/?q=javascript:x&y=<z>)",
    '![words "quoted" \'and\' <not>](files/x.png "t")'.replace("<not>", "&lt;not&gt;"),
    "[^1] note\n\n[^1]: With `code` and [link](about.md).\n\n    More.",
    "| a | b |\n|:--|--:|\n| `x` | \\| |",
    '!!! warning "Title & more"\n    Text\n\n    - list',
    "## Heading {#named}\n\n*words*{: lang=vi dir=ltr }",
    "![a](files/x.png){ width=300 height=200 }",
    "> quote\n>\n> - list\n>     1. deeper",
    "# One\n\nTwo\n===\n\n***\n\n* * *",
    "Mường Khương ‮ हिन्दी \u200d العربية 𝟛 🎉 \ufeff é",
    "word " * 500 + "x" * 5000,
    "=cmd|' /C calc'!A0 @SUM(1) +1 -1",
    "line  \nbreak\\\nslash",
    "[TOC]\n\n## a\n\n## a",
    "http://example.org www.example.org office@example.org",
    "<https://example.org/a?b=1&c=2> <office@example.org>",
]


def offences(text: str) -> list[str]:
    rendered = RENDERER.render(text)
    assert rendered is not None
    return [offence.key for offence in find_offences(text, rendered, RENDERER)]


def around(text: str) -> list[str]:
    """The text alone and in surroundings that parse it differently."""
    lines = text.split("\n")
    return [
        text,
        f"before\n\n{text}\n\nafter",
        f"## a\n\n{text}\n\n## b",
        "\n".join(f"> {line}" for line in lines),
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_refused(text: str) -> None:
    for surrounded in around(text)[:3]:
        assert offences(surrounded), surrounded


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_markdown_is_accepted(text: str) -> None:
    for surrounded in around(text)[:3]:
        assert offences(surrounded) == [], surrounded


@pytest.mark.parametrize("text", [*HOSTILE, *HARMLESS])
def test_what_is_accepted_is_safe_for_a_browser(text: str) -> None:
    for surrounded in around(text):
        if not offences(surrounded):
            assert_safe(surrounded)


def assert_safe(text: str) -> None:
    """Reads the text as browsers do, on a page and inside an element of it."""
    for before, after in (("", ""), ('<div lang="en" markdown="1">\n\n', "\n\n</div>")):
        rendered = RENDERER.render(f"{before}{text}{after}\n\n<p class='end'>end</p>")
        assert rendered is not None
        tree = html5lib.parse(f"<main>{rendered.html}</main>", namespaceHTMLElements=False)
        main = tree.find(".//main")
        assert main is not None
        assert [child.get("class") for child in main.findall("p")][-1:] in ([None], ["end"])
        assert tree.find(".//main//p[@class='end']") is not None
        for element in tree.iter():
            assert isinstance(element.tag, str), text
            assert element.tag not in {"script", "style", "iframe", "object", "form", "svg", "math"}
            for name, value in element.attrib.items():
                assert not str(name).startswith("on"), text
                assert name != "style", text
                if name in {"href", "src"}:
                    plain = "".join(c for c in str(value) if c > " ").lower()
                    inside = plain.startswith("#") or ":" not in plain.split("/")[0]
                    assert inside or plain.startswith(SAFE_SCHEMES), text


SIGNS = [*"[](){}<>`*_#|!^:=\"'\\/&;-.\n ", "\n\n", "    ", "div", "script", "javascript:", "a"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=40))
def test_any_mixture_of_signs_is_refused_or_safe(signs: list[str]) -> None:
    text = "".join(signs)
    rendered = RENDERER.render(text)
    if rendered is not None and not list(find_offences(text, rendered, RENDERER)):
        assert_safe(text)


def test_the_site_is_built_with_what_is_checked() -> None:
    built = _markdown_extensions(THEME_LABELS)
    names = [name if isinstance(name, str) else next(iter(name)) for name in built]
    assert tuple(names) == EXTENSIONS
    assert {"tables": {"use_align_attribute": True}} in built


def test_pieces_of_html() -> None:
    html = '<p>a &lt; <a href="x?a&amp;b" title="&quot;">b</a><br /></p>'
    assert list(read_pieces(html)) == [
        Opening("p"),
        Words("a < "),
        Opening("a", {"href": "x?a&b", "title": '"'}),
        Words("b"),
        Closing("a"),
        Opening("br"),
        Closing("p"),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<p>a</b></p>",
        "<p>a",
        "</p>",
        "<p class=x>a</p>",
        '<p class="x"id="y">a</p>',
        '<p id="a" id="b">a</p>',
        "<P>a</P>",
        "<!-- x -->",
        "<p>a < b</p>",
        '<p title="<">a</p>',
    ],
)
def test_html_in_another_form_is_stray(html: str) -> None:
    assert any(isinstance(piece, Stray) for piece in read_pieces(html))


def test_each_offence_is_told_where_it_is_written(tmp_path: Path) -> None:
    body = """
`<b>` and <b>x</b>.

| a | [b](java&#115;cript:x) |
|---|---|

```
<script>
```

## H {: .c onclick=x }
"""
    files = {"content/about.md": f"---\r\ntitle: A\r\n---\r\n{body}".replace("\n", "\r\n")}
    files["content/about.md"] = files["content/about.md"].replace("\r\r", "\r")
    told = [(d.place.line, d.place.column, d.message.key) for d in found(tmp_path, files)]
    assert told == [
        (5, 11, "unsafe-content.html"),
        (7, 11, "unsafe-content.scheme"),
        (14, 9, "unsafe-content.class"),
        (14, 12, "unsafe-content.attribute"),
    ]
