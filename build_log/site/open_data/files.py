"""The data files: JSON Lines, CSV, the dictionary and the schema."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from build_log.site.open_data.records import LetterData, WholeLetterData

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_files(letters: Iterable[WholeLetterData]) -> Iterator[tuple[str, str]]:
    """Name under /data/ and content of every file made of letters. Those with texts are cut by year."""
    lines: list[str] = []
    rows: list[dict[str, str]] = []
    uses: list[dict[str, Any]] = []
    factors: list[dict[str, Any]] = []
    years: dict[int, list[str]] = defaultdict(list)
    for letter in letters:
        years[letter.responded.year].append(letter.model_dump_json())
        data = letter.model_dump(mode="json", exclude={"sections"})
        lines.append(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        rows.append(_row(data))
        own = {key: data[key] for key in ("reference", "address", "responded", "outcome")}
        uses += [own | _row(use) for use in data["exemptions"]]
        for side in ("for_disclosure", "against_disclosure"):
            ids = "; ".join(use["id"] for use in data["exemptions"])
            factors += [
                own | {"exemptions": ids, "side": side, "factor": text} for text in data["public_interest"][side]
            ]
    yield "letters.jsonl", _joined(lines)
    for year, whole in sorted(years.items()):
        yield f"text/{year}.jsonl", _joined(whole)
    yield "letters.csv", render_csv([*_columns(LetterData)], rows)
    first = ["reference", "address", "responded", "outcome"]
    yield "exemptions.csv", render_csv([*first, *_columns(_type_of("exemptions"))], uses)
    yield "public-interest.csv", render_csv([*first, "exemptions", "side", "factor"], factors)
    yield "dictionary.csv", render_csv(["field", "type", "meaning"], list(_dictionary()))
    yield "record.schema.json", json.dumps(LetterData.model_json_schema(), indent=2, sort_keys=True) + "\n"


def render_csv(columns: list[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV. What a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(row.get(name)) for name in columns})
    return out.getvalue()


def _harmless(value: Any) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _row(data: Mapping[str, Any]) -> dict[str, str]:
    """A record with each value in one cell."""
    return {key: _cell(value) for key, value in data.items()}


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_cell, value)))
    if isinstance(value, dict):
        if "id" in value:
            return str(value["id"])
        return ", ".join(f"{key}: {cell}" for key, item in value.items() if (cell := _cell(item)))
    return str(value)


def _columns(model: type[BaseModel]) -> Iterator[str]:
    yield from model.model_fields


def _type_of(field: str) -> type[BaseModel]:
    annotation: Any = LetterData.model_fields[field].annotation
    model: type[BaseModel] = annotation.__args__[0]
    return model


def _dictionary() -> Iterator[dict[str, str]]:
    """Every field, those within others as `exemptions.id`."""
    yield from dictionary_of(WholeLetterData.model_json_schema())


def dictionary_of(schema: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The fields of a JSON Schema: path, type and description."""
    definitions = schema.get("$defs", {})

    def walk(node: Mapping[str, Any], path: str) -> Iterator[dict[str, str]]:
        for name, field in node.get("properties", {}).items():
            inner = _inner(field)
            yield {"field": path + name, "type": _type_name(field), "meaning": field.get("description", "")}
            if inner:
                yield from walk(definitions[inner], f"{path}{name}.")

    yield from walk(schema, "")


def _inner(field: Mapping[str, Any]) -> str:
    """The name of the definition a field's values follow; empty where they are plain."""
    choices = [field, field.get("items", {}), *field.get("anyOf", [])]
    reference = next((choice["$ref"] for choice in choices if "$ref" in choice), "")
    return str(reference).rpartition("/")[2]


def _type_name(field: Mapping[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(_type_name(choice) for choice in field["anyOf"]).replace("null", "empty")
    if field.get("type") == "array":
        return "list"
    if "enum" in field:
        return " | ".join(map(str, field["enum"]))
    if "$ref" in field:
        return "object"
    return str(field.get("format") or field.get("type", ""))
