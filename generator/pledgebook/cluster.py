"""A Dask cluster as the place where slices are built, instead of processes of our own.

Knows Dask's client, and how a slice travels: its input as bytes, what came of it as bytes, so
that the workers share no folder with this machine, only the same version of the program. Who
runs a slice, and again when its worker is lost, is Dask's affair. Must not know what a slice
is made of, nor what becomes of it.
"""

import asyncio
import logging
import os
import pickle
import socket
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from pledgebook.engine import EngineError, Run, RunReport, processes, run_engine
from pledgebook.keys import package_versions, program_key
from pledgebook.options import SCHEME
from pledgebook.output import list_files, write_tree
from pledgebook.press import Batch, BuiltPage, built_path, press_pages, put_page, set_pages
from pledgebook.progress import Detail, Tell, silent
from pledgebook.settings import settings_files

_CONNECT_SECONDS = 5.0
# Workers come and go; only when there are none for so long does a build give up.
_ALONE_SECONDS = 30
_KILLED = (
    "a process that builds pages was ended from outside, perhaps for want of memory; "
    "--jobs 1 needs the least"
)
# Threads of one worker share what MkDocs keeps for the whole process.
_one_at_a_time = threading.Lock()


class ClusterError(EngineError):
    """The cluster cannot build, or is lost. The text is for people."""


@contextmanager
def workers(executor: str | Executor | None, jobs: int, tell: Tell = silent) -> Iterator[Executor]:
    """What runs slices: so many processes of our own, the cluster at `dask://HOST:PORT`, or
    what the caller has.

    Raises ClusterError when the cluster cannot be had or has another version of the program.
    """
    if not isinstance(executor, str):
        try:
            with processes(executor, jobs) as pool:
                yield pool
        except BrokenProcessPool:
            raise EngineError(_KILLED) from None
        return
    where = executor.removeprefix(SCHEME)
    check_address(executor)
    with _client(where) as client:
        answers = client.run(_program, on_error="return")
        _check_workers(where, answers)
        tell(Detail(f"{len(answers)} workers"))
        cluster = _Cluster(where, client)
        try:
            yield cluster
        finally:
            cluster.ended.set()


def check_address(address: str) -> None:
    """Says soon whether a scheduler listens there; leaves no thread behind. Raises ClusterError."""
    where = address.removeprefix(SCHEME)
    host, _, port = where.rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), _CONNECT_SECONDS).close()
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise ClusterError(f"no scheduler answers at {where} ({why}); is the cluster up?") from None
    with _quiet():
        try:
            with ThreadPoolExecutor(1) as apart:  # whoever calls may have a loop running
                apart.submit(lambda: asyncio.run(_greet(where))).result()
        except Exception:  # noqa: BLE001 - strangers answer in many ways
            raise ClusterError(f"what listens at {where} is no Dask scheduler") from None


async def _greet(where: str) -> None:
    """Tells a scheduler who we are, in Dask's words, and leaves."""
    comm: Any = import_module("distributed.comm")
    async with asyncio.timeout(_CONNECT_SECONDS):
        connection = await comm.connect(f"tcp://{where}", timeout=_CONNECT_SECONDS)
        await connection.close()


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask would print is told in our words instead."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import_module("distributed")  # not above: an extra that need not be there, slow to load
        for name in list(logging.root.manager.loggerDict):
            if name.partition(".")[0] in ("distributed", "tornado", "asyncio"):
                logging.getLogger(name).disabled = True
        yield


@contextmanager
def _client(where: str) -> Iterator[Any]:
    """A connection to the scheduler. Raises ClusterError."""
    with _quiet():
        distributed: Any = import_module("distributed")
        try:
            client = distributed.Client(where, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"the scheduler at {where} does not answer: {error}") from None
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=1)


def _program() -> tuple[str, dict[str, str]]:
    """The program and its packages in the process that is asked."""
    return program_key(), package_versions()


def _check_workers(where: str, answers: Mapping[str, Any]) -> None:
    """Every worker must have this very program. Raises ClusterError."""
    if not answers:
        raise ClusterError(f"the cluster at {where} has no workers; start one: dask worker {where}")
    for worker, answer in answers.items():
        if isinstance(answer, BaseException):
            raise ClusterError(
                f"the worker {worker} cannot run this program ({answer}); install pledgebook "
                f"{package_versions()['pledgebook']} there"
            )
        key, versions = answer
        if key != program_key():
            raise ClusterError(f"the worker {worker} has {_difference(versions)}")


def _difference(theirs: Mapping[str, str]) -> str:
    mine = package_versions()
    other = [name for name in mine if theirs.get(name) != mine[name]]
    if not other:
        return "other files of the same version of the program; install the same on both sides"
    listed = ", ".join(f"{name} {theirs.get(name) or 'not at all'}" for name in other)
    wanted = ", ".join(f"{name} {mine[name]}" for name in other)
    return f"{listed}; this machine has {wanted}. Install the same on both sides"


class _Cluster(Executor):
    """Runs slices on the cluster; fails those that wait when it is lost."""

    def __init__(self, where: str, client: Any) -> None:
        self.where = where
        self.client = client
        self.executor = client.get_executor(pure=False)
        self.waiting: dict[Future[Any], Future[bytes]] = {}
        self.ended = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        """Sends a slice; the future's result is what `fn` would give on this machine."""
        if fn not in (run_engine, press_pages):
            raise TypeError(f"{fn} is no work for a cluster")
        (work,) = args
        outer: Future[Any] = Future()
        inner: Future[bytes] = self.executor.submit(run_parcel, program_key(), _pack(work))
        self.waiting[outer] = inner
        inner.add_done_callback(lambda _: self._arrived(outer, work))
        return outer

    def _arrived(self, outer: Future[Any], work: Run | Batch) -> None:
        inner = self.waiting.pop(outer, None)
        if inner is None:
            return  # given up
        try:
            outer.set_result(_unpack(work, inner.result()))
        except CancelledError:
            outer.set_exception(ClusterError(f"the cluster at {self.where} is lost"))
        except (EngineError, OSError) as error:
            outer.set_exception(error)
        except Exception as error:  # noqa: BLE001 - whatever Dask says of a slice that failed
            text = f"the cluster at {self.where} could not build a slice: {error}"
            outer.set_exception(ClusterError(text))

    def _watch(self) -> None:
        """Looks after the workers; a scheduler would wait for new ones without end."""
        alone = 0
        while not self.ended.wait(1.0):
            try:
                there = self.client.scheduler_info(n_workers=1)["workers"]
            except Exception:  # noqa: BLE001 - lost, in one of many ways
                there = {}
            alone = 0 if there else alone + 1
            if alone >= _ALONE_SECONDS:
                self._give_up(f"the cluster at {self.where} has had no workers for {alone} s")

    def _give_up(self, why: str) -> None:
        for outer in list(self.waiting):
            if self.waiting.pop(outer, None) is not None:
                outer.set_exception(ClusterError(why))


def _pack(work: Run | Batch) -> bytes:
    """A slice and every file that it needs, as bytes."""
    files: dict[str, bytes] = {}
    if isinstance(work, Run):
        config = Path(os.path.normpath(work.config_file))
        theme = config.parent / "theme"
        paths = [Path(os.path.normpath(file)) for file in settings_files(config)]
        paths += [theme / name for name in list_files(theme)]
        base = Path(os.path.commonpath([config.parent, *(path.parent for path in paths)]))
        files = {path.relative_to(base).as_posix(): path.read_bytes() for path in paths}
        work = replace(work, config_file=config.relative_to(base), scratch=Path())
    else:
        work = replace(work, folder=Path())
    return pickle.dumps((work, files))


def run_parcel(key: str, parcel: bytes) -> bytes:
    """Builds a slice in a worker of the cluster. Raises ClusterError, EngineError."""
    if key != program_key():
        raise ClusterError("a worker that came later has another version of the program")
    work, files = pickle.loads(parcel)
    with _one_at_a_time:
        if isinstance(work, Batch):
            return pickle.dumps(tuple(set_pages(work)))
        with tempfile.TemporaryDirectory(prefix="pledgebook-") as name:
            folder = Path(name)
            write_tree(folder / "project", files)
            config = folder / "project" / work.config_file
            return pickle.dumps(run_engine(replace(work, config_file=config, scratch=folder / "x")))


def _unpack(work: Run | Batch, result: bytes) -> RunReport | tuple[BuiltPage, ...]:
    """What came of a slice, with its pages written where they belong. Raises OSError."""
    found = pickle.loads(result)
    if isinstance(work, Run):
        report: RunReport = found
        return report
    for page, content in found:
        put_page(work.folder / (work.prefix + built_path(page.path)), content)
    return tuple(page for page, _ in found)
