"""The build as a transaction: written beside the old site, looked over, swapped at the end."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path


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
    """One build's place on disk. The old site stays whole until `finish`."""

    def __init__(self, site: Path, *, strict: bool) -> None:
        """Prepare to replace `site`. Raises PublishError where that could not be done at the end."""
        self.site = site
        self.staging = site.parent / f".{site.name}.next"
        self._old = site.parent / f".{site.name}.old"
        self._strict = strict
        self._counter = WarningCounter()
        if site.is_symlink() or (site.exists() and not site.is_dir()):
            raise PublishError(f"{site} is not a plain folder. Give a plain folder as site_dir.")
        if site.is_mount():
            raise PublishError(
                f"{site} is a mounted folder, which cannot be swapped. Give a folder inside it as site_dir."
            )
        self._recover()
        logging.getLogger("mkdocs").addHandler(self._counter)

    def _recover(self) -> None:
        """Put back a site that a killed build had moved aside, and clear what it left."""
        if self._old.exists() and not self.site.exists():
            self._old.rename(self.site)
        for leftover in (self.staging, self._old):
            if leftover.exists():
                shutil.rmtree(leftover)

    def finish(self, problems: list[str]) -> bool:
        """Swap the new site in, unless a strict build warned. Raises PublishError for `problems`."""
        self.close()
        if self._strict and self._counter.count:
            self.abandon()
            return False
        if problems:
            self.abandon()
            shown = "\n".join(f"  - {problem}" for problem in problems[:20])
            raise PublishError(f"the new site is not whole; the old one stays.\n{shown}")
        try:
            if self.site.exists():
                self.site.rename(self._old)
            self.staging.rename(self.site)
        except OSError as error:
            if self._old.exists() and not self.site.exists():
                self._old.rename(self.site)
            self.abandon()
            raise PublishError(
                f"the new site could not take the old one's place, which stays: {error.strerror}."
            ) from error
        shutil.rmtree(self._old, ignore_errors=True)
        return True

    def abandon(self) -> None:
        """Leave the old site as it is and clear the new one away."""
        self.close()
        shutil.rmtree(self.staging, ignore_errors=True)

    def close(self) -> None:
        """Stop counting warnings."""
        logging.getLogger("mkdocs").removeHandler(self._counter)
