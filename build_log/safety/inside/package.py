"""The parts of a Word or Excel file: a zip archive of XML, opened with bounds."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from build_log.safety.inside.image import read_image
from build_log.safety.inside.reading import Reading, UnsafeError

PARTS = 5_000
UNPACKED = 200_000_000
RATIO = 300
"""An archive whose parts are more, larger in all, or packed tighter than this is not opened."""

_LOOKS_LIKE_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<|\xff\xfe<|\xfe\xff\0<|<\0|\0<")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TYPE = "attachment-kind"


@dataclass(frozen=True)
class Part:
    """One part: its name, its bytes, and its XML where it is any."""

    name: str
    data: bytes
    xml: Element | None

    @property
    def root(self) -> str:
        """The local name of the XML's root: `worksheet`, wherever the part lies."""
        return local(self.xml.tag) if self.xml is not None else ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What one part says of another, or of a place outside the file."""

    source: str
    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True)
class Package:
    """All parts by name, and all relations between them."""

    parts: dict[str, Part]
    relations: tuple[Relation, ...]

    def by_root(self, *names: str) -> Iterator[Part]:
        """The parts whose XML has one of these roots."""
        return (part for part in self.parts.values() if part.root in names)

    def main(self) -> Part:
        """The part the file opens with. Raises UnsafeError where there is none."""
        for relation in self.relations:
            if relation.source == "" and relation.kind == "officeDocument" and relation.target in self.parts:
                return self.parts[relation.target]
        raise UnsafeError("attachment-unreadable")

    def target(self, source: str, relation_id: str | None) -> str:
        """The name of the part that `source` means by a relation's id."""
        return next((r.target for r in self.relations if r.source == source and r.id == relation_id), "")


def local(tag: str) -> str:
    """A name without its namespace, which differs between programs and editions of the format."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its local name."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)


def is_on(element: Element, name: str) -> bool:
    """Whether an attribute says yes."""
    return (attribute(element, name) or "").lower() in ("1", "true", "on")


def open_package(data: bytes) -> Package:
    """All parts of a Word or Excel file. Raises UnsafeError where it must not be opened."""
    if data.startswith(_OLE):
        raise UnsafeError("attachment-encrypted" if _ENCRYPTED in data else _TYPE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_unsafe(archive.infolist(), len(data))
            parts = {info.filename: _read(archive, info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise UnsafeError("attachment-unreadable") from error
    return Package(parts, tuple(_relations(parts)))


def _refuse_unsafe(infos: list[zipfile.ZipInfo], size: int) -> None:
    names = [info.filename.lower() for info in infos]
    unpacked = sum(info.file_size for info in infos)
    if any(info.flag_bits & 1 for info in infos):
        raise UnsafeError("attachment-encrypted")
    if len(infos) > PARTS or unpacked > UNPACKED or (unpacked > 10_000_000 and unpacked > RATIO * size):
        raise UnsafeError("attachment-too-large")
    if len(set(names)) < len(names) or any(_leads_out(info) for info in infos):
        raise UnsafeError("attachment-unsafe")


def _leads_out(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    return "\\" in name or name.startswith("/") or ":" in name or ".." in name.split("/") or "\0" in name


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Part:
    data = archive.read(info)
    xml = None
    if _LOOKS_LIKE_XML.match(data) or re.search(r"\.(?:xml|rels)$", info.filename, re.IGNORECASE):
        try:
            xml = fromstring(data, forbid_dtd=True)
        except DefusedXmlException as error:
            raise UnsafeError("attachment-unsafe") from error
        except (ParseError, ValueError) as error:
            if not re.search(r"\.(?:vml|html?)$", info.filename, re.IGNORECASE):
                raise UnsafeError("attachment-unreadable") from error
    return Part(info.filename, data, xml)


def _relations(parts: dict[str, Part]) -> Iterator[Relation]:
    for part in parts.values():
        if part.root != "Relationships" or part.xml is None:
            continue
        folder, _, name = part.name.rpartition("_rels/")
        source = folder + name.removesuffix(".rels")
        for element in part.xml:
            target, external = element.get("Target", ""), element.get("TargetMode") == "External"
            if not external:
                base = "" if target.startswith("/") else folder
                target = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
            kind = element.get("Type", "").rpartition("/")[2]
            yield Relation(source, element.get("Id", ""), kind, target, external)


def text_of(element: Element, *names: str) -> str:
    """The words in an element's `t` elements, or in those of other names."""
    wanted = names or ("t",)
    return "".join(child.text or "" for child in element.iter() if local(child.tag) in wanted)


_EMBEDDED = re.compile(r"(?:^|/)embeddings/|oleobject|\.(?:bin|exe|html?|rtf|docx?|xlsx?|pptx?|mht)$", re.IGNORECASE)
_HARMLESS_BINARY = re.compile(r"printersettings|vbaproject|(?:^|/)fonts?/|activex", re.IGNORECASE)
_OUTSIDE = frozenset({"hyperlink"})
_FOREIGN = frozenset({"aFChunk", "package", "oleObject"})
_MACROS = frozenset(
    {"vbaProject", "xlMacrosheet", "xlIntlMacrosheet", "control", "activeXControlBinary", "keyMapCustomizations"}
)


def look_at_common_parts(package: Package, reading: Reading) -> None:
    """What Word and Excel files hide alike: macros, objects, outside links, properties."""
    for part in package.parts.values():
        name = part.name.lower()
        if "vbaproject" in name or "macrosheets" in name or "/activex/" in name or name.startswith("activex/"):
            reading.hide("attachment-macros", "")
        elif _EMBEDDED.search(name) and not _HARMLESS_BINARY.search(name):
            reading.hide("attachment-embedded", "")
        elif re.search(r"\.(?:png|jpe?g|gif)$", name):
            _look_at_picture(part, reading)
        elif "docprops/thumbnail" in name:
            reading.hide("attachment-metadata", "a small picture of the first page")
    for relation in package.relations:
        if relation.kind == "thumbnail":
            reading.hide("attachment-metadata", "a small picture of the first page")
        elif relation.kind in _MACROS:
            reading.hide("attachment-macros", "")
        elif relation.kind in _FOREIGN and not relation.external:
            reading.hide("attachment-embedded", "")
        elif relation.external and relation.kind in _OUTSIDE:
            reading.say("a link", relation.target)
        elif relation.external:
            reading.hide("attachment-external-link", "")
    for part in package.by_root("coreProperties", "Properties"):
        _look_at_properties(part, reading)
    for part in package.parts.values():
        if part.xml is not None and re.match(r"customxml/item\d*\.xml$", part.name, re.IGNORECASE):
            text = " ".join((element.text or "").strip() for element in part.xml.iter()).strip()
            if text and part.root != "FormTemplates":
                reading.hide("attachment-metadata", "custom XML data")
                reading.say("custom XML data", text)
    _look_at_cropped_pictures(package, reading)


def _look_at_picture(part: Part, reading: Reading) -> None:
    if "docprops/" in part.name.lower():
        reading.hide("attachment-metadata", "a small picture of the first page")
        return
    inner = read_image(part.data)
    for code in inner.hidden:
        reading.hide(code, "a picture")
    reading.people += inner.people
    for row in inner.rows:
        reading.say("a picture", row.text)


_NAMED = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){1,3}")
_TELLING = frozenset({"creator", "lastModifiedBy", "Manager"})


def _look_at_properties(part: Part, reading: Reading) -> None:
    assert part.xml is not None
    for element in part.xml:
        name, text = local(element.tag), " ".join(element.itertext()).strip()
        labelled = element.get("name", "").startswith("MSIP_Label_")
        if name in _TELLING or (name == "property" and _NAMED.fullmatch(text) and not labelled):
            reading.people += [text] if text else []
        elif name not in ("TitlesOfParts", "HeadingPairs"):
            reading.say("its properties", text)


CROPPED = 5_000
"""A picture cut by more than this many thousandths of a percent keeps what was cut off in the file."""


def _look_at_cropped_pictures(package: Package, reading: Reading) -> None:
    for part in package.parts.values():
        for element in part.xml.iter() if part.xml is not None else ():
            if local(element.tag) == "srcRect" and any(
                _number(element.get(side)) > CROPPED for side in ("l", "t", "r", "b")
            ):
                reading.hide("attachment-covered-text", "a cropped picture")


def are_alike(colour: str, other: str) -> bool:
    """Whether two colours, of six hexadecimal digits or by name, cannot be told apart on a page."""
    if colour == other:
        return True
    if not (_HEXADECIMAL.fullmatch(colour) and _HEXADECIMAL.fullmatch(other)):
        return False
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (0, 2, 4))
    return all(abs(one - two) <= ALIKE for one, two in pairs)


def is_black_box(shape: Element) -> bool:
    """Whether a drawn shape is filled black and says nothing: such boxes are laid over words to hide them."""
    properties = next((child for child in shape.iter() if local(child.tag) == "spPr"), None)
    if properties is None or text_of(shape).strip():
        return False
    fill = next((child for child in properties if local(child.tag) == "solidFill"), None)
    colour = next((child.get("val", "") for child in fill or () if local(child.tag) in ("srgbClr", "schemeClr")), "")
    return colour in ("tx1", "dk1") or are_alike(colour or "FFFFFF", "000000")


ALIKE = 24
"""Of 255: colours that differ less in red, green and blue are one to the eye."""
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{6}")


def _number(text: str | None) -> float:
    try:
        return float((text or "0").rstrip("%"))
    except ValueError:
        return 0
