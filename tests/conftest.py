import os

import pytest
from hypothesis import HealthCheck, settings

from served import chromium, first_case, first_case_server, page

__all__ = ["chromium", "first_case", "first_case_server", "page"]  # fixtures of many tests

# How long an example takes says more about the machine than about the program.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden",
        "--regenerate",
        action="store_true",
        help="write what the program gives now into the golden files, to be read before commit",
    )
    parser.addoption(
        "--everything",
        action="store_true",
        help="visit every page in every language, colour scheme and width; takes minutes",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--rewrite-golden") and os.environ.get("CI"):
        raise pytest.UsageError("golden files are never rewritten in CI")


@pytest.fixture(scope="session")
def rewrite_golden(pytestconfig: pytest.Config) -> bool:
    """Whether golden files shall be written anew instead of compared."""
    return bool(pytestconfig.getoption("--rewrite-golden"))
