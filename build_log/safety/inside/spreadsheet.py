"""Excel workbooks: hidden sheets, rows, columns and cells, and data that no sheet shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from build_log.safety.inside.cells import read_shared, read_styles
from build_log.safety.inside.package import (
    Package,
    Part,
    attribute,
    is_black_box,
    is_on,
    local,
    look_at_common_parts,
    open_package,
    text_of,
)
from build_log.safety.inside.reading import Reading, UnsafeError
from build_log.safety.inside.sheet import UNLISTED, SheetReader

_BY_ROOT = {
    "pivotCacheDefinition": "attachment-pivot-cache",
    "pivotCacheRecords": "attachment-pivot-cache",
    "externalLink": "attachment-external-link",
    "connections": "attachment-data-model",
    "queryTable": "attachment-data-model",
    "macrosheet": "attachment-macros",
    "comments": "attachment-comments",
    "ThreadedComments": "attachment-comments",
    "personList": "attachment-comments",
    "headers": "attachment-tracked-changes",
    "revisions": "attachment-tracked-changes",
    "userInfo": "attachment-tracked-changes",
}
"""What it means that a part with this root is there at all."""

_COMMON = "schemas.openxmlformats.org/spreadsheetml"
"""The edition of the format from which CSV is made."""
_WORDS = re.compile(r'"[^"]*"')
_OWN_NAMES = re.compile(r"_xl(?:fn|pm|eta|nm|ws|udf)|solver_|IQ_", re.IGNORECASE)
"""Hidden names that Excel and its add-ins write for themselves."""
_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([\w.]+))!")
_PRINTING = re.compile(r"_xlnm\.(?:Print_Area|Print_Titles|_FilterDatabase)$")
_USER_FOLDER = re.compile(r"[\\/](?:users|home|documents and settings|personal)[\\/]", re.IGNORECASE)


def read_workbook(data: bytes) -> Reading:
    """What a workbook hides and says. Raises UnsafeError where it must not be opened."""
    package = open_package(data)
    reading = Reading()
    main = package.main()
    if main.root != "workbook" or main.xml is None:
        raise UnsafeError("attachment-unreadable")
    look_at_common_parts(package, reading)
    for part in package.parts.values():
        code = _BY_ROOT.get(part.root)
        if code and (part.root != "personList" or part.xml is None or len(part.xml)):
            reading.hide(code, "")
        if re.match(r"xl/(?:model|customdata)/", part.name, re.IGNORECASE):
            reading.hide("attachment-data-model", "")
    hidden_names = _look_at_workbook(package, main, reading)
    _look_at_defined_names(main.xml, hidden_names, reading)
    shared = [read_shared(item) for part in package.by_root("sst") if part.xml is not None for item in part.xml]
    sheets = SheetReader(shared, read_styles(package), reading)
    for part, place in _sheets(package, main):
        sheets.read(part, place, list(_coloured_tables(package, part)))
    for number in sorted(set(range(len(shared))) - sheets.used):
        reading.say("a text that no cell shows", shared[number].text)
    for part in package.by_root("wsDr", "chartSpace", "comments", "ThreadedComments", "chartsheet", "table"):
        _look_at_drawing(part, reading)
    return reading


def _look_at_workbook(package: Package, main: Part, reading: Reading) -> set[str]:
    """The names of hidden sheets."""
    assert main.xml is not None
    hidden: set[str] = set()
    sheets = [element for element in main.xml.iter() if local(element.tag) == "sheet"]
    for number, sheet in enumerate(sheets, 1):
        target = package.target(main.name, attribute(sheet, "id"))
        if target not in package.parts:
            raise UnsafeError("attachment-unreadable")
        state = (sheet.get("state") or "visible").lower()
        if state != "visible":
            very = "very hidden " if state == "veryhidden" else ""
            reading.hide("attachment-hidden-sheet", f"{very}sheet {number} of {len(sheets)}")
            hidden.add(sheet.get("name", ""))
        elif package.parts[target].root == "worksheet" and _COMMON in main.xml.tag:
            reading.sheets.append(sheet.get("name", ""))
        reading.say(f"the name of sheet {number}", sheet.get("name", ""))
    for element in main.xml.iter():
        if local(element.tag) == "absPath" and _USER_FOLDER.search(element.get("url", "")):
            reading.hide("attachment-metadata", "the folder it was kept in")
        if local(element.tag) == "fileSharing" and element.get("userName"):
            reading.people.append(element.get("userName", ""))
    return hidden


def _look_at_defined_names(workbook: Element, hidden_sheets: set[str], reading: Reading) -> None:
    sheets = {sheet.get("name", "") for sheet in workbook.iter() if local(sheet.tag) == "sheet"}
    for name in workbook.iter():
        if local(name.tag) != "definedName" or _PRINTING.match(name.get("name", "")):
            continue
        meant = _WORDS.sub('""', name.text or "")
        places = {quoted.replace("''", "'") or bare for quoted, bare in _SHEET.findall(meant)}
        leads_away = "#REF!" in meant or bool(places & hidden_sheets or places - sheets)
        if (is_on(name, "hidden") and not _OWN_NAMES.match(name.get("name", ""))) or leads_away:
            reading.hide("attachment-named-range", "")
        if re.search(r"\[\d+\]|\[[^\]]+\.xls", meant):
            reading.hide("attachment-external-link", "a named range")
        reading.say("a named range", f"{name.get('name', '')} {meant}")


def _sheets(package: Package, main: Part) -> Iterator[tuple[Part, str]]:
    """Every sheet there is, also one that the workbook does not list."""
    assert main.xml is not None
    listed: dict[str, int] = {}
    for number, sheet in enumerate((e for e in main.xml.iter() if local(e.tag) == "sheet"), 1):
        listed[package.target(main.name, attribute(sheet, "id"))] = number
    for part in package.by_root("worksheet", "macrosheet", "dialogsheet"):
        yield part, f"sheet {listed[part.name]}" if part.name in listed else UNLISTED


def _coloured_tables(package: Package, sheet: Part) -> Iterator[str]:
    """The ranges of a sheet's tables that a style colours."""
    for relation in package.relations:
        table = package.parts.get(relation.target)
        if relation.source == sheet.name and table is not None and table.root == "table" and table.xml is not None:
            styled = any(local(e.tag) == "tableStyleInfo" and e.get("name") for e in table.xml)
            if styled and table.xml.get("headerRowCount") != "0":
                yield table.xml.get("ref", "")


def _look_at_drawing(part: Part, reading: Reading) -> None:
    assert part.xml is not None
    for element in part.xml.iter():
        if local(element.tag) == "cNvPr":
            if is_on(element, "hidden"):
                reading.hide("attachment-hidden-text", "a hidden shape")
            reading.say("a picture's description", f"{element.get('descr', '')} {element.get('title', '')}")
        elif local(element.tag) in ("p", "comment", "threadedComment"):
            reading.say("a drawing or note", text_of(element, "t", "text"))
        elif local(element.tag) == "sp" and is_black_box(element):
            reading.hide("attachment-covered-text", "a black shape")
        elif local(element.tag) == "externalData":
            reading.hide("attachment-embedded", "the data of a chart")
