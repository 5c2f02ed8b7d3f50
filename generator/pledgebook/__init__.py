"""Pledgebook: agreements, targets and results as reviewed records, published as a static site.

This file knows the version, the one place where it is written, and nothing else.
"""

__version__ = "0.1.0"
