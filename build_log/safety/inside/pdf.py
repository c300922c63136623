"""PDF files: text that is in the file and not on the page, and what hangs on the pages."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFNoOutlines, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from build_log.safety.inside.image import look_at_xmp, read_image
from build_log.safety.inside.painted import PaintedPage
from build_log.safety.inside.pdf_painting import PageDevice, PageInterpreter, place_on_page, shown_part
from build_log.safety.inside.pdf_values import as_dict, as_list, as_name, as_text
from build_log.safety.inside.reading import Reading, UnsafeError

PAGES = 500
OBJECTS = 100_000
UNPACKED = 200_000_000
"""A document with more pages or objects, or with more bytes unpacked, is not looked into."""

_HARMLESS_NOTES = frozenset({"Link", "Widget"})
_SHAPES = frozenset({"Square", "Polygon", "Ink", "Stamp"})
_BLACK = ([0], [0, 0, 0], [0, 0, 0, 1])
_RUNNING = frozenset({"JavaScript", "Launch", "SubmitForm", "ImportData", "Rendition", "Movie", "GoToE", "GoToR"})
_FLATE = frozenset({"FlateDecode", "Fl"})
_HARMLESS_PROPERTIES = frozenset({"Producer", "Creator", "CreationDate", "ModDate", "Trapped"})


def read_pdf(data: bytes) -> Reading:
    """What a PDF hides and says. Raises UnsafeError where it must not be opened."""
    reading = Reading()
    try:
        document = PDFDocument(PDFParser(BytesIO(data)), fallback=False)
    except (PDFPasswordIncorrect, PDFEncryptionError) as error:
        raise UnsafeError("attachment-encrypted") from error
    if document.encryption:
        raise UnsafeError("attachment-encrypted")
    if data[data.rfind(b"%%EOF") + 5 :].strip(b"\0 \t\r\n"):
        reading.hide("attachment-embedded", "after the end of the document")
    pages = []
    for page in PDFPage.create_pages(document):
        pages.append(page)
        if len(pages) > PAGES:
            raise UnsafeError("attachment-too-large")
    if not pages:
        raise UnsafeError("attachment-unreadable")
    _look_at_objects(document, {page.pageid for page in pages}, reading)
    _look_at_catalog(document.catalog, reading)
    _look_at_properties(document, reading)
    device = PageDevice(PDFResourceManager(), _layers_off(document.catalog))
    interpreter = PageInterpreter(device.rsrcmgr, device)
    for number, page in enumerate(pages, 1):
        place = f"page {number}"
        _look_at_notes(page, place, reading)
        device.page = PaintedPage()
        interpreter.process_page(page)
        _paint_fields(page, device)
        hidden, covered = device.page.find_unseen(shown_part(page))
        if hidden:
            reading.hide("attachment-hidden-text", place)
        if covered:
            reading.hide("attachment-covered-text", place)
        for line, text in enumerate(device.page.lines(), 1):
            reading.say(f"{place}, line {line}", text)
        for text in device.page.said:
            reading.say(f"{place}, a description", text)
    return reading


def _look_at_objects(document: PDFDocument, pages: set[Any], reading: Reading) -> None:
    """Pages that no reader shows, earlier versions of objects, bombs, and properties of pictures."""
    places: dict[int, set[Any]] = defaultdict(set)
    for xref in document.xrefs:
        for number in xref.get_objids():
            places[number].add(_position(xref, number))
    if len(places) > OBJECTS:
        raise UnsafeError("attachment-too-large")
    if any(len(positions) > 1 for number, positions in places.items() if number):
        reading.hide("attachment-tracked-changes", "an earlier version of the document")
    unpacked = 0
    for number in places:
        value = _object(document, number)
        held = as_dict(value)
        if isinstance(value, PDFStream) and as_name(held.get("Subtype")) == "Image":
            _look_at_picture(value, reading)
        elif isinstance(value, PDFStream):
            unpacked += _size_unpacked(value, UNPACKED - unpacked)
            if unpacked >= UNPACKED:
                raise UnsafeError("attachment-too-large")
            if as_name(held.get("Type")) == "Metadata":
                look_at_xmp(value.get_data().decode("utf-8", "replace"), reading)
        if as_name(held.get("Type")) == "Page" and number not in pages:
            reading.hide("attachment-tracked-changes", "a page that was taken out")
        if "Thumb" in held:
            reading.hide("attachment-metadata", "small pictures of the pages")
        for key in ("ActualText", "Alt", "E"):
            reading.say("a description", as_text(held.get(key)))


def _position(xref: Any, number: int) -> Any:
    """Where one list of objects has an object: two lists of one document may name the same place."""
    try:
        return xref.get_pos(number)
    except KeyError:
        return None


def _object(document: PDFDocument, number: int) -> Any:
    """An object; None where the list of objects names one that is not there."""
    try:
        return document.getobj(number)
    except Exception:  # noqa: BLE001  # the library raises what its parser trips over; the pages do not need it
        return None


def _size_unpacked(stream: PDFStream, limit: int) -> int:
    """How many bytes a stream becomes, at most `limit`. Raises UnsafeError for one that is damaged."""
    data = stream.rawdata or b""
    for name, _ in stream.get_filters():
        if as_name(name) not in _FLATE:
            break
        try:
            data = zlib.decompressobj().decompress(data, max(limit, 1))
        except zlib.error as error:
            raise UnsafeError("attachment-unreadable") from error
    return len(data)


def _look_at_picture(stream: PDFStream, reading: Reading) -> None:
    """A photograph keeps its own EXIF data inside a PDF."""
    raw = stream.rawdata or b""
    if raw.startswith(b"\xff\xd8") and (b"Exif\0" in raw[:4096] or b"ns.adobe.com/xap" in raw[:65536]):
        inner = read_image(raw)
        for code in inner.hidden:
            reading.hide(code, "a picture")
        reading.people += inner.people
        for row in inner.rows:
            reading.say("a picture", row.text)


def _look_at_catalog(catalog: Mapping[str, Any], reading: Reading) -> None:
    names = as_dict(catalog.get("Names"))
    if "EmbeddedFiles" in names or "AF" in catalog or "Collection" in catalog:
        reading.hide("attachment-embedded", "")
    if "JavaScript" in names or "AA" in catalog or _runs(catalog.get("OpenAction")):
        reading.hide("attachment-script", "")
    form = as_dict(catalog.get("AcroForm"))
    if "XFA" in form:
        reading.hide("attachment-script", "a form")
    for field in _fields(form.get("Fields"), 0):
        value = resolve1(field.get("V"))
        if as_name(field.get("FT")) == "Sig" and value:
            reading.people.append(as_text(as_dict(value).get("Name")) or "Signed")
        elif value not in (None, "", b"", []) and as_name(value) != "Off":
            reading.hide("attachment-form", "")
            reading.say("a form field", as_text(value))


def _fields(fields: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    for item in as_list(fields):
        here = as_dict(item)
        yield here
        if depth < 20:
            yield from _fields(here.get("Kids"), depth + 1)


def _runs(action: Any, depth: int = 0) -> bool:
    """Whether an action, or one after it, does more than show a place in the document."""
    steps = as_list(action) or [action]
    return depth < 20 and any(
        as_name(as_dict(step).get("S")) in _RUNNING or (as_dict(step).get("Next") and _runs(step["Next"], depth + 1))
        for step in (as_dict(step) for step in steps)
    )


def _look_at_properties(document: PDFDocument, reading: Reading) -> None:
    for info in document.info:
        for key, value in info.items():
            text = as_text(value)
            if key == "Author" and text.strip():
                reading.people.append(text)
            elif key not in _HARMLESS_PROPERTIES:
                reading.say("its properties", text)
    try:
        for _, title, *_ in document.get_outlines():
            reading.say("a bookmark", str(title))
    except PDFNoOutlines:
        pass


def _look_at_notes(page: PDFPage, place: str, reading: Reading) -> None:
    if page.attrs.get("AA"):
        reading.hide("attachment-script", place)
    for item in as_list(page.annots):
        note = as_dict(item)
        kind = as_name(note.get("Subtype"))
        if _runs(note.get("A")) or "AA" in note:
            reading.hide("attachment-script", place)
        reading.say(f"{place}, a link", as_text(as_dict(note.get("A")).get("URI")))
        if kind == "FileAttachment":
            reading.hide("attachment-embedded", place)
        elif kind == "Redact" or (kind in _SHAPES and as_list(note.get("IC") or note.get("C")) in _BLACK):
            reading.hide("attachment-covered-text", place)
        elif kind and kind not in _HARMLESS_NOTES:
            reading.hide("attachment-comments", place)
        if kind != "Widget":
            reading.say(f"{place}, a note", as_text(note.get("Contents")))


def _paint_fields(page: PDFPage, device: PageDevice) -> None:
    """A form field with a ground of its own lies over the page."""
    for item in as_list(page.annots):
        note = as_dict(item)
        rectangle = as_list(note.get("Rect"))
        if (
            as_name(note.get("Subtype")) == "Widget"
            and as_list(as_dict(note.get("MK")).get("BG"))
            and len(rectangle) == 4
        ):
            device.paint(place_on_page(page, rectangle), "")


def _layers_off(catalog: Mapping[str, Any]) -> frozenset[int]:
    """The object numbers of layers that are not shown."""
    layers = as_dict(catalog.get("OCProperties"))
    default = as_dict(layers.get("D"))
    off = {item.objid for item in as_list(default.get("OFF")) if isinstance(item, PDFObjRef)}
    if as_name(default.get("BaseState")) == "OFF":
        shown = {item.objid for item in as_list(default.get("ON")) if isinstance(item, PDFObjRef)}
        off |= {item.objid for item in as_list(layers.get("OCGs")) if isinstance(item, PDFObjRef)} - shown
    return frozenset(off)
