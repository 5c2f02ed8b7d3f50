"""A Dask cluster on this machine for tests and benchmarks, in processes of its own."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator

# Workers are started as a script that imports this file would be: hence the guard.
_CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, host="127.0.0.1",
                      dashboard_address=None, memory_limit=0) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextlib.contextmanager
def cluster(script: str, workers: int) -> Iterator[tuple[str, int]]:
    """The address of a cluster as `--executor` takes it, and its scheduler's process."""
    with open(script, "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(_CLUSTER)
    process = subprocess.Popen(
        [sys.executable, script, str(workers)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        yield address.replace("tcp://", "dask://"), process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
