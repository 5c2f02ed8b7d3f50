"""An executor that does the work at once in this process: MkDocs is loaded once for all tests."""

import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

_STAMP = "SOURCE_DATE_EPOCH"


class InProcess(Executor):
    """Takes the place of the processes of a build; leaves this one as it was."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        """Does the work; the future is done already."""
        future: Future[Any] = Future()
        logger, stamp = logging.getLogger("mkdocs"), os.environ.get(_STAMP)
        propagates = logger.propagate
        try:
            future.set_result(fn(*args, **more))
        except Exception as error:  # noqa: BLE001 - as executors do
            future.set_exception(error)
        finally:
            logger.propagate = propagates
            os.environ.pop(_STAMP, None)
            if stamp is not None:
                os.environ[_STAMP] = stamp
        return future
