"""The tables that the site offers, in the order in which they are shown.

Knows which tables there are. Must not know what is in them.
"""

from typing import Any

from pledgebook.downloads.registers import AGREEMENTS, INDICATORS, ORGANIZATIONS, PARTIES
from pledgebook.downloads.results import RESULTS
from pledgebook.downloads.table import Table
from pledgebook.downloads.targets import TARGETS

TABLES: tuple[Table[Any], ...] = (
    ORGANIZATIONS,
    AGREEMENTS,
    PARTIES,
    INDICATORS,
    TARGETS,
    RESULTS,
)
