"""The time one letter may take, so that none stops the log without being named."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 20.0
"""Of the processor's time; ordinary letters take a hundredth of a second."""


class TooSlowError(Exception):
    """The work took more than its time."""


@contextmanager
def time_budget(seconds: float = SECONDS) -> Iterator[None]:
    """Raise TooSlowError in the work below once it has taken so much of the processor's time.

    Where the system has no such timer, or outside the main thread, there is no bound.
    """
    if not hasattr(signal, "SIGVTALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # the signature is signal's
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
