"""What an author probably meant by a value that is not one.

Knows how dates, numbers, ids, addresses and codes are written elsewhere. Gives a value only
where one reading is likely and another is not; it never guesses between two.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from pledgebook.fields import (
    COLOUR,
    LANGUAGE_TAG,
    id_problem,
    read_decimal,
    read_url,
)
from pledgebook.repair import quoted
from pledgebook.values import Rejected, read_fuzzy_date, read_number, read_period

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?(?:[T ][0-9:]+Z?)?")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NAMED = re.compile(r"(?:([0-9]{1,2})(?:st|nd|rd|th)?\.? )?([A-Za-z]{3,9})\.?,? ([0-9]{4})")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_VIETNAMESE = re.compile(r"(?:ngày )?(?:([0-9]{1,2}) )?tháng ([0-9]{1,2}) năm ([0-9]{4})")
_PART_OF_YEAR = re.compile(r"(?:([0-9]{4})[-/ ]?([HQ][1-4])|([HQ][1-4])[-/ ]?([0-9]{4}))")
_TWO_YEARS = re.compile(r"([0-9]{4})[-–/ ]([0-9]{4}|[0-9]{2})")
_UNIT = re.compile(r"([-+]?[0-9][0-9.,_' \u00a0\u202f\u2009]*?)\s*(%|[^\W\d_][^\d]*)?")
_GROUPS = re.compile(r"([.,' _\u00a0\u202f\u2009])")


def suggest(key: str, value: str) -> str | None:
    """What to write instead of a value that was refused with this message, if it is plain."""
    suggestion = _FOR_MESSAGE.get(key)
    if suggestion is None or len(value) > 200:
        return None
    return suggestion(value.strip())


def _date(value: str) -> str | None:
    """The date that a value written in another order or with a month's name means."""
    return _accepted(_rewritten_date(_digits(value)), read_fuzzy_date)


def _rewritten_date(value: str) -> str | None:
    lowered = value.lower()
    if match := _YEAR_FIRST.fullmatch(value):
        return _iso(match[1], match[2], match[3])
    if match := _COMPACT.fullmatch(value):
        return _iso(*match.groups())
    if match := _DAY_FIRST.fullmatch(value):
        # 13 or more can only be a day; two small numbers may be either way round.
        one, other = int(match[1]), int(match[2])
        if one > 12 or one == other:
            return _iso(match[3], match[2], match[1])
        return _iso(match[3], match[1], match[2]) if other > 12 else None
    if match := _VIETNAMESE.fullmatch(lowered):
        return _iso(match[3], match[2], match[1])
    if match := _NAMED.fullmatch(lowered):
        return _iso(match[3], _month(match[2]), match[1])
    if match := _NAMED_FIRST.fullmatch(lowered):
        return _iso(match[3], _month(match[1]), match[2])
    return None


def _iso(year: str, month: str, day: str | None) -> str:
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])])


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3]) + 1) if name[:3] in _MONTHS else "0"


def _day(value: str) -> str | None:
    """As a date, but to the day."""
    found = _date(value)
    return found if found and len(found) == len("2024-06-28") else None


def _period(value: str) -> str | None:
    """A half-year, quarter or split year written in another way; else as a date."""
    if match := _PART_OF_YEAR.fullmatch(value.upper()):
        return _accepted(f"{match[1] or match[4]}-{match[2] or match[3]}", read_period)
    match = _TWO_YEARS.fullmatch(value)
    split = _accepted(f"{match[1]}/{match[2][-2:]}", read_period) if match else None
    if split:
        return split
    found = _date(value)
    return found if found and len(found) == len("2024-06") else None


def _month_day(value: str) -> str | None:
    match = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})", value)
    if match is None:
        return None
    try:
        return f"{date(2001, int(match[1]), int(match[2])):%m-%d}"
    except ValueError:
        return None


def _digits(value: str) -> str:
    """The value with digits of any script as 0 to 9."""
    return "".join(str(unicodedata.digit(c, c)) if c.isdecimal() else c for c in value)


def _number(value: str) -> str | None:
    """The number without unit, percent sign, plus, or marks between its groups of digits."""
    plain = _digits(value).replace("−", "-")
    match = _UNIT.fullmatch(plain)
    if match is None:
        return _accepted(f"0{plain}", read_number) if plain.startswith(".") else None
    number = match[1].removeprefix("+").strip().rstrip(".,")
    return _accepted(number, read_decimal) or _accepted(_ungrouped(number), read_number)


def _ungrouped(number: str) -> str | None:
    """`1,234,567.8` without the marks; None where one mark may be a decimal point, or where
    the groups are not those of thousands."""
    parts = _GROUPS.split(number)
    marks, groups = parts[1::2], parts[2::2]
    if not marks:
        return number
    decimal = ""
    if marks[-1] in ".," and (marks[-1] not in marks[:-1]):
        if len(marks) == 1 and len(groups[0]) == 3:
            return None
        decimal, groups, marks = f".{groups[-1]}", groups[:-1], marks[:-1]
    grouped = all(len(group) in {2, 3} for group in groups) and (not groups or len(groups[-1]) == 3)
    return parts[0] + "".join(groups) + decimal if grouped and len(set(marks)) <= 1 else None


def _octal(value: str) -> str | None:
    sign, plain = ("-", value[1:]) if value.startswith("-") else ("", value)
    return _accepted(sign + re.sub(r"^0+(?=[0-9])", "", plain), read_number)


def _whole(value: str) -> str | None:
    plain = re.sub(r"\.0+$", "", value)
    return plain if plain.isdecimal() else None


def _boolean(value: str) -> str:
    return "true" if value.lower() in {"yes", "on", "true"} else "false"


def slug(value: str) -> str | None:
    """An id made of a text: small letters without accents, hyphens for what stands between."""
    plain = unicodedata.normalize("NFKD", value.lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("'", "").replace("’", "")
    # Letters of other scripts cannot be left out without making it another name.
    if any(c.isalnum() and not c.isascii() for c in plain):
        return None
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return name if name and id_problem(name) is None else None


def _target_name(value: str) -> str | None:
    owner, mark, target = (value.replace("\\", "/").replace(":", "/")).partition("/")
    slugs = slug(owner), slug(target)
    return "/".join(s or "" for s in slugs) if mark and all(slugs) else None


def _language(value: str) -> str | None:
    parts = value.replace("_", "-").split("-")
    rest = [p.title() if len(p) == 4 else p.upper() for p in parts[1:]]
    tag = "-".join([parts[0].lower(), *rest])
    return tag if LANGUAGE_TAG.fullmatch(tag) else None


def _url(value: str) -> str | None:
    plain = re.sub(r"^(https?):/*", r"\1://", value.replace(" ", "%20"), flags=re.IGNORECASE)
    scheme, mark, rest = plain.partition("://")
    if mark and scheme.lower() in {"http", "https"}:
        plain = f"{scheme.lower()}://{rest}"
    elif "." in value.partition("/")[0] and not mark:
        plain = f"https://{plain}"
    return _accepted(plain, read_url)


def _colour(value: str) -> str | None:
    plain = value.removeprefix("#")
    plain = "".join(c * 2 for c in plain) if len(plain) == 3 else plain
    return quoted(f"#{plain}") if COLOUR.fullmatch(f"#{plain}") else None


def _accepted(value: str | None, read: Callable[[str], object]) -> str | None:
    """The value, if it is one that a record may hold."""
    if value is None:
        return None
    try:
        read(value)
    except Rejected:
        return None
    return value


_FOR_MESSAGE: dict[str, Callable[[str], str | None]] = {
    "ambiguous-value.boolean": _boolean,
    "ambiguous-value.boolean-word": quoted,
    "ambiguous-value.octal": _octal,
    "ambiguous-value.separator": _number,
    "ambiguous-value.text-clock": quoted,
    "ambiguous-value.text-octal": quoted,
    "ambiguous-value.text-underscore": quoted,
    "ambiguous-value.underscore": _number,
    "bad-date.day": _day,
    "bad-date.fuzzy": _date,
    "bad-date.month-day": _month_day,
    "bad-date.period": _period,
    "bad-id": slug,
    "bad-id.target": _target_name,
    "bad-value.code": slug,
    "bad-value.colour": _colour,
    "bad-value.language": _language,
    "bad-value.url": _url,
    "bad-value.whole": _whole,
    "wrong-type.number": _number,
}
