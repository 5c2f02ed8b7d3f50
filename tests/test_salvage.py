"""What is still read of a file with a syntax error."""

from pledgebook.roots import Root, read_root
from pledgebook.source import SourceFile


def read(text: str, listed: str = "") -> Root:
    return read_root(SourceFile("data/x.yml", text), listed=listed)


def told(root: Root) -> list[str]:
    return [f"{d.place.line}:{d.place.column} {d.message.key}" for d in root.diagnostics]


def test_the_other_records_are_read_and_the_lost_id_is_known() -> None:
    root = read("a: {name: A}\nb: {name: B: C}\nc:\n  name: C\n")
    assert root.mapping == {"a": {"name": "A"}, "c": {"name": "C"}}
    assert "b" in (root.lost or ())
    assert told(root) == ["2:12 syntax.colon"]


def test_places_of_the_rest_are_places_in_the_file() -> None:
    root = read("a: {name: B: C}\nb: {name: x}\n")
    assert root.mapping is not None
    assert root.mapping.find("b").find("name").start == 26


def test_every_piece_tells_its_own_mistake() -> None:
    text = "a: {name: A\nb: {name: 'B's'}\nc: {name: C #1}\nd: {name: D}\ne:\n\tname: E\n"
    assert told(read(text)) == [
        "1:4 syntax.open-bracket",
        "2:13 syntax.apostrophe",
        "3:13 ambiguous-value.comment",
        "6:1 syntax.tab",
    ]


def test_one_mistake_in_many_pieces_is_told_a_few_times_only() -> None:
    text = "".join(f"a{i}:\n\tname: A\n" for i in range(100))
    assert 1 <= len(told(read(text))) <= 6


def test_an_unclosed_quote_does_not_swallow_the_next_records() -> None:
    root = read('a:\n  name: "A\nb:\n  name: "B"\nc: {name: C}\n')
    assert root.mapping == {"b": {"name": "B"}, "c": {"name": "C"}}
    assert told(root) == ["2:9 syntax.quote"]


def test_a_key_given_twice_is_seen_across_pieces() -> None:
    root = read("a: {name: A}\nb: {name: B\na: {name: C}\n")
    assert told(root) == ["2:4 syntax.open-bracket", "3:1 duplicate-key"]
    assert root.diagnostics[1].related[0].line == 1


def test_rows_are_read_one_by_one() -> None:
    text = "defaults: {period: 2024}\nresults:\n  - {a: 1}\n  - {a: 2\n  - {a: 3: 4}\n  - {a: 5}\n"
    root = read(text, listed="results")
    assert root.mapping == {"defaults": {"period": "2024"}, "results": [{"a": "1"}, {"a": "5"}]}
    assert told(root) == ["4:5 syntax.open-bracket", "5:10 syntax.colon"]


def test_a_conflict_is_told_once() -> None:
    text = "a: {name: A}\n<<<<<<< HEAD\nb: {name: B}\n=======\nb: {name: C}\n>>>>>>> x\n"
    root = read(text)
    assert told(root) == ["2:1 syntax.conflict"]
    assert root.mapping is None


def test_ids_stay_known_in_a_file_that_is_one_bracket() -> None:
    root = read('{\n  "a": {"name": "A"},\n  "b": {"name": "B"\n}\n')
    assert {"a", "b"} <= (root.lost or set())


def test_a_conflict_leaves_the_ids_known() -> None:
    root = read("a: {name: A}\n<<<<<<< HEAD\nb: {name: B}\n=======\nb: {name: C}\n>>>>>>> x\n")
    assert {"a", "b"} <= (root.lost or set())
