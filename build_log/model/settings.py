"""The authority's settings: `extra.disclosure_log` of mkdocs.yml."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from build_log.model.problem import Problem


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Authority(_Strict):
    """Who answers: its name, and its own contact details, which are no finding."""

    name: str
    short: str = ""
    address: str = ""
    postcodes: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Review(_Strict):
    """The internal review a requester can ask for."""

    days: Annotated[int, Field(ge=1)] = 40
    wording: str = ""


class Settings(_Strict):
    """Everything an authority can set. The order of `regimes` decides which is assumed."""

    authority: Authority
    regimes: Annotated[tuple[Literal["FOIA", "EIR", "FOISA", "EISR"], ...], Field(min_length=1)] = ("FOIA", "EIR")
    reference_pattern: str = ""
    contact: str = ""
    review: Review = Review()
    topics: tuple[str, ...] = ()
    licence: str = "Open Government Licence v3.0"
    language: str = "en-GB"
    log_covers: Literal["selected", "all-responses", "register"] = "selected"
    public_repository: bool = False

    @field_validator("reference_pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is not a regular expression: {error}") from None
        return value

    @field_validator("contact")
    @classmethod
    def _reachable(cls, value: str) -> str:
        if value and not re.match(r"https?://|mailto:|[^@\s:/]+@[^@\s]+\.[^@\s]+\Z", value):
            raise ValueError("must be an e-mail address, or the address of a page beginning with https://")
        return value

    @field_validator("topics")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        slugs = [topic_slug(topic) for topic in value]
        for topic, slug in zip(value, slugs, strict=True):
            if not slug or slugs.count(slug) > 1:
                raise ValueError(f"`{topic}` gives no address of its own; use other words")
        return value


def topic_slug(topic: str) -> str:
    """A topic in an address: `Highways and transport` is highways-and-transport."""
    folded = unicodedata.normalize("NFKD", topic.lower())
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in folded if not unicodedata.combining(c))))


DEFAULT_SETTINGS = Settings(authority=Authority(name="the authority"))
"""What `explain` uses outside a log's folder."""


def _plain_words(fault: ErrorDetails) -> str:
    """One fault of the settings as an officer would say it."""
    kind = fault["type"]
    if kind == "extra_forbidden":
        return "does not exist"
    if kind in ("tuple_type", "list_type"):
        return f"must be a list, such as [{fault['input']}]"
    if kind == "missing":
        return "is missing"
    if kind == "literal_error":
        return f"cannot be `{fault['input']}`; it is one of {fault.get('ctx', {}).get('expected', '')}"
    return str(fault["msg"]).removeprefix("Value error, ")


def parse_settings(data: Any, path: str) -> tuple[Settings | None, list[Problem]]:
    """Settings from the mapping under `extra.disclosure_log`, or every fault in it."""
    if not isinstance(data, dict):
        return None, [
            Problem(
                "settings",
                "error",
                path,
                None,
                "there are no settings under `extra: disclosure_log:`.",
                "Add them; the README shows an example.",
            )
        ]
    try:
        return Settings.model_validate(data), []
    except ValidationError as failure:
        return None, [
            Problem(
                "settings",
                "error",
                path,
                None,
                f"the setting `{'.'.join(str(part) for part in fault['loc'])}` {_plain_words(fault)}.",
                "Correct it; README.md names every setting."
                if fault["type"] != "extra_forbidden"
                else "Delete it or correct its name.",
            )
            for fault in failure.errors()
        ]
