"""Zip packages as Office programs write them, built part by part, and the compound files of older programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from posixpath import dirname, relpath, split
from struct import pack
from typing import Self
from zlib import DEFLATED, Z_FULL_FLUSH, compressobj, crc32

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PERSON = "Jane Osterley"
EMAIL = "j.osterley@example.org"
PHONE = "020 7946 0018"
MOBILE = "07700 900123"
INSURANCE = "AB123456C"

STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
)
DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "bin": "application/vnd.openxmlformats-officedocument.oleObject",
}


@dataclass(frozen=True)
class Sample:
    """An attachment: its file name, its bytes, and the faults that must be named."""

    file: str
    make: Callable[[], bytes]
    expect: tuple[str, ...]


def samples(expect: str, makers: Mapping[str, Callable[[], bytes]]) -> tuple[Sample, ...]:
    """Samples of which the same faults, written with spaces between them, must be named."""
    return tuple(Sample(file, make, tuple(expect.split())) for file, make in makers.items())


@dataclass(frozen=True)
class Member:
    """A file in a zip, with what its header says of it."""

    name: str
    data: bytes = b""
    flags: int = 0
    packed: bytes | None = None
    size: int | None = None
    crc: int | None = None


def deflated(data: bytes) -> bytes:
    packer = compressobj(9, DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def bomb(megabytes: int) -> tuple[bytes, bytes]:
    """A raw deflate stream of very many spaces, in whole blocks, and the megabyte it repeats."""
    block = b" " * (1 << 20)
    packer = compressobj(9, DEFLATED, -15)
    once = packer.compress(block) + packer.flush(Z_FULL_FLUSH)
    return once * megabytes + b"\x03\x00", block


def bomb_member(name: str, megabytes: int) -> Member:
    packed, block = bomb(megabytes)
    crc = 0
    for _ in range(megabytes):
        crc = crc32(block, crc)
    return Member(name, packed=packed, size=megabytes << 20, crc=crc)


def zipped(members: Iterable[Member], streamed: bool = False) -> bytes:
    """A zip. A streamed one says the sizes of its members only after them, as servers write it."""
    body, central, count, offset = [], [], 0, 0
    for m in members:
        name = m.name.encode()
        packed = deflated(m.data) if m.packed is None else m.packed
        crc = crc32(m.data) if m.crc is None else m.crc
        size = len(m.data) if m.size is None else m.size
        head = pack("<HHHHHIIIHH", 20, m.flags, 8, 0, 0x21, crc, len(packed), size, len(name), 0)
        if streamed:
            head = pack("<HHHHHIIIHH", 20, m.flags | 8, 8, 0, 0x21, crc, len(packed), size, len(name), 0)
            after = b"PK\x07\x08" + head[10:22]
            body.append(b"PK\x03\x04" + head[:10] + b"\0" * 12 + head[22:] + name + packed + after)
        else:
            body.append(b"PK\x03\x04" + head + name + packed)
        central.append(b"PK\x01\x02" + pack("<H", 20) + head + pack("<HHHII", 0, 0, 0, 0, offset) + name)
        offset += len(body[-1])
        count += 1
    directory = b"".join(central)
    end = b"PK\x05\x06" + pack("<HHHHIIH", 0, 0, count, count, len(directory), offset, 0)
    return b"".join(body) + directory + end


def rels_of(part: str) -> str:
    folder, name = split(part)
    return f"{folder}/_rels/{name}.rels".lstrip("/")


@dataclass(frozen=True)
class Package:
    """An Open Packaging file: its parts by path, each with its content type (empty: by its extension)."""

    parts: dict[str, tuple[str, str | bytes]]

    def put(self, path: str, data: str | bytes, kind: str = "") -> Self:
        return replace(self, parts={**self.parts, path: (kind, data)})

    def edit(self, path: str, old: str, new: str) -> Self:
        """Put other words into a part. The old ones must be there."""
        kind, data = self.parts[path]
        assert isinstance(data, str)
        assert old in data, f"{path}: {old}"
        return self.put(path, data.replace(old, new), kind)

    def drop(self, path: str) -> Self:
        return replace(self, parts={name: part for name, part in self.parts.items() if name != path})

    def link(self, source: str, kind: str, target: str, name: str = "", external: bool = False) -> Self:
        """Relate a part, or the package itself (`""`), to a target."""
        path = rels_of(source)
        empty = f'{XML}<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
        data = self.parts[path][1] if path in self.parts else empty
        assert isinstance(data, str)
        row = f'<Relationship Id="{name or "rId" + str(data.count("<Relationship ") + 1)}" '
        row += f'Type="{kind if "://" in kind else OFFICE + "/" + kind}" Target="{target}"'
        row += ' TargetMode="External"/>' if external else "/>"
        return self.put(path, data.replace("</Relationships>", row + "</Relationships>"))

    def add(self, source: str, kind: str, path: str, data: str | bytes, content: str = "", name: str = "") -> Self:
        """Put a part and relate it to another."""
        target = relpath(path, dirname(source) or ".")
        return self.put(path, data, content).link(source, kind, target, name)

    def strict(self) -> Self:
        """The same file as "Strict Open XML" saves it."""
        parts = dict(self.parts)
        for path, (kind, data) in parts.items():
            if isinstance(data, str):
                text = data
                for transitional, strict in STRICT:
                    text = text.replace(transitional, strict)
                parts[path] = kind, text
        return replace(self, parts=parts)

    def prefixed(self, prefix: str, namespace: str) -> Self:
        """The same file with a prefix before every name of a namespace that was the default."""
        parts = dict(self.parts)
        for path, (kind, data) in parts.items():
            if isinstance(data, str) and f'xmlns="{namespace}"' in data:
                text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", rf"<\1{prefix}:\2", data)
                parts[path] = kind, text.replace(f'xmlns="{namespace}"', f'xmlns:{prefix}="{namespace}"')
        return replace(self, parts=parts)

    def members(self) -> list[Member]:
        ends = {"rels", "xml"} | {path.rsplit(".", 1)[-1] for path, (kind, _) in self.parts.items() if not kind}
        types = "".join(f'<Default Extension="{end}" ContentType="{DEFAULTS[end]}"/>' for end in sorted(ends))
        types += "".join(
            f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, (kind, _) in self.parts.items() if kind
        )
        index = f'{XML}<Types xmlns="{PACKAGE}/content-types">{types}</Types>'
        named = {"[Content_Types].xml": index} | {path: data for path, (_, data) in self.parts.items()}
        return [Member(path, d.encode() if isinstance(d, str) else d) for path, d in named.items()]

    def pack(self) -> bytes:
        return zipped(self.members())


def with_properties(package: Package, program: str) -> Package:
    """Add docProps as Office writes them when "remove personal information" is on."""
    core = (
        f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title></dc:title><dc:creator></dc:creator><cp:lastModifiedBy></cp:lastModifiedBy>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-04-02T09:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2024-04-02T09:30:00Z</dcterms:modified></cp:coreProperties>'
    )
    app = (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"<Application>{program}</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop>"
        "<Company>Fenmarch Borough Council</Company><LinksUpToDate>false</LinksUpToDate>"
        "<SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged><AppVersion>16.0300</AppVersion>"
        "</Properties>"
    )
    kind = "application/vnd.openxmlformats-"
    package = package.put("docProps/core.xml", core, f"{kind}package.core-properties+xml")
    package = package.link("", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    return package.add(
        "", "extended-properties", "docProps/app.xml", app, f"{kind}officedocument.extended-properties+xml"
    )


def theme() -> str:
    """The Office theme's colours: white is `lt1`, theme colour 0 in Excel and `background1` in Word."""
    fixed = '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    others = {"dk2": "44546A", "lt2": "E7E6E6", "accent1": "4472C4", "accent2": "ED7D31", "accent3": "A5A5A5"}
    others |= {"accent4": "FFC000", "accent5": "5B9BD5", "accent6": "70AD47", "hlink": "0563C1", "folHlink": "954F72"}
    colours = fixed + "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in others.items())
    font = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    return (
        f'{XML}<a:theme xmlns:a="{DRAWING}" name="Office Theme"><a:themeElements>'
        f'<a:clrScheme name="Office">{colours}</a:clrScheme><a:fontScheme name="Office">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Office"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{('<a:ln>' + fill + '</a:ln>') * 3}</a:lnStyleLst><a:effectStyleLst>"
        f"{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (OLE), as .doc, .xls and .msg are, and as Office saves what has a password."""
    free, end, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    padded = {name: streams[name].ljust(max(4096, -(-len(streams[name]) // 512) * 512), b"\0") for name in names}
    entries = -(-(len(names) + 1) // 4)
    fat = [0xFFFFFFFD, *range(2, entries + 1), end]
    starts = {}
    for name in names:
        starts[name] = len(fat)
        count = len(padded[name]) // 512
        fat += [*range(len(fat) + 1, len(fat) + count), end]
    assert len(fat) <= 128

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        title = name.encode("utf-16-le") + b"\0\0"
        head = title.ljust(64, b"\0") + pack("<HBBIII", len(title), kind, 1, none, right, child)
        return head + b"\0" * 36 + pack("<IQ", start, size)

    folder = entry("Root Entry", 5, none, 1, end, 0)
    for at, name in enumerate(names, 1):
        folder += entry(name, 2, at + 1 if at < len(names) else none, none, starts[name], len(padded[name]))
    folder += (b"\0" * 68 + pack("<III", none, none, none) + b"\0" * 48) * (entries * 4 - len(names) - 1)
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 16 + pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + pack("<I", 0) + pack("<I", free) * 108
    table = b"".join(pack("<I", at) for at in fat + [free] * (128 - len(fat)))
    return head + table + folder + b"".join(padded.values())


def encrypted() -> bytes:
    """What Word and Excel save with a password to open."""
    return compound({"EncryptionInfo": b"\x04\0\x04\0\x40\0\0\0<encryption/>", "EncryptedPackage": b"\x5a" * 5000})
