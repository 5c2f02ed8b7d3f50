"""What is checked about records that can be read: the table of all rules.

Knows every rule's name, weight and manual page. Must not know how a message reads.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from pledgebook.diagnostics import Diagnostic, Severity, in_order
from pledgebook.entries import Entry
from pledgebook.load import Loaded
from pledgebook.rules import manual
from pledgebook.rules.characters import hidden_characters
from pledgebook.rules.checked import Checked, Rule, checked
from pledgebook.rules.contrast import faint_colour
from pledgebook.rules.cycles import hierarchy_cycle
from pledgebook.rules.dates import date_order
from pledgebook.rules.existence import outside_existence
from pledgebook.rules.identity import duplicate_id, former_id_in_use
from pledgebook.rules.lookalikes import mixed_script
from pledgebook.rules.measures import bad_indicator, bad_scale
from pledgebook.rules.media import media_alt, media_file
from pledgebook.rules.numbers import ambiguous_value
from pledgebook.rules.parties import agreement_parties, declared_count
from pledgebook.rules.payload import bad_payload
from pledgebook.rules.ranges import not_applicable_result, out_of_range, small_count
from pledgebook.rules.required import bad_value, missing_field
from pledgebook.rules.rows import duplicate_result, revision_sequence
from pledgebook.rules.sources import unsourced
from pledgebook.rules.sums import sum_mismatch, total_mismatch
from pledgebook.rules.targets import bad_target
from pledgebook.rules.texts import missing_translation, unknown_language
from pledgebook.rules.unknown import unknown_reference, unused_record
from pledgebook.rules.unmatched import unmatched_period

__all__ = ["RULES", "Checked", "Rule", "check", "checked", "rule_named"]

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    # A file and its text
    Rule("unreadable-file", _ERROR, text=manual.UNREADABLE_FILE),
    Rule("unread-file", _ERROR, text=manual.UNREAD_FILE),
    Rule("syntax", _ERROR, text=manual.SYNTAX),
    Rule("duplicate-key", _ERROR, text=manual.DUPLICATE_KEY),
    Rule("yaml-feature", _ERROR, text=manual.YAML_FEATURE),
    Rule("hidden-characters", _ERROR, hidden_characters),
    # A field
    Rule("ambiguous-value", _ERROR, ambiguous_value),
    Rule("unknown-field", _ERROR, text=manual.UNKNOWN_FIELD),
    Rule("missing-field", _ERROR, missing_field),
    Rule("wrong-type", _ERROR, text=manual.WRONG_TYPE),
    Rule("bad-value", _ERROR, bad_value),
    Rule("bad-date", _ERROR, text=manual.BAD_DATE),
    Rule("bad-id", _ERROR, text=manual.BAD_ID),
    Rule("faint-colour", _INFO, faint_colour),
    Rule("unknown-language", _ERROR, unknown_language),
    Rule("missing-translation", _INFO, missing_translation),
    # Names of records
    Rule("duplicate-id", _ERROR, duplicate_id),
    Rule("former-id-in-use", _ERROR, former_id_in_use),
    Rule("unknown-reference", _ERROR, unknown_reference),
    Rule("unused-record", _INFO, unused_record),
    Rule("hierarchy-cycle", _ERROR, hierarchy_cycle),
    Rule("mixed-script", _WARNING, mixed_script),
    # Records that contradict themselves or each other
    Rule("date-order", _ERROR, date_order),
    Rule("declared-count", _ERROR, declared_count),
    Rule("agreement-parties", _ERROR, agreement_parties),
    Rule("bad-scale", _ERROR, bad_scale),
    Rule("bad-indicator", _ERROR, bad_indicator),
    Rule("bad-target", _ERROR, bad_target),
    # Results
    Rule("duplicate-result", _ERROR, duplicate_result),
    Rule("revision-sequence", _ERROR, revision_sequence),
    Rule("bad-payload", _ERROR, bad_payload),
    Rule("sum-mismatch", _ERROR, sum_mismatch),
    Rule("total-mismatch", _WARNING, total_mismatch),
    Rule("out-of-range", _ERROR, out_of_range),
    Rule("outside-existence", _ERROR, outside_existence),
    Rule("unmatched-period", _WARNING, unmatched_period),
    Rule("not-applicable-result", _WARNING, not_applicable_result),
    Rule("small-count", _WARNING, small_count),
    Rule("unsourced", _WARNING, unsourced),
    # Files, texts and links of content/
    Rule("media-file", _ERROR, media_file),
    Rule("media-alt", _ERROR, media_alt),
    Rule("number-not-in-records", _WARNING, text=manual.NUMBER_NOT_IN_RECORDS),
    Rule("overtaken-number", _WARNING, text=manual.OVERTAKEN_NUMBER),
    Rule("unsafe-content", _ERROR, text=manual.UNSAFE_CONTENT),
    Rule("broken-link", _ERROR, text=manual.BROKEN_LINK),
    # What the site is built with
    Rule("not-installed", _ERROR, text=manual.NOT_INSTALLED),
    # Against an earlier revision
    Rule("changed-published-value", _ERROR, text=manual.CHANGED_PUBLISHED_VALUE),
    Rule("removed-id", _ERROR, text=manual.REMOVED_ID),
    Rule("weakened-target", _ERROR, text=manual.WEAKENED_TARGET),
    Rule("frozen-entry", _ERROR, text=manual.FROZEN_ENTRY),
)


def rule_named(name: str) -> Rule | None:
    """The rule of a name, or None."""
    return next((rule for rule in RULES if rule.name == name), None)


def check(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """Every mistake that the rules find, in order of place. Never raises for an author's one."""
    project = checked(loaded)
    return in_order((*_found(project, RULES), *_found_in_partial(project, loaded)))


# What can be said of a record with mistakes of shape: nothing that lacking parts could cause.
# `unknown-reference` looks at such records by itself.
_FOR_PARTIAL = {"date-order"}


def _found_in_partial(project: Checked, loaded: Loaded) -> Iterator[Diagnostic]:
    """One mistake does not hide another in the same record."""
    if not loaded.partial:
        return
    by_kind: dict[str, dict[str, Entry[Any]]] = defaultdict(dict)
    for entry in loaded.partial:
        by_kind[entry.type][entry.id] = entry
    rows = tuple(entry for entry in loaded.partial if entry.type == "results")
    kinds: dict[str, Any] = {
        kind: {**found, **project.model.of_type(kind)}
        for kind, found in by_kind.items()
        if kind not in {"results", "site"}
    }
    model = replace(project.model, results=(*project.model.results, *rows), **kinds)
    whole = replace(project, model=model, entries=(*project.entries, *loaded.partial))
    yield from _found(whole, [rule for rule in RULES if rule.name in _FOR_PARTIAL])


def _found(project: Checked, rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    for rule in rules:
        if rule.check is not None:
            for diagnostic in rule.check(project):
                yield replace(diagnostic, severity=rule.severity)
