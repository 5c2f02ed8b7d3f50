"""A disk that is full or fails while a site is built: the old site or the new one is whole.

`benchmarks/disk.py` tries every change of the disk; here are some."""

import errno

import pytest
from click.testing import CliRunner

from faults import Disk, Trial, contents, failing
from pledgebook import making
from pledgebook.cli import main
from pledgebook.publish import PublishError, verify
from sites import CASES, build


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """A small project between two states."""
    return Trial(CASES / "sites" / "garden-pact", tmp_path_factory.mktemp("trial"))


@pytest.mark.parametrize(
    ("code", "stays", "parts"),
    [(errno.ENOSPC, True, (1, 50, 96)), (errno.EIO, False, (98,))],
)
def test_a_failing_disk_leaves_a_whole_site_and_the_next_build_is_right(
    trial: Trial, code: int, stays: bool, parts: tuple[int, ...]
) -> None:
    trial.count()
    changes = trial.count()
    assert changes > 100
    for percent in parts:
        told = trial.fail(changes * percent // 100, code, stays=stays)
        assert not told or str(trial.root) in told


def test_a_target_that_is_read_only_keeps_its_site(trial: Trial) -> None:
    trial.edit(1 - trial.state)
    site = trial.root / "site"
    before = contents(site)
    with (
        failing(Disk(str(site), 1, errno.EROFS, stays=True)),
        pytest.raises(PublishError, match="cannot be written to"),
    ):
        build(trial.root)
    assert contents(site) == before
    trial.edit(trial.state)


def test_a_build_ended_before_it_could_remember_its_site_is_not_taken_for_the_one_before(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "last.json")

    trial.edit(1 - trial.state)
    with monkeypatch.context() as patched, failing(Disk(str(trial.root))):
        patched.setattr(making, "write_last", full)
        built = build(trial.root)
    assert built.published
    assert any("the site is in place" in notice for notice in built.notices)
    assert contents(trial.root / "site") == trial.wanted[1 - trial.state]
    trial.edit(trial.state)
    with failing(Disk(str(trial.root))):
        build(trial.root)
    assert contents(trial.root / "site") == trial.wanted[trial.state]


def test_people_are_told_what_the_system_says_and_that_the_site_stays(trial: Trial) -> None:
    trial.edit(1 - trial.state)
    with failing(Disk(str(trial.root), 3, errno.ENOSPC, stays=True)):
        result = CliRunner().invoke(main, ["build", "-C", str(trial.root)])
    trial.edit(trial.state)
    assert result.exit_code == 3
    assert "No space left on device; the last site stays as it is" in result.stderr
    assert "Errno" not in result.stderr
    assert verify(trial.root / "site").lines == []
