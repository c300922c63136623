"""Names of files and folders that may become addresses, and how a bad one is shown."""

from __future__ import annotations

import re
import unicodedata

from build_log.model.masking import mask_personal_data

SLUG_LENGTH = 100
RESERVED = frozenset(
    {
        "index",
        "search",
        "404",
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
    }
)
"""Names that pages of the site or Windows have taken."""

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ATTACHMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_SYSTEMS_OWN = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".directory"})
_FORM = "Use small letters, digits and single hyphens."


def is_systems_own(name: str) -> bool:
    """Whether a file is one that git or a desktop leaves behind: never a letter, never an attachment."""
    lowered = name.lower()
    return lowered in _SYSTEMS_OWN or lowered.startswith(("._", ".~lock.", ".git"))


def find_slug_fault(slug: str) -> tuple[str, str] | None:
    """Why a letter's file name, without `.md`, cannot be an address, and what to do; None where it can."""
    if slug in RESERVED:
        return f"`{slug}` is taken by the site or by Windows.", "Use the letter's reference in small letters."
    if len(slug) > SLUG_LENGTH:
        return f"has {len(slug)} characters; at most {SLUG_LENGTH} make an address.", "Shorten it."
    if _SLUG.fullmatch(slug):
        return None
    foreign = next((c for c in slug if c.isalnum() and not c.isascii()), None)
    if foreign:
        name = unicodedata.name(foreign, f"U+{ord(foreign):04X}").lower()
        return f"holds the letter `{foreign}` ({name}), which is not one of a to z.", _FORM
    if slug.startswith("."):
        return "begins with a dot, so it is hidden.", f"Rename it. {_FORM}"
    return "is no name an address can be made of.", _FORM


def is_attachment_name(name: str) -> bool:
    """Whether a file of this name can be published beside a letter."""
    return bool(_ATTACHMENT.fullmatch(name))


def show_name(name: str) -> str:
    """A name as a message may show it: what is not seen as its code, personal data masked."""
    shown = "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in name)
    return mask_personal_data(shown)
