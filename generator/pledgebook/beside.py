"""Work done beside the rest on another processor, in a copy of this process where there can be
one.

Knows how a process is copied and what that needs. Must not know the work.
"""

import gc
import multiprocessing
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from pledgebook.faults import Fault

Result = TypeVar("Result")
_ENDED = (
    "a process of the build was ended from outside, perhaps for want of memory; build again, with "
    "--jobs 1 if it happens again"
)


class EndedError(Fault):
    """A process was ended from outside."""


def start_beside(work: Callable[[], Result], jobs: int) -> Callable[[], Result]:
    """Starts work that only reads what is in memory; the function returned waits for its result,
    which must be plain data, or raises what the work raised.

    Copying a process copies none of its threads, which may hold locks at that moment; so with
    other threads, other systems than Linux, or a single job, the work is done when it is
    waited for. What the work reads is not held here, so that this process can let go of it.
    Waiting raises EndedError when the process was ended from outside.
    """
    if jobs < 2 or sys.platform != "linux" or threading.active_count() > 1:
        return work
    gc.freeze()  # what is there now stays there: the copy shares its memory
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def send() -> None:
        try:
            sender.send((True, work()))
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            sender.send((False, error))

    process = context.Process(target=send, daemon=True)
    process.start()
    sender.close()
    gc.unfreeze()

    def wait() -> Result:
        try:
            done, value = receiver.recv()
        except EOFError:
            raise EndedError(_ENDED) from None
        finally:
            process.join()
        if not done:
            raise value
        result: Result = value
        return result

    return wait
