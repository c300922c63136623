"""Where front matter and letter say different things, and what no person has looked at yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from build_log.letters.front_matter import LetterFile
from build_log.model.findings import Findings
from build_log.model.front_matter import FrontMatter
from build_log.model.letter import Letter
from build_log.model.masking import mask_personal_data
from build_log.model.problem import Problem
from build_log.model.record import TO_CONFIRM, Exemption
from build_log.model.settings import Settings
from build_log.safety.personal_data import find_in_rows
from build_log.safety.waivers import finding_name


def find_disagreements(
    letter_file: LetterFile,
    front: FrontMatter,
    findings: Findings,
    exemptions: tuple[Exemption, ...] | None,
    outcome: str | None,
    letter: Letter,
    settings: Settings,
) -> Iterator[Problem]:
    """Where confirmed front matter and the letter say different things.

    `exemptions` is None where those of the front matter could not be read: nothing follows from that.
    """
    path = letter_file.path
    confirmed = {key for key in type(front).model_fields if getattr(front, key) is not None} - set(front.unconfirmed)
    if (
        "reference" in confirmed
        and findings.reference
        and front.reference
        and not _names(letter.text.string, front.reference)
    ):
        value = findings.reference.value
        shown = "another" if any(find_in_rows([findings.reference.evidence[0].text], settings)) else value
        yield Problem(
            "reference-differs",
            "hold",
            path,
            letter_file.line("reference"),
            f"the reference is {mask_personal_data(front.reference)}, but the letter says {shown} (line {findings.reference.evidence[0].line}).",
            "Correct the one that is wrong, or add a waiver with this finding's name.",
            finding_name("reference-differs", front.reference, value),
        )
    for key, found in (("responded", findings.responded), ("received", findings.received)):
        said: date | None = getattr(front, key)
        if key in confirmed and found and said and said != found.value:
            yield Problem(
                "date-differs",
                "warning",
                path,
                letter_file.line(key),
                f"`{key}` is {said}, but the letter says {found.value} (line {found.evidence[0].line}).",
                "Correct the one that is wrong.",
                finding_name("date-differs", f"{key}{said}", found.evidence[0].text),
            )
    if "outcome" in confirmed and findings.outcome and findings.outcome.value != front.outcome:
        yield Problem(
            "outcome-differs",
            "note",
            path,
            letter_file.line("outcome"),
            f"the outcome is `{front.outcome}`; the letter reads like `{findings.outcome.value}` (line {findings.outcome.evidence[0].line}).",
            "Nothing to do if the front matter is right.",
        )
    if exemptions is None:
        return
    stated = [e for e in exemptions if e.certainty == "stated"]
    if outcome == "disclosed" and stated:
        yield Problem(
            "outcome-exemptions",
            "hold",
            path,
            letter_file.line("outcome"),
            f"the outcome is `disclosed`, but {len(stated)} exemption{'s are' if len(stated) > 1 else ' is'} relied on.",
            "Use `partly-disclosed`, or `exemptions: []`.",
            finding_name("outcome-exemptions", "disclosed", ",".join(e.provision.id for e in stated)),
        )
    if outcome == "withheld" and not exemptions:
        yield Problem(
            "outcome-exemptions",
            "hold",
            path,
            letter_file.line("outcome"),
            "the outcome is `withheld`, but no exemption is relied on.",
            "Name the exemption, or correct the outcome.",
            finding_name("outcome-exemptions", "withheld", ""),
        )
    foreign = [e.provision for e in exemptions if front.regimes and e.provision.regime not in front.regimes]
    if foreign and "exemptions" in confirmed:
        laws = ", ".join(dict.fromkeys(p.regime for p in foreign))
        yield Problem(
            "exemption-of-another-law",
            "hold",
            path,
            letter_file.line("exemptions"),
            f"`exemptions` names {', '.join(map(str, foreign))} of {laws}, but `regimes` names {', '.join(front.regimes or ())} alone.",
            "Correct the exemption, or name the law in `regimes`.",
            finding_name("exemption-of-another-law", laws, ",".join(p.id for p in foreign)),
        )
    if "exemptions" in confirmed:
        said_set, found_set = {e.provision for e in exemptions}, {e.provision for e in findings.relied_on}
        for provision in sorted(found_set - said_set, key=lambda p: p.order):
            evidence = next(e for e in findings.relied_on if e.provision == provision).evidence[0]
            if not any(provision.covers(p) or p.covers(provision) for p in said_set):
                yield Problem(
                    "exemption-not-recorded",
                    "note",
                    path,
                    letter_file.line("exemptions"),
                    f"the letter seems to rely on {provision} (line {evidence.line}), which the front matter does not name.",
                    "Nothing to do if the front matter is right.",
                )
        for provision in sorted(said_set - found_set, key=lambda p: p.order):
            if not any(provision.covers(p) or p.covers(provision) for p in found_set):
                yield Problem(
                    "exemption-not-found",
                    "note",
                    path,
                    letter_file.line("exemptions"),
                    f"the front matter names {provision}, but no sentence of the letter was read as relying on it.",
                    "Nothing to do if the front matter is right.",
                )


def _how_to_confirm(front: FrontMatter, waiting: list[str]) -> str:
    absent = [key for key in waiting if getattr(front, key) is None]
    steps = [f"Add {' and '.join(f'`{key}:`' for key in absent)} as the letter has it"] if absent else []
    if len(absent) < len(waiting):
        steps.append("check the values and delete their names from `unconfirmed`")
    return f"{'; '.join(steps)[:1].upper()}{'; '.join(steps)[1:]}."


def _names(text: str, reference: str) -> bool:
    """Whether a text names a reference, however it is punctuated; part of a longer number does not."""
    kept = [character for character in reference if character.isalnum()]
    if not kept:
        return False
    written = r"[\W_]{0,3}".join(re.escape(character) for character in kept)
    before = r"(?<!\d)" if kept[0].isdigit() else r"(?<![^\W\d_])"
    after = r"(?!\d)" if kept[-1].isdigit() else r"(?![^\W\d_])"
    return bool(re.search(f"{before}{written}{after}", text, re.IGNORECASE))


def find_doubts(
    letter_file: LetterFile, front: FrontMatter, unconfirmed: frozenset[str], settings: Settings
) -> Iterator[Problem]:
    """What an officer has still to look at."""
    path = letter_file.path
    waiting = [key for key in TO_CONFIRM if key in unconfirmed]
    waiting += [key for key in front.unconfirmed if key not in waiting]
    if front.status == "published" and waiting:
        yield Problem(
            "unconfirmed",
            "warning",
            path,
            letter_file.line("unconfirmed"),
            f"not yet confirmed by a person: {', '.join(waiting)}.",
            _how_to_confirm(front, waiting),
            finding_name("unconfirmed", ",".join(waiting), front.reference or ""),
        )
    if front.regimes and set(front.regimes) == {"DPA"}:
        yield Problem(
            "personal-request",
            "hold",
            path,
            letter_file.line("regimes"),
            "a request for one's own data does not belong in a public log.",
            "Take the letter out, or correct `regimes`.",
            finding_name("personal-request", "DPA", front.reference or ""),
        )
    if front.received and front.responded and front.received > front.responded:
        yield Problem(
            "date-order",
            "warning",
            path,
            letter_file.line("received"),
            f"`received` ({front.received}) is later than `responded` ({front.responded}).",
            "Correct the one that is wrong.",
            finding_name("date-order", str(front.received), str(front.responded)),
        )
    for index, topic in enumerate(front.topics):
        if topic not in settings.topics:
            yield Problem(
                "topic",
                "error",
                path,
                letter_file.line("topics", index),
                f"`{topic}` is not a topic of this log.",
                f"The topics are: {', '.join(settings.topics) or 'none; add them to the settings'}.",
            )
