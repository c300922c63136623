"""Links that pass through a mail filter, unwrapped to what the writer linked to.

SafeLinks and URL Defense put the reader's mailbox and tracking codes into the address; one
real letter carried a mailbox, URL-encoded and with a space in it. Tracking parameters of the
target are dropped as well. Errs for unwrapping: a link whose target cannot be read is cut to
its host, so that nothing encoded in it is published.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from binascii import Error as Base64Error
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(r"(utm_\w+|fbclid|gclid|mc_[ce]id|_hs\w+)\Z")

REDIRECTOR = re.compile(
    r"(?P<open><)?"
    r"https?://(?P<host>[a-z0-9.-]*safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.com)/"
    r"(?P<rest>(?(open)[^<>\n]*|[^\s<>()\[\]\"']*(?:[ ](?=\S*(?:%[0-9a-f]{2}|&\w+=))[^\s<>()\[\]\"']+)*))"
    r"(?P<close>(?(open)>?))",
    re.IGNORECASE,
)
"""Without angle brackets around it, a link goes on behind a space only where codes follow."""


def unwrap_redirectors(text: str) -> tuple[str, list[int]]:
    """Replace every redirector link in `text`; also the offsets where one stood."""
    found: list[int] = []

    def replace(match: re.Match[str]) -> str:
        found.append(match.start())
        return (match["open"] or "") + _target(match["host"], match["rest"]) + match["close"]

    return REDIRECTOR.sub(replace, text), found


def _target(host: str, rest: str) -> str:
    rest = re.sub(r"\s+", "", rest.replace("&amp;", "&"))
    target = _safelink(rest) if "safelinks" in host.lower() else _urldefense(rest)
    if not re.match(r"https?://[^\s/]+", target, re.IGNORECASE):
        return f"https://{host}/"
    return _without_tracking(target)


def _safelink(rest: str) -> str:
    query = rest.partition("?")[2]
    for part in query.split("&"):
        name, _, value = part.partition("=")
        if name.lower() == "url":
            return unquote(value)
    return ""


def _urldefense(rest: str) -> str:
    version3 = re.match(r"v3/__(?P<url>.*?)__;(?P<codes>[\w-]*={0,2})!", rest)
    if version3:
        return _fill(version3["url"], version3["codes"])
    version2 = re.search(r"[?&]u=([^&]*)", rest)
    if version2:
        return unquote(version2[1].replace("-", "%").replace("_", "/"))
    return ""


def _fill(url: str, codes: str) -> str:
    """Put back the characters that version 3 replaced by `*` (one) or `**A` (a run)."""
    try:
        characters = urlsafe_b64decode(codes + "=" * (-len(codes) % 4)).decode()
    except (Base64Error, UnicodeDecodeError):
        return re.sub(r"\*+.*", "", url)
    taken = iter(characters)
    return re.sub(r"\*", lambda _: next(taken, ""), url)


def _without_tracking(url: str) -> str:
    """The address without tracking parameters; an address in another shape as it is."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if not _TRACKING.match(name)]
    if len(kept) == len(query):
        return url
    return urlunsplit(parts._replace(query=urlencode(kept)))
