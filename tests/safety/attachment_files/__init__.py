"""Attachments as somebody might put them beside a letter, made in memory, and the faults that must be named."""

from __future__ import annotations

from tests.safety.attachment_files import documents, images, others, pdfs, spreadsheets
from tests.safety.attachment_files.packages import Sample

SAMPLES: tuple[Sample, ...] = (
    *spreadsheets.SAMPLES,
    *documents.SAMPLES,
    *pdfs.SAMPLES,
    *images.SAMPLES,
    *others.SAMPLES,
)


__all__ = ["SAMPLES", "Sample"]
