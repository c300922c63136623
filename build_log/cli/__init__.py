"""The `build-log` command; the only place that prints."""

from build_log.cli.app import main

__all__ = ["main"]
