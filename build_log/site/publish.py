"""The build as a transaction: written beside the old site, looked over, swapped at the end."""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import shutil
import sys
from pathlib import Path

from filelock import FileLock, Timeout

_BUILDERS = ("mkdocs", "properdocs")
"""The names under which builders log."""
_AT_FDCWD = -100
_EXCHANGE = 2


class PublishError(Exception):
    """The new site cannot take the old one's place. The message says why and what to do."""


class WarningCounter(logging.Handler):
    """Counts the builder's warnings, since a strict build must not publish after one."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002  # the signature is logging's
        """Count one warning."""
        self.count += 1


class Transaction:
    """One build's place on disk. The old site stays whole until `finish`, and whole if that fails.

    Beside a site `site` lie `.site.lock`, held by one build's process and let go when that ends,
    however it ends; `.site.next`, the new site, while a build runs; and, where the system cannot
    exchange two folders at once, `.site.old` for the moment between two renames.
    """

    def __init__(self, site: Path, *, strict: bool) -> None:
        """Prepare to replace `site`. Raises PublishError where that could not be done at the end."""
        self.site = site
        self.staging = site.parent / f".{site.name}.next"
        self._old = site.parent / f".{site.name}.old"
        self._strict = strict
        self._counter = WarningCounter()
        self._lock = FileLock(site.parent / f".{site.name}.lock", timeout=0)
        _refuse_what_cannot_be_swapped(site)
        try:
            self._lock.acquire()
        except Timeout:
            raise PublishError(f"another build of {site} is running. Wait until it has ended.") from None
        except OSError as error:
            raise PublishError(_unwritable(site, error)) from error
        try:
            self._recover()
        except OSError as error:
            self._unlock()
            raise PublishError(_unwritable(site, error)) from error
        self._listen()

    def _recover(self) -> None:
        """Put back a site that a killed build had moved aside, and clear what it left."""
        if self._old.exists() and not self.site.exists():
            self._old.rename(self.site)
        for leftover in (self.staging, self._old):
            if leftover.exists():
                shutil.rmtree(leftover)
        self.staging.mkdir()

    def _listen(self) -> None:
        """Hear the builder's warnings, also where `--quiet` would drop them before they are counted."""
        for builder in map(logging.getLogger, _BUILDERS):
            if builder.level > logging.WARNING:
                for handler in builder.handlers:
                    if isinstance(handler, logging.StreamHandler):
                        handler.setLevel(max(handler.level, builder.level))
                builder.setLevel(logging.WARNING)
            builder.addHandler(self._counter)

    def finish(self, problems: list[str]) -> bool:
        """Swap the new site in, unless a strict build warned. Raises PublishError for `problems`."""
        if self._strict and self._counter.count:
            self.abandon()
            return False
        if problems:
            self.abandon()
            shown = "\n".join(f"  - {problem}" for problem in problems[:20])
            raise PublishError(f"the new site is not whole; the old one stays.\n{shown}")
        try:
            self._swap()
        except OSError as error:
            self.abandon()
            raise PublishError(
                f"the new site could not take the old one's place, which stays: {error.strerror}."
            ) from error
        self.close()
        return True

    def _swap(self) -> None:
        """Put the new site where the old one is. Raises OSError, and the old one is in its place."""
        if not self.site.exists():
            self.staging.rename(self.site)
        elif _exchange(self.staging, self.site):
            shutil.rmtree(self.staging, ignore_errors=True)
        else:
            self.site.rename(self._old)
            try:
                self.staging.rename(self.site)
            except OSError:
                self._old.rename(self.site)
                raise
            shutil.rmtree(self._old, ignore_errors=True)

    def abandon(self) -> None:
        """Leave the old site as it is and clear the new one away."""
        if self._lock.is_locked:
            shutil.rmtree(self.staging, ignore_errors=True)
        self.close()

    def close(self) -> None:
        """Stop counting warnings and let the next build begin."""
        for builder in map(logging.getLogger, _BUILDERS):
            builder.removeHandler(self._counter)
        self._unlock()

    def _unlock(self) -> None:
        self._lock.release()


def _refuse_what_cannot_be_swapped(site: Path) -> None:
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise PublishError(f"{site} is not a plain folder. Give a plain folder as site_dir.")
    if site.is_mount():
        raise PublishError(f"{site} is a mounted folder, which cannot be swapped. Give a folder inside it as site_dir.")
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise PublishError(_unwritable(site, error)) from error


def _unwritable(site: Path, error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return f"there is no room left on the disk for the new site beside {site}. Make room; the old site stays."
    return f"nothing can be written beside {site} ({error.strerror}). Give a folder in one that you may write to as site_dir."


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, so that at no moment there is none; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
