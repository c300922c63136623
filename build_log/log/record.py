"""One record from a letter's front matter and findings; where they disagree, a problem."""

from __future__ import annotations

from build_log.law.catalogue import Catalogue
from build_log.law.grammar import InvalidProvisionError, parse_provision
from build_log.letters.front_matter import LetterFile
from build_log.log.disagreements import find_disagreements, find_doubts
from build_log.model.findings import Findings, ReliedOn
from build_log.model.front_matter import ExemptionEntry
from build_log.model.letter import Letter
from build_log.model.problem import Problem
from build_log.model.provision import Provision
from build_log.model.record import Attachment, Exemption, Record, RecordedPart
from build_log.model.settings import Settings


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
            clock_started=front.clock_started,
            due=front.due,
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
    known = None if any(p.code == "provision" for p in problems) else exemptions
    problems += find_disagreements(letter_file, front, findings, known, outcome, letter, settings)
    problems += find_doubts(letter_file, front, unconfirmed, settings)
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
                    _hanging("purpose", entry.purposes, provision, catalogue, detected.purposes if detected else ()),
                    _hanging(
                        "condition", entry.conditions, provision, catalogue, detected.conditions if detected else ()
                    ),
                    _hanging(
                        "quoted limb",
                        entry.quoted_limbs,
                        provision,
                        catalogue,
                        detected.quoted_limbs if detected else (),
                    ),
                )
            )
        except InvalidProvisionError as error:
            problems.append(Problem("provision", "error", letter_file.path, line, str(error), error.remedy))
    return tuple(result), problems


def _hanging(
    what: str,
    written: tuple[str, ...] | None,
    provision: Provision,
    catalogue: Catalogue,
    detected: tuple[Provision, ...],
) -> tuple[Provision, ...]:
    """Purposes, conditions or quoted limbs as written, else as found.

    Raises InvalidProvisionError for one of another section, and for a purpose that is none.
    """
    if written is None:
        return detected
    parsed = tuple(parse_provision(text, catalogue, (provision.regime,), taggable=False) for text in written)
    entries = catalogue.regimes[provision.regime].entries
    for part in parsed:
        if part.number != provision.number or (what == "purpose" and entries[part].role != "purpose"):
            raise InvalidProvisionError(
                f"{part} is no {what} of {provision}.", "Make it an entry of its own under `exemptions`, or correct it."
            )
    return parsed


def _found(entry: ReliedOn) -> Exemption:
    return Exemption(
        entry.provision, entry.certainty, entry.enactment, entry.purposes, entry.conditions, entry.quoted_limbs
    )
