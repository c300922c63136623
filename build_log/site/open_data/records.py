"""A letter as open data. The models are the data dictionary and the JSON Schema at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from build_log.law.catalogue import Catalogue
from build_log.log.cases import Case
from build_log.model.record import Exemption, Record
from build_log.model.settings import Settings

SCHEMA_VERSION = "1.0"
"""Grows in its first figure where something is taken away or means something else, in its second where something is added."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExemptionData(_Data):
    """A provision relied on."""

    id: Annotated[str, Field(description="Stable identifier, as in addresses: foia-s31-1-g.")]
    provision: Annotated[str, Field(description="The law and the provision: FOIA s31(1)(g).")]
    title: Annotated[str, Field(description="What the provision covers.")]
    certainty: Annotated[
        Literal["stated", "alternative", "provisional"],
        Field(description="stated: relied on; alternative: would also apply; provisional: still being considered. Only stated counts in figures."),
    ]  # fmt: skip
    purposes: Annotated[tuple[str, ...], Field(description="Purposes it is relied on for, such as s31(2)(a).")]
    conditions: Annotated[tuple[str, ...], Field(description="Conditions met, such as s40(3A)(a).")]
    quoted_limbs: Annotated[tuple[str, ...], Field(description="Limbs the letter quotes without naming them itself.")]
    enactment: Annotated[str | None, Field(description="The other law that prohibits disclosure.")]


class PartData(_Data):
    """The outcome of one question of the request."""

    question: Annotated[str, Field(description="The question's number or letter.")]
    outcome: Annotated[str, Field(description="Outcome of this question.")]
    exemptions: Annotated[tuple[str, ...], Field(description="Identifiers of what is relied on for it.")]


class PublicInterestData(_Data):
    """The public interest test, as the letter gives it."""

    for_disclosure: Annotated[
        tuple[str, ...], Field(description="Factors in favour of disclosure, in the letter's words.")
    ]
    against_disclosure: Annotated[tuple[str, ...], Field(description="Factors in favour of withholding.")]
    balance: Annotated[Literal["withhold", "disclose"] | None, Field(description="Where the balance came out.")]


class AttachmentData(_Data):
    """A published file."""

    title: Annotated[str, Field(description="What the file is.")]
    address: Annotated[str, Field(description="Its address.")]
    kind: Annotated[str, Field(description="Kind of file: PDF, CSV.")]
    size: Annotated[int, Field(description="Bytes.")]
    sha256: Annotated[str, Field(description="SHA-256 of the file, to check a copy.")]


class ChangeData(_Data):
    """A change after publication."""

    date: Annotated[date, Field(description="When.")]
    what: Annotated[str, Field(description="What was changed.")]


class DecisionNoticeData(_Data):
    """The regulator's decision on the case."""

    reference: Annotated[str, Field(description="Its reference.")]
    date: Annotated[date, Field(description="Its date.")]
    address: Annotated[str | None, Field(description="Where it is published.")]
    result: Annotated[
        str | None, Field(description="upheld, partly-upheld or overturned: what became of the authority's decision.")
    ]


class LetterData(_Data):
    """One published letter."""

    schema_version: Annotated[str, Field(description="Version of this record's form.")]
    address: Annotated[str, Field(description="The letter's page, for ever.")]
    reference: Annotated[str, Field(description="The authority's reference of the letter.")]
    case: Annotated[str, Field(description="The case reference: the same for all letters about one request.")]
    title: Annotated[str, Field(description="What was asked.")]
    summary: Annotated[str | None, Field(description="One or two plain sentences, where somebody wrote them.")]
    authority: Annotated[str, Field(description="Who publishes the log.")]
    stage: Annotated[str, Field(description="initial, further-response, internal-review or after-decision-notice.")]
    received: Annotated[date | None, Field(description="When the request was received.")]
    clock_started: Annotated[
        date | None, Field(description="When time began to run again, after a clarification or a fee.")
    ]
    due: Annotated[date | None, Field(description="The last day agreed for the answer.")]
    review_requested: Annotated[date | None, Field(description="When a review was asked for.")]
    responded: Annotated[date, Field(description="The date of the letter.")]
    published: Annotated[date, Field(description="When it was published here.")]
    working_days: Annotated[
        int | None, Field(description="Working days from receipt to the answer; on the letter that answers the case.")
    ]
    timeliness: Annotated[
        Literal["in-time", "extended", "late", "unknown"] | None,
        Field(description="Whether the answer came within the limit or a permitted extension; on the letter that answers the case."),
    ]  # fmt: skip
    regimes: Annotated[
        tuple[str, ...], Field(description="The laws it was handled under: FOIA, EIR, FOISA, EISR, DPA.")
    ]
    outcome: Annotated[str | None, Field(description="What became of the request: one of the outcomes of this log.")]
    outcome_label: Annotated[str | None, Field(description="The outcome in words.")]
    exemptions: Annotated[
        tuple[ExemptionData, ...], Field(description="Everything withheld or refused under, refusal grounds included.")
    ]
    parts: Annotated[tuple[PartData, ...], Field(description="Outcome question by question, where it is recorded.")]
    public_interest: Annotated[PublicInterestData, Field(description="The public interest test.")]
    topics: Annotated[tuple[str, ...], Field(description="Subjects.")]
    related: Annotated[tuple[str, ...], Field(description="References of related letters.")]
    review_result: Annotated[
        str | None, Field(description="Result of an internal review: upheld, partly-upheld or overturned.")
    ]
    decision_notice: Annotated[DecisionNoticeData | None, Field(description="The regulator's decision.")]
    attachments: Annotated[tuple[AttachmentData, ...], Field(description="Files that went with the letter.")]
    changes: Annotated[tuple[ChangeData, ...], Field(description="Changes after publication.")]
    unconfirmed: Annotated[
        tuple[str, ...], Field(description="What a program read from the letter and nobody has checked yet.")
    ]
    licence: Annotated[str, Field(description="Licence of the content.")]


class SectionData(_Data):
    """A section of a letter."""

    kind: Annotated[str, Field(description="request, decision, reasons, review-rights and so on.")]
    heading: Annotated[str | None, Field(description="Its heading in the letter.")]
    standard: Annotated[bool, Field(description="Whether it is standard text, the same in every letter.")]
    text: Annotated[str, Field(description="Its text, as Markdown.")]


class WholeLetterData(LetterData):
    """One published letter with its text."""

    sections: Annotated[tuple[SectionData, ...], Field(description="The letter, section by section.")]


def build_whole_letter(
    record: Record,
    case: Case,
    related: Sequence[Record],
    catalogue: Catalogue,
    settings: Settings,
    site_url: str,
) -> WholeLetterData:
    """A letter as data. `site_url` goes before its addresses, which are relative without it.

    Of the letters it names as related only `related` are told of: the published ones.
    """
    sections = tuple(
        SectionData(kind=s.kind, heading=s.heading, standard=s.standard, text=s.text.string) for s in record.sections
    )
    return WholeLetterData.model_validate(
        {**_fields(record, case, related, catalogue, settings, site_url), "sections": sections}
    )


def _fields(
    record: Record,
    case: Case,
    related: Sequence[Record],
    catalogue: Catalogue,
    settings: Settings,
    site_url: str,
) -> Mapping[str, object]:
    base = f"{site_url.rstrip('/')}/" if site_url else ""
    answers = case.answer is not None and case.answer.slug == record.slug
    outcome = catalogue.outcomes.get(record.outcome or "")
    notice = record.decision_notice
    interest = record.public_interest
    return {
        "schema_version": SCHEMA_VERSION,
        "address": base + record.address,
        "authority": settings.authority.name,
        "licence": settings.licence,
        "related": tuple(other.reference for other in related),
        "working_days": case.days if answers else None,
        "timeliness": case.timeliness if answers else None,
        "outcome_label": outcome.label if outcome else None,
        "exemptions": tuple(_exemption(e, catalogue) for e in record.exemptions),
        "parts": tuple(
            PartData(question=p.question, outcome=p.outcome, exemptions=tuple(e.provision.id for e in p.exemptions))
            for p in record.parts
        ),
        "public_interest": PublicInterestData(
            for_disclosure=interest.for_disclosure,
            against_disclosure=interest.against_disclosure,
            balance=interest.balance,
        ),
        "attachments": tuple(
            AttachmentData(
                title=a.title, address=f"{base}{record.address}{a.file}", kind=a.kind, size=a.size, sha256=a.sha256
            )
            for a in record.attachments
        ),
        "changes": tuple(ChangeData(date=c.date, what=c.what) for c in record.changes),
        "decision_notice": DecisionNoticeData(**notice.model_dump()) if notice else None,
        "unconfirmed": tuple(sorted(record.unconfirmed)),
        **{
            key: getattr(record, key)
            for key in (
                "reference", "case", "title", "summary", "stage", "received", "clock_started", "due",
                "review_requested", "responded", "published", "regimes", "outcome", "topics", "review_result",
            )
        },
    }  # fmt: skip


def _exemption(exemption: Exemption, catalogue: Catalogue) -> ExemptionData:
    provision = exemption.provision
    entry = catalogue.entry(provision)
    return ExemptionData(
        id=provision.id,
        provision=f"{provision.regime} {provision}",
        title=entry.title if entry else "",
        certainty=exemption.certainty,
        purposes=tuple(map(str, exemption.purposes)),
        conditions=tuple(map(str, exemption.conditions)),
        quoted_limbs=tuple(map(str, exemption.quoted_limbs)),
        enactment=exemption.enactment,
    )
