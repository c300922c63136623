"""Pictures: what they carry besides what is seen."""

from __future__ import annotations

import re
import warnings
from io import BytesIO

from PIL import ExifTags, Image, UnidentifiedImageError

from build_log.safety.inside.reading import Reading, UnsafeError

PIXELS = 100_000_000
"""A picture with more is not looked into."""

_FORMATS = ("PNG", "JPEG", "GIF")
_GPS = 0x8825
_HARMLESS_TAGS = frozenset(
    {0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0112, 0x0115, 0x011A, 0x011B, 0x011C, 0x0128, 0x0131, 0x0132, 0x0213}
    | {0x5110, 0x5111, 0x5112, 0x8769, 0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003, 0xA005}
)
"""EXIF tags about size, direction, colours and the program: they tell of no person, place or device."""
_IPTC = 0x0404
_SAYS_SOMETHING = re.compile(rb"\x1c\x02[^\x00]")
"""An entry of an IPTC record besides its version."""
_HARMLESS_WORDS = re.compile(
    r"\W*(?:ASCII\W+)?(?:Screenshot\W*$|(?:created|compressed|made|optimi[sz]ed|file written|generated) (?:with|by|using)\b|CREATOR: gd-jpeg)",
    re.IGNORECASE,
)
"""What programs write about themselves."""
_HARMLESS_TEXTS = frozenset({"software", "creation time", "date:create", "date:modify", "colorspace"})


def read_image(data: bytes) -> Reading:
    """What a PNG, JPEG or GIF carries. Raises UnsafeError where it is none or too large."""
    reading = Reading()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > PIXELS:
                    raise UnsafeError("attachment-too-large")
                kind = image.format or ""
                image.verify()
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                image.load()
                _look_at_exif(image, reading)
                _look_at_texts(image, reading)
    except Image.DecompressionBombError as error:
        raise UnsafeError("attachment-too-large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UnsafeError("attachment-unreadable") from error
    end = {"PNG": _end_of_png, "JPEG": _end_of_jpeg, "GIF": _end_of_gif}[kind](data)
    if data[end:].strip(b"\0"):
        reading.hide("attachment-embedded", "after the end of the picture")
    return reading


def _look_at_exif(image: Image.Image, reading: Reading) -> None:
    exif = image.getexif()
    if exif.get_ifd(_GPS):
        reading.hide("attachment-location", "")
    inner = exif.get_ifd(0x8769)
    said = {tag for tag, value in inner.items() if not _HARMLESS_WORDS.match(_plain(value))}
    if set(exif) - _HARMLESS_TAGS - {_GPS} or said - _HARMLESS_TAGS:
        reading.hide("attachment-metadata", "EXIF data")
    if exif.get_ifd(ExifTags.IFD.IFD1):
        reading.hide("attachment-metadata", "a small picture, made before any change")


def _look_at_texts(image: Image.Image, reading: Reading) -> None:
    for key, value in image.info.items():
        name = str(key).lower()
        text = value.decode("latin-1") if isinstance(value, bytes) else value if isinstance(value, str) else ""
        if name in ("xmp", "xml:com.adobe.xmp", "raw profile type xmp"):
            look_at_xmp(text, reading)
        elif name == "photoshop":
            if not isinstance(value, dict) or _SAYS_SOMETHING.search(value.get(_IPTC, b"")):
                reading.hide("attachment-metadata", "IPTC data")
        elif _HARMLESS_WORDS.match(text):
            continue
        elif name == "comment" or (isinstance(value, str) and image.format == "PNG" and name not in _HARMLESS_TEXTS):
            reading.hide("attachment-metadata", "a comment")
            reading.say("a comment", text)


def _plain(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def look_at_xmp(xmp: str, reading: Reading) -> None:
    """Authors and places in the XMP data of a picture or PDF."""
    for words in re.findall(r"<dc:(?:description|title|subject)>(.*?)</dc:", xmp, re.DOTALL):
        reading.say("its properties", re.sub(r"<[^>]*>", " ", words))
    if re.search(r"exif:GPS(?:Latitude|Longitude)|photoshop:City|Iptc4xmpCore:Location", xmp):
        reading.hide("attachment-location", "")
    for block in re.findall(r"<(?:dc:creator|xmpRights:Owner|pdf:Author)\b.*?</", xmp, re.DOTALL):
        names = [name.strip() for name in re.findall(r">([^<>]+)", block)]
        reading.people += [name for name in names if name]
    for creator in re.findall(r"(?:photoshop:AuthorsPosition|photoshop:Credit|dc:creator)=\"([^\"]+)\"", xmp):
        reading.people.append(creator)
    inner = re.search(r"<dc:creator>.*?</dc:creator>", xmp, re.DOTALL)
    if inner:
        names = [name.strip() for name in re.findall(r">([^<>]+)<", inner[0])]
        reading.people += [name for name in names if name and name not in reading.people]


def _end_of_png(data: bytes) -> int:
    at = 8
    while at + 12 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            break
    return at


def _end_of_jpeg(data: bytes) -> int:
    """Where the picture's end marker stands; a second picture behind it is not part of it."""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            at += 1
            continue
        marker = data[at + 1]
        if marker == 0xD9:
            at += 2
            while data[at : at + 2] == b"\xff\xd9":
                at += 2
            return at
        if marker in (0x00, 0x01, 0xFF) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return len(data)


def _end_of_gif(data: bytes) -> int:
    return len(data.rstrip(b"\0")) if data.rstrip(b"\0").endswith(b";") else data.rfind(b";") + 1
