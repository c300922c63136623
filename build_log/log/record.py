"""One record from a letter's front matter and findings; where they disagree, a problem."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from build_log.law.catalogue import Catalogue
from build_log.law.grammar import InvalidProvisionError, parse_provision
from build_log.letters.front_matter import LetterFile
from build_log.model.findings import Findings, ReliedOn
from build_log.model.front_matter import ExemptionEntry, FrontMatter
from build_log.model.letter import Letter
from build_log.model.problem import Problem
from build_log.model.provision import Provision
from build_log.model.record import TO_CONFIRM, Attachment, Exemption, Record, RecordedPart, same_reference
from build_log.model.settings import Settings
from build_log.safety.waivers import finding_name


def build_record(
    slug: str,
    letter_file: LetterFile,
    letter: Letter,
    findings: Findings,
    attachments: tuple[Attachment, ...],
    catalogue: Catalogue,
    settings: Settings,
) -> tuple[Record | None, list[Problem]]:
    """The record of a letter whose front matter could be read, and every disagreement.

    None where a value it cannot do without is missing or wrong. `exemptions` and `outcome`
    the front matter does not give are those found, and unconfirmed.
    """
    front = letter_file.front_matter
    if front is None:
        return None, []
    problems: list[Problem] = []
    regimes = tuple(front.regimes or (findings.regimes.value if findings.regimes else ()))
    exemptions, faults = _exemptions(letter_file, front.exemptions, findings, regimes, catalogue, settings)
    problems += faults
    parts: list[RecordedPart] = []
    for index, part in enumerate(front.parts or ()):
        of_part, faults = _entries(
            letter_file, ("parts", index, "exemptions"), part.exemptions, findings, regimes, catalogue, settings
        )
        problems += faults
        parts.append(RecordedPart(part.question, part.outcome, of_part))
    unconfirmed = frozenset(front.unconfirmed) | {
        key for key in ("outcome", "exemptions") if getattr(front, key) is None
    }
    outcome = front.outcome or (findings.outcome.value if findings.outcome else None)
    record = None
    if front.reference and front.title and front.responded and not any(p.severity == "error" for p in problems):
        record = Record(
            slug=slug,
            path=letter_file.path,
            reference=front.reference,
            title=front.title,
            responded=front.responded,
            received=front.received or (findings.received.value if findings.received else None),
            stage=front.stage or (findings.stage.value if findings.stage else "initial"),
            case=front.case or front.reference,
            regimes=regimes or tuple(dict.fromkeys(e.provision.regime for e in exemptions)) or settings.regimes[:1],
            outcome=outcome,
            exemptions=exemptions,
            parts=tuple(parts),
            summary=front.summary,
            topics=front.topics,
            related=front.related,
            attachments=attachments,
            review_requested=front.review_requested
            or (findings.review_requested.value if findings.review_requested else None),
            review_result=front.review_result,
            decision_notice=front.decision_notice,
            changes=front.changes,
            published=front.published_on or front.responded,
            draft=front.status == "draft",
            unconfirmed=unconfirmed,
            public_interest=findings.public_interest,
            sections=letter.sections,
        )
    problems += _disagreements(letter_file, front, findings, exemptions, outcome, letter)
    problems += _doubts(letter_file, front, unconfirmed, settings)
    problems += [
        Problem(
            "mis-citation",
            "note",
            letter_file.path,
            m.line,
            f"the letter cites {m.written}, which {catalogue.regimes[m.meant.regime].short_title} does not have; it is recorded as {m.meant}.",
            "The letter's words stay as they are.",
        )
        for m in dict.fromkeys(findings.miscitations)
    ]
    return record, problems


def _exemptions(
    letter_file: LetterFile,
    entries: tuple[ExemptionEntry, ...] | None,
    findings: Findings,
    regimes: tuple[str, ...],
    catalogue: Catalogue,
    settings: Settings,
) -> tuple[tuple[Exemption, ...], list[Problem]]:
    if entries is None:
        return tuple(_found(entry) for entry in findings.relied_on if entry.certainty != "provisional"), []
    return _entries(letter_file, ("exemptions",), entries, findings, regimes, catalogue, settings)


def _entries(
    letter_file: LetterFile,
    where: tuple[str | int, ...],
    entries: tuple[ExemptionEntry, ...],
    findings: Findings,
    regimes: tuple[str, ...],
    catalogue: Catalogue,
    settings: Settings,
) -> tuple[tuple[Exemption, ...], list[Problem]]:
    found = {entry.provision: entry for entry in findings.relied_on}
    result: list[Exemption] = []
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        line = letter_file.line(*where, index)
        try:
            provision = parse_provision(entry.provision, catalogue, regimes, settings.regimes)
            detected = found.get(provision)
            result.append(
                Exemption(
                    provision,
                    entry.certainty,
                    entry.enactment or (detected.enactment if detected else None),
                    _hanging(entry.purposes, provision, catalogue, detected.purposes if detected else ()),
                    _hanging(entry.conditions, provision, catalogue, detected.conditions if detected else ()),
                    _hanging(entry.quoted_limbs, provision, catalogue, detected.quoted_limbs if detected else ()),
                )
            )
        except InvalidProvisionError as error:
            problems.append(Problem("provision", "error", letter_file.path, line, str(error), error.remedy))
    return tuple(result), problems


def _hanging(
    written: tuple[str, ...] | None, provision: Provision, catalogue: Catalogue, detected: tuple[Provision, ...]
) -> tuple[Provision, ...]:
    if written is None:
        return detected
    return tuple(parse_provision(text, catalogue, (provision.regime,), taggable=False) for text in written)


def _found(entry: ReliedOn) -> Exemption:
    return Exemption(
        entry.provision, entry.certainty, entry.enactment, entry.purposes, entry.conditions, entry.quoted_limbs
    )


def _disagreements(
    letter_file: LetterFile,
    front: FrontMatter,
    findings: Findings,
    exemptions: tuple[Exemption, ...],
    outcome: str | None,
    letter: Letter,
) -> Iterator[Problem]:
    """Where confirmed front matter and the letter say different things."""
    path = letter_file.path
    confirmed = {key for key in type(front).model_fields if getattr(front, key) is not None} - set(front.unconfirmed)
    if (
        "reference" in confirmed
        and findings.reference
        and front.reference
        and same_reference(front.reference) not in same_reference(letter.text.string)
    ):
        value = findings.reference.value
        yield Problem(
            "reference-differs",
            "hold",
            path,
            letter_file.line("reference"),
            f"the reference is {front.reference}, but the letter says {value} (line {findings.reference.evidence[0].line}).",
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
    if "outcome" in confirmed and findings.outcome and findings.outcome.value != front.outcome:
        yield Problem(
            "outcome-differs",
            "note",
            path,
            letter_file.line("outcome"),
            f"the outcome is `{front.outcome}`; the letter reads like `{findings.outcome.value}` (line {findings.outcome.evidence[0].line}).",
            "Nothing to do if the front matter is right.",
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


def _doubts(
    letter_file: LetterFile, front: FrontMatter, unconfirmed: frozenset[str], settings: Settings
) -> Iterator[Problem]:
    """What an officer has still to look at."""
    path = letter_file.path
    waiting = [key for key in TO_CONFIRM if key in unconfirmed]
    if front.status == "published" and waiting:
        yield Problem(
            "unconfirmed",
            "warning",
            path,
            letter_file.line("unconfirmed"),
            f"not yet confirmed by a person: {', '.join(waiting)}.",
            "Check the values, add those that are missing, and delete the names from `unconfirmed`.",
            finding_name("unconfirmed", ",".join(waiting), front.reference or ""),
        )
    if front.regimes == ("DPA",):
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
