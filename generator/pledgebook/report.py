"""Diagnostics as text for people, as JSON for programs, and as annotations for GitHub.

Knows the three forms. Must not know any rule. Gives strings; the caller prints them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pledgebook.diagnostics import Diagnostic, Place, Severity, count, in_order, message
from pledgebook.messages import render, visible
from pledgebook.snippet import Styles, snippet, whole_line
from pledgebook.source import SourceFile

MANY = 50
FIRST = 3
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


@dataclass(frozen=True)
class Report:
    """What is reported: diagnostics, the files they are about by path, and how many records
    were read."""

    diagnostics: Sequence[Diagnostic]
    sources: Mapping[str, SourceFile] = field(default_factory=dict)
    records: int = 0


def text_report(
    report: Report, language: str, *, whole: bool, colour: bool, seconds: float | None
) -> str:
    """Every diagnostic with the line it is about, then a summary. More than `MANY` are grouped by
    rule, unless the `whole` is asked for. `seconds` is how long it took."""
    styles = Styles(colour)
    ordered = in_order(report.diagnostics)
    if len(ordered) > MANY and not whole:
        parts = [_group(group, language, styles) for group in _by_rule(ordered)]
        parts.append(render(message("report.all"), language) + "\n")
    else:
        parts = [_one(report, diagnostic, language, styles) for diagnostic in ordered]
    return "\n".join([*parts, _summary(report, language, seconds, styles)])


def _one(report: Report, diagnostic: Diagnostic, language: str, styles: Styles) -> str:
    """A diagnostic with its line, hint, corrected line and the places that belong to it."""
    place, source = diagnostic.place, report.sources.get(diagnostic.place.path)
    lines = [_headline(diagnostic, language, styles)]
    if source is not None and place.end_column is not None:
        lines += snippet(source.line(place.line), place, styles)
    if diagnostic.hint:
        lines.append(f"  {styles.hint(render(diagnostic.hint, language))}")
    if diagnostic.fix is not None:
        lines.append(f"  {render(message('report.fix'), language)}")
        lines.append(whole_line(diagnostic.fix, place.line, styles))
    for related in diagnostic.related:
        lines.append(f"  {render(message('report.also'), language)} {_where(related)}")
    return "\n".join(lines) + "\n"


def _where(place: Place) -> str:
    return f"{visible(place.path)}:{place.line}:{place.column}"


def _headline(diagnostic: Diagnostic, language: str, styles: Styles) -> str:
    where, severity = _where(diagnostic.place), _severity(diagnostic.severity, language)
    marked = styles.severity(severity, diagnostic.severity)
    text = render(diagnostic.message, language)
    return f"{styles.place(where)}: {marked}: {text} {styles.faint(f'[{diagnostic.rule}]')}"


def _severity(severity: Severity, language: str) -> str:
    return render(message(f"severity.{severity}"), language)


def _by_rule(diagnostics: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """The diagnostics by severity and rule, the heaviest and then the most frequent first."""
    groups: dict[tuple[Severity, str], list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        groups[diagnostic.severity, diagnostic.rule].append(diagnostic)
    weights = {severity: index for index, severity in enumerate(Severity)}
    return sorted(groups.values(), key=lambda g: (weights[g[0].severity], -len(g), g[0].rule))


def _group(group: list[Diagnostic], language: str, styles: Styles) -> str:
    """A rule with how often it was broken, and its first places."""
    severity = group[0].severity
    head = f"{_severity(severity, language)}: {len(group)} × [{group[0].rule}]"
    lines = [styles.severity(head, severity)]
    for diagnostic in group[:FIRST]:
        lines.append(f"  {_where(diagnostic.place)}: {render(diagnostic.message, language)}")
        if diagnostic.hint:
            lines.append(f"    {styles.hint(render(diagnostic.hint, language))}")
    if len(group) > FIRST:
        lines.append(f"  {render(message('report.more', count=len(group) - FIRST), language)}")
    return "\n".join(lines) + "\n"


def _summary(report: Report, language: str, seconds: float | None, styles: Styles) -> str:
    """`1 error and 2 warnings in 57 records (0.4 s)`."""
    counts = {severity: count(report.diagnostics, severity) for severity in Severity}
    present = [severity for severity in Severity if counts[severity]]
    found = tuple(message(f"report.{severity}", count=counts[severity]) for severity in present)
    records = message("report.records", count=report.records)
    text = message("report.summary", found=found or message("report.none"), records=records)
    line = render(text, language)
    if seconds is not None:
        line += f" ({render(message('report.seconds', seconds=f'{seconds:.1f}'), language)})"
    return (styles.severity(line, present[0]) if present else line) + "\n"


def json_report(report: Report, language: str) -> str:
    """One object with `diagnostics` and `summary`, its names and shape fixed for scripts."""
    ordered = in_order(report.diagnostics)
    summary = {
        "errors": count(ordered, Severity.ERROR),
        "warnings": count(ordered, Severity.WARNING),
        "records": report.records,
    }
    found = {"diagnostics": [_as_object(d, language) for d in ordered], "summary": summary}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _as_object(diagnostic: Diagnostic, language: str) -> dict[str, object]:
    place = diagnostic.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "field": diagnostic.field,
        "rule": diagnostic.rule,
        "severity": str(diagnostic.severity),
        "message": render(diagnostic.message, language),
        "hint": _hint(diagnostic, language) or None,
        "related": [
            {"path": other.path, "line": other.line, "column": other.column}
            for other in diagnostic.related
        ],
    }


def _hint(diagnostic: Diagnostic, language: str) -> str:
    """The hint, with the corrected line where there is one."""
    parts = [render(diagnostic.hint, language)] if diagnostic.hint else []
    if diagnostic.fix is not None:
        parts.append(f"{render(message('report.fix'), language)} {visible(diagnostic.fix.strip())}")
    return "; ".join(parts)


def github_report(report: Report, language: str) -> str:
    """A workflow command for each diagnostic, which GitHub shows beside the line."""
    return "".join(f"{_command(d, language)}\n" for d in in_order(report.diagnostics))


def _command(diagnostic: Diagnostic, language: str) -> str:
    place = diagnostic.place
    properties = {"file": place.path, "line": str(place.line), "col": str(place.column)}
    if place.end_column:
        properties["endColumn"] = str(place.end_column)
    properties["title"] = diagnostic.rule
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    lines = [render(diagnostic.message, language), _hint(diagnostic, language)]
    also = render(message("report.also"), language)
    lines += [f"{also} {_where(other)}" for other in diagnostic.related]
    text = "\n".join(line for line in lines if line)
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
