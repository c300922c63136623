"""What a page's head says to machines: schema.org as JSON-LD, Dublin Core, and the feed and data beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from build_log.law.catalogue import Catalogue
from build_log.model.record import Record
from build_log.model.settings import Settings
from build_log.site.feeds import changed_on
from build_log.site.page import root_of
from build_log.site.render import format_provision

LICENCES = {
    "Open Government Licence v3.0": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def letter_head(record: Record, catalogue: Catalogue, settings: Settings, site_url: str) -> str:
    """The head of a letter's page."""
    base = site_url.rstrip("/") + "/" if site_url else ""
    outcome = catalogue.outcomes.get(record.outcome or "")
    subjects = [
        *record.topics,
        *(f"{e.provision.regime} {format_provision(e.provision, catalogue)}" for e in record.stated),
    ]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": record.title,
        "identifier": record.reference,
        "reportNumber": record.reference,
        "datePublished": record.published.isoformat(),
        "dateCreated": record.responded.isoformat(),
        "dateModified": changed_on(record).isoformat(),
        "inLanguage": settings.language,
        "publisher": {"@type": "GovernmentOrganization", "name": settings.authority.name},
        "keywords": subjects,
        "abstract": record.summary or (outcome.plain if outcome else None),
        "license": LICENCES.get(settings.licence, settings.licence) or None,
        "url": base + record.address if base else None,
        "isPartOf": {"@type": "Dataset", "url": f"{base}data/"} if base else None,
    }
    core = {
        "dcterms.title": record.title,
        "dcterms.identifier": record.reference,
        "dcterms.creator": settings.authority.name,
        "dcterms.publisher": settings.authority.name,
        "dcterms.created": record.responded.isoformat(),
        "dcterms.issued": record.published.isoformat(),
        "dcterms.modified": changed_on(record).isoformat(),
        "dcterms.language": settings.language,
        "dcterms.subject": "; ".join(subjects),
        "dcterms.license": settings.licence,
    }
    metas = "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in core.items() if value)
    alternate = '<link rel="alternate" type="application/json" href="letter.json">\n'
    return f"{metas}{alternate}{json_ld(data)}"


def feed_link(address: str, feed: str, title: str) -> str:
    """A page's feed, for programs that read feeds."""
    return (
        f'<link rel="alternate" type="application/atom+xml" title="{escape(title)}" href="{root_of(address)}{feed}">\n'
    )


def json_ld(data: Mapping[str, Any]) -> str:
    """Data as a script element that runs nothing; what could end it is written as codes."""
    kept = {key: value for key, value in data.items() if value not in (None, "", [])}
    text = json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return Markup('<script type="application/ld+json">{}</script>\n').format(Markup(text))  # no mark is left in it
