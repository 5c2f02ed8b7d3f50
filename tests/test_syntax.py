"""What is wrong with a file that cannot be read: said where a person would look.

Each sample: the text, `line:column message` (of the rule `syntax` unless it says another), and
the corrected line or None.
"""

import pytest

from pledgebook.diagnostics import Diagnostic
from pledgebook.located import Problem, read_document
from pledgebook.source import SourceFile
from pledgebook.syntax import explain_syntax

# One message is enough for these: who mends the marked line finds the next one.
MORE_THAN_ONE = ("\t- b", "* y", ">5\n", "| x | y |", "? b")

SAMPLES: list[tuple[str, str, str | None]] = [
    ("a:\n\tname: x\n", "2:1 tab", "  name: x"),
    ("a:\n  name: x\n\tkind: y\n", "3:1 tab", "  kind: y"),
    ("a:\n  \tname: x\n", "2:3 tab", "  name: x"),
    ("parties:\n\t- a\n\t- b\n", "2:1 tab", "  - a"),
    ("a:\n  -\tx: 1\n", "2:4 tab", "  - x: 1"),
    ("name:School\nkind: x\n", "1:5 colon-space", "name: School"),
    ("kind: x\nname:School\n", "2:5 colon-space", "name: School"),
    ("kind: x\nname:School\nfoo: y\n", "2:5 colon-space", "name: School"),
    ("a:\n  name:School\n  kind: x\n", "2:7 colon-space", "  name: School"),
    ('name: "School\nkind: x\n', "1:7 quote", 'name: "School"'),
    ('name: "School\nkind: "x"\nfoo: bar\n', "1:7 quote", 'name: "School"'),
    ("name: 'School\nkind: x\n", "1:7 quote", "name: 'School'"),
    ('a: {name: "School, kind: x}\nb: 1\n', "1:11 quote", 'a: {name: "School", kind: x}'),
    ("name: 'Teacher's day'\nkind: x\n", "1:15 apostrophe", 'name: "Teacher\'s day"'),
    (
        "a: {name: 'Teacher's day', kind: x}\n",
        "1:19 apostrophe",
        'a: {name: "Teacher\'s day", kind: x}',
    ),
    ("name: 'Teachers' day'\nkind: x\n", "1:16 apostrophe", 'name: "Teachers\' day"'),
    ("name: 'Teacher's day\nkind: x\n", "1:15 apostrophe", 'name: "Teacher\'s day"'),
    ('name: "The "green" pact"\n', "1:12 inner-quotes", "name: 'The \"green\" pact'"),
    ('name: "Green" and "blue"\n', "1:13 inner-quotes", "name: 'Green\" and \"blue'"),
    ('name: "A" and B\nkind: x\n', "1:11 after-quote", "name: '\"A\" and B'"),
    ('"name": "A",\n"kind": "x"\n', "1:12 end-comma", '"name": "A"'),
    ("name: x\n  kind: y\n", "2:3 under-text", "kind: y"),
    ("a:\n  name: x\n    kind: y\n", "3:5 under-text", "  kind: y"),
    ("a:\n    name: x\n  kind: y\n", "3:3 indent", None),
    ("a:\n  b:\n      name: x\n    kind: y\nc: 1\n", "4:5 indent", None),
    ("a:\n  name: x\n kind: y\n", "3:2 indent", None),
    ("parties:\n  - a\n - b\n", "3:2 indent", "  - b"),
    ("targets:\n  - id: x\n   statement: y\n", "3:4 indent", "    statement: y"),
    ("targets:\n  - id: x\n     statement: y\n", "3:6 under-text", "    statement: y"),
    ("name: Resolution: the plan\n", "1:17 colon", 'name: "Resolution: the plan"'),
    ("name: Resolution: the plan # why\n", "1:17 colon", 'name: "Resolution: the plan" # why'),
    ("a:\n  - Resolution: the plan: x\n", "2:25 colon", None),
    ("a:\n  - name: the plan: x\n", "2:19 colon", '  - name: "the plan: x"'),
    (
        "a: {name: Resolution: plan, kind: x}\n",
        "1:21 colon",
        'a: {name: "Resolution: plan", kind: x}',
    ),
    ("a: [one: two: three]\n", "1:13 colon", 'a: [one: "two: three"]'),
    ("name: first line\n  second: line\n", "2:3 under-text", None),
    ("a: [x, y\nb: 1\n", "1:4 open-bracket", "a: [x, y]"),
    ("a: {x: 1, y: 2\nb: 1\n", "1:4 open-bracket", "a: {x: 1, y: 2}"),
    ("r:\n  - {x: 1, y: 2\n  - {x: 1, y: 2}\n", "2:5 open-bracket", "  - {x: 1, y: 2}"),
    ("r:\n  - {x: 1, s: [a, b}\n  - {x: 1, y: 2}\n", "2:20 other-bracket", "  - {x: 1, s: [a, b]}"),
    ("r:\n  - {x: 1, s: [a, b]\n  - {x: 1, y: 2}\n", "2:5 open-bracket", "  - {x: 1, s: [a, b]}"),
    ("a: [x, y", "1:4 open-bracket", "a: [x, y]"),
    ("a: [x,\n  y,\nb: 1\n", "1:4 open-bracket", None),
    ("a: [x, y]]\nb: 1\n", "1:10 extra-bracket", "a: [x, y]"),
    ("a: {x: 1}}\nb: 1\n", "1:10 extra-bracket", "a: {x: 1}"),
    ("a: [x, y}\nb: 1\n", "1:9 other-bracket", "a: [x, y]"),
    ("a: {x: 1 y: 2}\n", "1:11 colon", 'a: {x: "1 y: 2"}'),
    ('a: {x: "1" y: 2}\n', "1:11 missing-comma", 'a: {x: "1", y: 2}'),
    ("a: {x: [1] y: 2}\n", "1:11 missing-comma", "a: {x: [1], y: 2}"),
    ("a: {x: 1 zz: 2}\n", "1:12 colon", 'a: {x: "1 zz: 2"}'),
    ('a: ["x" "y"]\n', "1:8 missing-comma", 'a: ["x", "y"]'),
    ("a: {x: 1\n  y: 2}\n", "1:9 missing-comma", "a: {x: 1,"),
    ("a: {x: 1,, y: 2}\n", "1:10 extra-comma", "a: {x: 1, y: 2}"),
    ("a: [x,, y]\n", "1:7 extra-comma", "a: [x, y]"),
    ("a: {x: 1; y: 2}\n", "1:9 semicolon", "a: {x: 1, y: 2}"),
    ("parties:\n  - a\n  -b\n  - c\n", "3:3 dash-space", "  - b"),
    ("parties: - a\n", "1:10 inline-dash", "parties: [a]"),
    ("parties: - a\n  - b\n", "1:10 inline-dash", None),
    ("value: -\nx: 1\n", "1:8 lone-dash", None),
    ("parties:\n  - a\n  b\n  - c\n", "3:3 dash-missing", "  - b"),
    ("parties:\n  - a\n  c: 1\n", "3:3 dash-missing", None),
    ("parties:\n- a\n- b\n c: 1\n", "4:2 under-text", None),
    ("a:\n  x: 1\n  - y\n", "3:3 dash-among", None),
    ("name: @handle\n", "1:7 mark", 'name: "@handle"'),
    ("name: `x`\n", "1:7 mark", 'name: "`x`"'),
    ("value: %5\n", "1:8 mark", None),
    ("a: {value: %5, x: 1}\n", "1:12 mark", None),
    ("%5\n", "1:1 yaml-feature.directive", None),
    ("a: 1\n%b: 2\n", "2:1 yaml-feature.directive", None),
    ("name: *bold* text\n", "1:7 ambiguous-value.star", 'name: "*bold* text"'),
    ("name: * x\n", "1:7 ambiguous-value.star", 'name: "* x"'),
    ("a:\n  * x\n  * y\n", "2:3 bullet", "  - x"),
    ("name: & co\n", "1:7 mark", 'name: "& co"'),
    ("name: &co &do\n", "1:7 mark", 'name: "&co &do"'),
    ("name: !a!b y\n", "1:7 mark", 'name: "!a!b y"'),
    ("v: > 50\n", "1:4 ambiguous-value.greater", 'v: "> 50"'),
    ("v: >50\n", "1:4 ambiguous-value.greater", 'v: ">50"'),
    ("v: >=5\nw: 1\n", "1:4 ambiguous-value.greater", 'v: ">=5"'),
    ("v: >5 units\n", "1:4 ambiguous-value.greater", 'v: ">5 units"'),
    ("a: {v: >5}\n", "1:8 ambiguous-value.greater", 'a: {v: ">5"}'),
    ("v: |x\n", "1:4 mark", 'v: "|x"'),
    ("v: | x | y |\n", "1:4 mark", 'v: "| x | y |"'),
    ("v: ?\nw: 1\n", "1:4 mark", 'v: "?"'),
    ("v: ? x\n", "1:4 mark", 'v: "? x"'),
    ("a: {v: ?}\n", "1:8 mark", 'a: {v: "?"}'),
    ("name: x\nstray words\nkind: y\n", "2:1 stray", None),
    ("name: x\nkind: y\nstray words\n", "3:1 stray", None),
    ("stray words\nname: x\n", "1:1 stray", None),
    ("name: x\nkind = y\nfoo: 1\n", "2:6 equals", "kind: y"),
    ("name: x\n<<<<<<< HEAD\nkind: y\n=======\nkind: z\n>>>>>>> b\n", "2:1 conflict", None),
    (
        "a:\n  name: x\n<<<<<<< HEAD\n  kind: y\n=======\n  kind: z\n>>>>>>> b\nb: 1\n",
        "3:1 conflict",
        None,
    ),
    ("title: [Draft] Report\n", "1:8 after-bracket", 'title: "[Draft] Report"'),
    ("title: {x} Report\n", "1:8 after-bracket", 'title: "{x} Report"'),
    ("title: ]x\n", "1:8 mark", 'title: "]x"'),
    ("title: , x\n", "1:8 mark", 'title: ", x"'),
    ('p: "C:\\path"\n', "1:7 backslash", "p: 'C:\\path'"),
    ('p: "C:\\xyz"\n', "1:7 backslash", "p: 'C:\\xyz'"),
    ("a:\n\xa0\xa0name: x\n  kind: y\n", "2:1 odd-space", "  name: x"),
    ("a:\n  name: x\n\xa0\xa0kind: y\n  foo: 1\n", "3:1 odd-space", "  kind: y"),
    ("name:\xa0x\nkind: y\n", "1:6 odd-space", "name: x"),
    ("name：x\nkind: y\n", "1:5 wide-colon", "name: x"),
    ("a: {name: T #1, k: x}\nb: 1\n", "1:13 ambiguous-value.comment", 'a: {name: "T #1", k: x}'),
    (
        "r:\n  - {name: T #1, k: x}\n  - {name: U, k: y}\n",
        "2:14 ambiguous-value.comment",
        '  - {name: "T #1", k: x}',
    ),
    ("r: [a #1, b]\nc: 1\n", "1:7 ambiguous-value.comment", None),
    ("t: |\n    a\n  b\nc: 1\n", "3:3 block-text", "    b"),
    ("t: |\nabc\nc: 1\n", "2:1 block-text", "  abc"),
    ("name: School\n  en: X\n  vi: Y\n", "2:3 text-and-languages", None),
    ("a: {: 1}\n", "1:5 no-name", None),
    ("a: 1\n...\nb: 2\n", "3:1 after-end", None),
    ("name: “A: b”\n", "1:7 curly-quotes", 'name: "A: b"'),
    ("a: 1\n| x | y |\n", "2:1 stray", None),
    ('{\n"a": 1\n"b": 2\n}\n', "2:7 missing-comma", '"a": 1,'),
    ("name: x\nkind\nfoo: y\n", "2:1 stray", None),
    ("name: x\nkind\n", "2:1 stray", None),
    ("name: x\nkind y\nfoo: y\n", "2:5 no-colon", "kind: y"),
    ("name: a long text\ngoes on here\nkind: x\n", "2:1 stray", None),
    ("# Title\nname: x\n**bold**\n", "3:1 stray", None),
    ("<a>\n<b>x: y</b>\n", "1:1 stray", None),
    ("  a: 1\nb: 2\n", "2:1 indent", None),
    (" a: 1\nb: 2\n", "2:1 indent", None),
    ("a: 1\n b: 2\n", "2:2 under-text", None),
    ("{a: 1}\nb: 2\n", "2:1 after-end", None),
    ("[a]\nb: 1", "2:1 after-end", None),
    ("- a\nb: 1\n", "2:1 dash-missing", None),
    ("a: 1\n- b\n", "2:1 dash-among", None),
    ('"a" 1\nb: 2\n', "1:5 after-quote", None),
    ("name:\n  School: A: B\n", "2:12 colon", '  School: "A: B"'),
    ("name: Resolution:\nkind: x\n", "1:17 colon", 'name: "Resolution:"'),
    ("note: see https://x.y: z\n", "1:22 colon", 'note: "see https://x.y: z"'),
    ("t:\n  - id: x\n    - y\n", "3:5 dash-among", None),
    ("s:\n  - {x: a}\n  {x: b}\n", "3:3 dash-missing", "  - {x: b}"),
    ("a: 1, kind: 2\n", "1:7 two-fields", None),
    ("a: 1 kind: 2\n", "1:6 two-fields", None),
    ("a: 1; kind: 2\n", "1:7 two-fields", None),
    ("s:\n  - a\n  - b\n words\n", "4:2 stray", None),
    ("a: {\n  x: 1\n  y: 2\n}\nb: 1\n", "2:7 missing-comma", "  x: 1,"),
    ("a:\n  b: {x: [1, 2}\n  c: 1\n", "2:15 other-bracket", "  b: {x: [1, 2]}"),
    ('a: ["x, y]\nb: 1\n', "1:5 quote", 'a: ["x", y]'),
    ("a: {\n", "1:4 open-bracket", None),
    ("&a b: 1\n&c\n", "2:1 stray", None),
    ("%YAML 3.0\n---\na: 1\n", "1:1 yaml-feature.directive", None),
    ("a:\n  , b\n", "2:3 stray", None),
    ("a: :smile: x\n", "1:10 colon", 'a: ":smile: x"'),
    ('a: x"\nb: "\n', "2:4 quote", None),
    (": x\n", "1:1 stray", None),
    ("a:: b: c\n", "1:6 colon", None),
    ("? a\n? b: c: d\n", "2:7 colon", '? b: "c: d"'),
    ("a: }\n", "1:4 mark", 'a: "}"'),
    ("a: b #c: d\n e: f\n", "2:2 indent", "e: f"),
    ("a: >\n  text\n more: x\n", "3:2 block-text", "  more: x"),
    ("a:\n  - > 5\n  - >5\n", "2:5 ambiguous-value.greater", None),
    ("a: b\n  c? d: e\n", "2:3 under-text", None),
    ("tên: Trường: A\n", "1:12 colon", 'tên: "Trường: A"'),
    ("नाम: शिक्षा: क\n", "1:12 colon", 'नाम: "शिक्षा: क"'),
    ("a: 1\r\nb: x: y\r\nc: 2\r\n", "2:5 colon", 'b: "x: y"'),
]


def explained(text: str) -> Diagnostic:
    """What is said of a text's syntax error."""
    return explain_syntax(SourceFile("data/x.yml", text), _problem(text))


def _problem(text: str) -> Problem:
    return next(problem for problem in read_document(text).problems if problem.rule == "syntax")


@pytest.mark.parametrize(("text", "expected", "fixed"), SAMPLES)
def test_a_mistake_is_told_at_its_place(text: str, expected: str, fixed: str | None) -> None:
    found = explained(text)
    key = found.message.key.removeprefix("syntax.")
    assert f"{found.place.line}:{found.place.column} {key}" == expected
    assert found.fix == fixed
    assert found.rule == found.message.key.partition(".")[0]


@pytest.mark.parametrize(("text", "fixed"), [(text, fix) for text, _, fix in SAMPLES if fix])
def test_the_corrected_line_mends_the_file(text: str, fixed: str) -> None:
    lines = text.replace("\r\n", "\n").split("\n")
    lines[explained(text).place.line - 1] = fixed
    if not any(more in text for more in MORE_THAN_ONE):
        assert read_document("\n".join(lines)).problems == ()


@pytest.mark.parametrize("text", [text for text, _, _ in SAMPLES])
def test_line_ends_of_windows_change_no_place(text: str) -> None:
    unix, windows = explained(text), explained(text.replace("\r\n", "\n").replace("\n", "\r\n"))
    assert (windows.place, windows.message.key) == (unix.place, unix.message.key)


def test_a_part_of_a_file_is_explained_at_its_place_in_the_file() -> None:
    before = "school-a: {name: A}\n"
    text = f"{before}school-b: {{name: B: C}}\n"
    problem = read_document(text[len(before) :], len(before)).problems[0]
    found = explain_syntax(SourceFile("x.yml", text), problem, (len(before), len(text)))
    assert (found.place.line, found.place.column) == (2, 19)
    assert found.fix == 'school-b: {name: "B: C"}'


def test_quotes_are_not_offered_where_no_text_is_wanted() -> None:
    assert explained("at_least: > 50\n").fix is None
    assert explained("statement: > 50\n").fix == 'statement: "> 50"'


def test_a_megabyte_in_one_line_is_explained_at_once() -> None:
    assert explained("a: b: " + "c d " * 250_000).message.key == "syntax.colon"
    assert explained('a: "' + "x\n" * 500_000).message.key == "syntax.quote"
