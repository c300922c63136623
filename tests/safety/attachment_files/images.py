"""Pictures, and what cameras and programs put beside them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from struct import pack
from zlib import compress, crc32

from PIL import Image, ImageCms, ImageDraw

from tests.safety.attachment_files.packages import EMAIL, PERSON, Member, Sample, samples, zipped

Entry = tuple[int, int, int, bytes]  # an EXIF tag, its type, its count, its value
GPS = 0x8825
CAMERA = 0x8769

XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/">{}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
XMP_CREATOR = f"<dc:creator><rdf:Seq><rdf:li>{PERSON}</rdf:li></rdf:Seq></dc:creator>"
XMP_EMAIL = f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Sent by {EMAIL}</rdf:li></rdf:Alt></dc:description>'
XMP_PLACE = "<exif:GPSLatitude>52,30.5N</exif:GPSLatitude><exif:GPSLongitude>0,5.25E</exif:GPSLongitude>"


@cache
def picture(kind: str, width: int = 120, height: int = 80) -> bytes:
    """A plan in flat colours, with nothing beside the picture."""
    image = Image.new("RGB", (width, height), (214, 232, 214))
    draw = ImageDraw.Draw(image)
    draw.rectangle((10, 10, width // 2, height - 10), fill=(70, 110, 160))
    draw.line((0, height - 1, width - 1, 0), fill=(180, 60, 50), width=3)
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def text(tag: int, value: str) -> Entry:
    data = value.encode() + b"\0"
    return tag, 2, len(data), data


def short(tag: int, value: int) -> Entry:
    return tag, 3, 1, pack("<HH", value, 0)


def _ifd(entries: list[Entry], start: int, following: int = 0) -> bytes:
    table, values = b"", b""
    room = start + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in sorted(entries):
        if len(value) > 4:
            table += pack("<HHII", tag, kind, count, room + len(values))
            values += value + b"\0" * (len(value) % 2)
        else:
            table += pack("<HHI", tag, kind, count) + value.ljust(4, b"\0")
    return pack("<H", len(entries)) + table + pack("<I", following) + values


def exif(*main: Entry, inner: tuple[tuple[int, list[Entry]], ...] = (), thumbnail: bytes = b"") -> bytes:
    """EXIF as a camera writes it, without the header that JPEG puts before it."""
    pointers = [(tag, 4, 1, pack("<I", 0)) for tag, _ in inner]
    offset = 8 + len(_ifd([*main, *pointers], 8))
    blocks = b""
    for at, (tag, entries) in enumerate(inner):
        pointers[at] = (tag, 4, 1, pack("<I", offset + len(blocks)))
        blocks += _ifd(entries, offset + len(blocks))
    following = 0
    if thumbnail:
        following = offset + len(blocks)
        second: list[Entry] = [short(0x0103, 6), (0x0201, 4, 1, b"\0" * 4), (0x0202, 4, 1, pack("<I", len(thumbnail)))]
        second[1] = (0x0201, 4, 1, pack("<I", following + len(_ifd(second, following))))
        blocks += _ifd(second, following) + thumbnail
    return b"II*\0" + pack("<I", 8) + _ifd([*main, *pointers], 8, following) + blocks


def place() -> tuple[tuple[int, list[Entry]], ...]:
    """A GPS position in the Wash."""
    north, east = pack("<6I", 52, 1, 55, 1, 30, 1), pack("<6I", 0, 1, 15, 1, 12, 1)
    return ((GPS, [text(1, "N"), (2, 5, 3, north), text(3, "E"), (4, 5, 3, east)]),)


def jpeg(marker: int = 0, payload: bytes = b"", kind: str = "JPEG") -> bytes:
    """A JPEG with one more segment after the JFIF header."""
    data = picture(kind)
    at = 4 + int.from_bytes(data[4:6], "big")
    return data[:at] + (bytes((0xFF, marker)) + pack(">H", len(payload) + 2) + payload if marker else b"") + data[at:]


def photo(*main: Entry, inner: tuple[tuple[int, list[Entry]], ...] = (), thumbnail: bytes = b"") -> bytes:
    return jpeg(0xE1, b"Exif\0\0" + exif(*main, inner=inner, thumbnail=thumbnail))


def with_xmp(inner: str) -> bytes:
    return jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP.format(inner).encode())


def chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", crc32(name + data))


def png(*chunks: bytes) -> bytes:
    """A PNG with more chunks after its header."""
    data = picture("PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def colour_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def enormous() -> bytes:
    """A PNG whose header claims 60,000 by 60,000 dots."""
    header = pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def gif(extension: bytes = b"") -> bytes:
    """A GIF with an extension after its colour table."""
    data = b"GIF89a" + picture("GIF")[6:]
    assert data[10] & 0x80
    at = 13 + 3 * (2 << (data[10] & 7))
    return data[:at] + extension + data[at:]


BY_LINE = b"\x1c\x02\x50" + pack(">H", len(PERSON)) + PERSON.encode()
VERSION_ONLY = b"\x1c\x02\x00\x00\x02\x00\x04"


def iptc(record: bytes) -> bytes:
    """What a press photograph tells of itself, as Photoshop writes it."""
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + pack(">I", len(record)) + record + b"\0" * (len(record) % 2)


def wide_text(tag: int, value: str) -> Entry:
    """Text as Windows' "Details" pane writes it."""
    data = value.encode("utf-16-le") + b"\0\0"
    return tag, 1, len(data), data


def undefined(tag: int, value: bytes) -> Entry:
    """A value whose kind only the tag tells."""
    return tag, 7, len(value), value


def adobe_jpeg() -> bytes:
    """A CMYK JPEG with Adobe's colour marker, without a JFIF header."""
    out = BytesIO()
    Image.new("CMYK", (60, 40), (90, 20, 10, 5)).save(out, "JPEG")
    return out.getvalue()


SAMPLES: tuple[Sample, ...] = (
    *samples(
        "",
        {
            "map.png": lambda: picture("PNG"),
            "map-with-size-and-gamma.png": lambda: png(
                chunk(b"gAMA", pack(">I", 45455)), chunk(b"pHYs", pack(">IIB", 3780, 3780, 1))
            ),
            "chart-naming-its-program.png": lambda: png(chunk(b"tEXt", b"Software\0Matplotlib version3.9.0")),
            "map.gif": lambda: picture("GIF"),
            "map-that-loops.gif": lambda: gif(b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"),
            "map-with-colour-profile.jpg": lambda: jpeg(0xE2, b"ICC_PROFILE\0\x01\x01" + colour_profile()),
            "photograph-turned.jpeg": lambda: photo(short(0x0112, 6)),
            "print-colours.jpg": adobe_jpeg,
            "UPPER-CASE.JPG": jpeg,
            "screenshot.jpg": lambda: photo(inner=((CAMERA, [undefined(0x9286, b"ASCII\0\0\0Screenshot")]),)),
            "drawing-naming-its-program.png": lambda: png(chunk(b"tEXt", b"Comment\0Created with Inkscape")),
            "press-record-with-only-its-version.jpg": lambda: jpeg(0xED, iptc(VERSION_ONLY)),
            "end-marker-twice.jpg": lambda: jpeg() + b"\xff\xd9",
        },
    ),
    *samples(
        "attachment-metadata",
        {
            "photograph-by-a-person.jpg": lambda: photo(text(0x013B, PERSON)),
            "photograph-copyright.jpg": lambda: photo(text(0x8298, f"(c) {PERSON}")),
            "photograph-windows-author.jpg": lambda: photo(wide_text(0x9C9D, PERSON)),
            "photograph-camera-serial.jpg": lambda: photo(inner=((CAMERA, [text(0xA431, "6032004711")]),)),
            "photograph-camera-owner.jpg": lambda: photo(inner=((CAMERA, [text(0xA430, PERSON)]),)),
            "photograph-uncropped-thumbnail.jpg": lambda: photo(short(0x0112, 1), thumbnail=picture("JPEG", 64, 48)),
            "photograph-xmp-creator.jpg": lambda: with_xmp(XMP_CREATOR),
            "photograph-by-line.jpg": lambda: jpeg(0xED, iptc(BY_LINE)),
            "comment.jpg": lambda: jpeg(0xFE, f"Scanned by {PERSON}".encode()),
            "author.png": lambda: png(chunk(b"tEXt", b"Author\0" + PERSON.encode())),
            "author-compressed.png": lambda: png(chunk(b"zTXt", b"Author\0\0" + compress(PERSON.encode()))),
            "author-xmp.png": lambda: png(
                chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.format(XMP_CREATOR).encode())
            ),
            "comment.gif": lambda: gif(b"\x21\xfe" + bytes((len(PERSON),)) + PERSON.encode() + b"\0"),
        },
    ),
    *samples(
        "attachment-location",
        {
            "photograph-place.jpg": lambda: photo(inner=place()),
            "photograph-xmp-place.jpg": lambda: with_xmp(XMP_PLACE),
            "place.png": lambda: png(chunk(b"eXIf", exif(inner=place()))),
        },
    ),
    *samples(
        "attachment-location attachment-metadata",
        {
            "photograph-place-and-person.jpg": lambda: photo(text(0x013B, PERSON), inner=place()),
        },
    ),
    *samples("attachment-email", {"email-in-an-xmp-description.jpg": lambda: with_xmp(XMP_EMAIL)}),
    *samples(
        "attachment-embedded",
        {
            "followed-by-a-zip.jpg": lambda: jpeg() + zipped([Member("letter.txt", b"Not for publication")]),
            "cropped-screenshot.png": lambda: png() + png()[-200:],
            "followed-by-text.gif": lambda: gif() + b"Jane Osterley, staff number 1",
        },
    ),
    *samples(
        "attachment-unreadable",
        {
            "cut-short.jpg": lambda: jpeg()[:900],
            "a-photograph-named.png": jpeg,
        },
    ),
    *samples(
        "attachment-too-large",
        {
            "enormous.png": enormous,
        },
    ),
)
