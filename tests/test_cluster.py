"""Slices on a cluster give the site that this machine gives, or leave the old one."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clusters import cluster
from pledgebook import cluster as cluster_module
from pledgebook import press
from pledgebook.build import Options, build_site
from pledgebook.cli import main
from pledgebook.cluster import ClusterError, check_address
from pledgebook.output import list_files
from pledgebook.progress import Detail, Event, silent
from pledgebook.settings import SettingsError
from sites import AS_OF, CASES, build, copy_project

pytest.importorskip("distributed", reason="Dask is not installed: pledgebook[dask]")
GARDEN = CASES / "sites" / "garden-pact"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """A scheduler and two workers; the last test here ends them."""
    with cluster(str(tmp_path_factory.mktemp("cluster") / "cluster.py"), 2) as found:
        yield found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that this machine has built."""
    root = copy_project(GARDEN, tmp_path_factory.mktemp("project"))
    assert build(root).published
    return root


def options(root: Path, address: str) -> Options:
    return Options(root, root / "dask", AS_OF, jobs=1, clean=True, executor=address)


def contents(folder: Path) -> dict[str, bytes]:
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


def worker_of(address: str) -> int:
    """The process of a worker; when it is killed its nanny starts another."""
    import distributed

    open_client: Any = distributed.Client
    with open_client(address.removeprefix("dask://"), set_as_default=False) as client:
        return int(next(iter(client.run(os.getpid).values())))


def lose(end: Callable[[int, int], None], process: int) -> threading.Timer:
    """From now on it does nothing more, so its work is not done when it is killed soon after."""
    end(process, signal.SIGSTOP)
    loss = threading.Timer(0.5, end, (process, signal.SIGKILL))
    loss.start()
    return loss


def test_the_site_of_two_workers_is_ours_though_one_is_lost(
    running: tuple[str, int], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "BATCH", 3)
    told: list[Event] = []
    losses: list[threading.Timer] = []

    def tell(event: Event) -> None:
        told.append(event)
        if event == Detail("2 workers"):
            losses.append(lose(os.kill, worker_of(running[0])))

    assert build_site(options(project, running[0]), tell).published
    [loss] = losses
    loss.join()
    assert Detail("2 workers") in told
    assert contents(project / "dask") == contents(project / "site")


def test_workers_with_another_program_are_refused(
    running: tuple[str, int], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = {"pledgebook": "9.9.9", "mkdocs": "0.1"}
    monkeypatch.setattr(cluster_module, "program_key", lambda: "other")
    monkeypatch.setattr(cluster_module, "package_versions", lambda: versions)
    with pytest.raises(ClusterError, match=r"this machine has pledgebook 9\.9\.9, mkdocs 0\.1\."):
        build_site(options(project, running[0]), silent)
    monkeypatch.setattr(cluster_module, "_check_workers", lambda *_: None)
    with pytest.raises(ClusterError, match="another version of the program"):
        build_site(options(project, running[0]), silent)


def test_what_other_machines_may_lack_is_not_sent(tmp_path: Path) -> None:
    root = copy_project(GARDEN, tmp_path)
    (root / "mkdocs.yml").write_text("site_name: x\nplugins: [search, tags]\n")
    with pytest.raises(SettingsError, match="without --executor"):
        build_site(options(root, "dask://127.0.0.1:1"), silent)


def test_an_address_where_nobody_listens(project: Path) -> None:
    with pytest.raises(ClusterError, match=r"no scheduler answers at 127\.0\.0\.1:1 "):
        check_address("dask://127.0.0.1:1")
    result = CliRunner().invoke(main, ["build", "-C", str(project), "--executor", "10.0.0.5"])
    assert result.exit_code == 2
    assert "dask://10.0.0.5:8786" in result.stderr


def test_a_lost_cluster_leaves_the_old_site(running: tuple[str, int], project: Path) -> None:
    before = contents(project / "dask")

    def tell(event: Event) -> None:
        if event == Detail("2 workers"):
            lose(os.killpg, running[1])

    with pytest.raises(ClusterError, match=r"the cluster at .* is lost"):
        build_site(options(project, running[0]), tell)
    assert contents(project / "dask") == before
    assert build(project).published
