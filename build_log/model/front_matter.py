"""The typed front matter of a letter file. Its JSON Schema is published for editors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from build_log.model.findings import Certainty

OutcomeId = Literal[
    "disclosed",
    "partly-disclosed",
    "withheld",
    "not-held",
    "neither-confirmed-nor-denied",
    "cost-limit",
    "vexatious",
    "repeated",
    "already-accessible",
    "advice",
    "clarification",
    "extended",
    "transferred",
    "fee-notice",
    "withdrawn",
]
StageId = Literal["initial", "further-response", "internal-review", "after-decision-notice"]
RegimeId = Literal["FOIA", "EIR", "FOISA", "EISR", "DPA"]
Status = Literal["published", "draft", "removed"]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z")


def _parse_date(value: Any) -> Any:
    """An ISO date. Anything else says how to write it, day first as in Britain."""
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if _ISO.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise PydanticCustomError("date", "there is no such day as {value}", {"value": text}) from None
    british = _BRITISH.match(text)
    if british:
        day, month, year = (int(group) for group in british.groups())
        try:
            proposal = date(year, month, day).isoformat()
        except ValueError:
            proposal = "such as 2024-04-29"
    else:
        proposal = "such as 2024-04-29"
    raise PydanticCustomError(
        "date",
        "`{value}` is not a date this log can read",
        {"value": text, "remedy": f"Write the year, month and day: {proposal}."},
    )


IsoDate = Annotated[date, BeforeValidator(_parse_date), Field(json_schema_extra={"examples": ["2024-04-29"]})]
OneLine = Annotated[str, Field(min_length=1, max_length=300, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ExemptionEntry(_Strict):
    """One exemption relied on. What it does not say is detected in the letter."""

    provision: OneLine
    certainty: Certainty = "stated"
    enactment: OneLine | None = None
    purposes: tuple[OneLine, ...] | None = None
    conditions: tuple[OneLine, ...] | None = None
    quoted_limbs: tuple[OneLine, ...] | None = None


def _entry(value: Any) -> Any:
    return {"provision": value} if isinstance(value, str) else value


Exemption = Annotated[ExemptionEntry, BeforeValidator(_entry)]


class PartEntry(_Strict):
    """The outcome of one question."""

    question: OneLine
    outcome: OutcomeId
    exemptions: tuple[Exemption, ...] = ()


class AttachmentEntry(_Strict):
    """A file that went with the letter, in the folder named like the letter."""

    file: OneLine
    title: OneLine
    role: Literal["original"] | None = None
    """`original` for the letter itself as it was sent."""


class DecisionNotice(_Strict):
    """The regulator's decision on the case."""

    reference: OneLine
    date: IsoDate
    address: Annotated[str, Field(max_length=300, pattern=r"^https?://\S+$")] | None = None
    result: Literal["upheld", "partly-upheld", "overturned"] | None = None


class Change(_Strict):
    """A change to the published letter, shown on its page."""

    date: IsoDate
    what: OneLine


class Waiver(_Strict):
    """A person's decision to publish in spite of a finding. Never shown anywhere."""

    finding: Annotated[str, Field(pattern=r"^[a-z][a-z-]*-[0-9a-f]{8}$")]
    reason: OneLine
    by: OneLine
    date: IsoDate


class FrontMatter(_Strict):
    """Everything the front matter of a letter can say. Absent values are detected."""

    reference: OneLine | None = None
    title: OneLine | None = None
    responded: IsoDate | None = None
    received: IsoDate | None = None
    clock_started: IsoDate | None = None
    due: IsoDate | None = None
    review_requested: IsoDate | None = None
    published_on: IsoDate | None = None
    publish_from: IsoDate | None = None
    stage: StageId | None = None
    case: OneLine | None = None
    regimes: tuple[RegimeId, ...] | None = None
    outcome: OutcomeId | None = None
    exemptions: tuple[Exemption, ...] | None = None
    parts: tuple[PartEntry, ...] | None = None
    summary: Annotated[str, Field(min_length=1, max_length=1000, pattern=r"\S")] | None = None
    topics: tuple[OneLine, ...] = ()
    related: tuple[OneLine, ...] = ()
    attachments: tuple[AttachmentEntry, ...] = ()
    review_result: Literal["upheld", "partly-upheld", "overturned"] | None = None
    decision_notice: DecisionNotice | None = None
    changes: tuple[Change, ...] = ()
    status: Status = "published"
    reason: OneLine | None = None
    removed_on: IsoDate | None = None
    unconfirmed: tuple[OneLine, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> FrontMatter:
        for status, key, _ in find_missing(self.model_dump()):
            raise PydanticCustomError("required", f"a {status} letter needs `{key}`")
        for index, name in enumerate(self.unconfirmed):
            if name not in type(self).model_fields:
                raise PydanticCustomError(
                    "unconfirmed",
                    "`unconfirmed` names `{key}`, which is not a key",
                    {"key": name, "index": index, "remedy": "Delete the name, or correct it."},
                )
        return self


def find_missing(values: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What the values of a front matter lack for their status: the status, the key, and what to do."""
    status = values.get("status") or "published"
    if status == "published":
        remedy = "Add a line `{key}:`, or set `status: draft` until it is known."
        return [(status, key, remedy.format(key=key)) for key in REQUIRED if values.get(key) is None]
    if status == "removed" and values.get("reason") is None:
        return [(status, "reason", "Add `reason:` with the words the public may read.")]
    return []


REQUIRED = ("reference", "title", "responded")
"""What a published letter cannot do without."""
KEYS: tuple[str, ...] = tuple(FrontMatter.model_fields)
