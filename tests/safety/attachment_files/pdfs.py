"""PDF files, object by object."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5
from struct import pack
from unicodedata import combining
from zlib import adler32, compress

from tests.safety.attachment_files.images import XMP, XMP_CREATOR, photo, picture, place
from tests.safety.attachment_files.packages import (
    EMAIL,
    INSURANCE,
    MOBILE,
    PERSON,
    PHONE,
    Member,
    Sample,
    bomb,
    samples,
    zipped,
)

A4 = "[0 0 595 842]"
PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def stream(data: str | bytes, entries: str = "", flate: bool = False) -> bytes:
    data = data.encode("cp1252") if isinstance(data, str) else data
    data, entries = (compress(data, 9), f"{entries} /Filter /FlateDecode") if flate else (data, entries)
    return f"<< {entries} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def write(objects: Sequence[bytes], trailer: str, hybrid: bool = False) -> bytes:
    """A file with a plain table of its objects, numbered from 1; a hybrid one names them in a stream as well."""
    out, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    if hybrid:
        offsets.append(len(out))
        rows = pack(">BIH", 0, 0, 65535) + b"".join(pack(">BIH", 1, offset, 0) for offset in offsets)
        entries = f"/Type /XRef /Size {len(offsets) + 1} /W [1 4 2] /Root 1 0 R {trailer}"
        out += f"{len(offsets)} 0 obj\n".encode() + stream(rows, entries, flate=True) + b"\nendobj\n"
        trailer += f" /XRefStm {offsets[-1]}"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(offsets) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def write_packed(objects: Sequence[bytes], trailer: str) -> bytes:
    """A file whose objects stand in a compressed object stream, and whose table is a stream, as Word saves it."""
    out = b"%PDF-1.7\n%\xb5\xb5\xb5\xb5\n"
    store, size = len(objects) + 1, len(objects) + 3
    rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}
    index, held = "", b""
    for number, body in enumerate(objects, 1):
        if b"stream\n" in body:
            rows[number] = (1, len(out), 0)
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        else:
            rows[number] = (2, store, index.count(" ") // 2)
            index += f"{number} {len(held)} "
            held += body + b"\n"
    rows[store], rows[store + 1] = (1, len(out), 0), (0, 0, 0)
    count = index.count(" ") // 2
    body = stream(index.encode() + held, f"/Type /ObjStm /N {count} /First {len(index)}", flate=True)
    out += f"{store} 0 obj\n".encode() + body + b"\nendobj\n"
    rows[store + 1] = (1, len(out), 0)
    above, data = bytes(7), b""
    for number in range(size):
        line = pack(">BIH", *rows[number])
        data += b"\x02" + bytes((a - b) % 256 for a, b in zip(line, above, strict=True))
        above = line
    entries = f"/Type /XRef /Size {size} /W [1 4 2] /Root 1 0 R {trailer} /DecodeParms << /Predictor 12 /Columns 7 >>"
    end = f"{store + 1} 0 obj\n".encode() + stream(data, entries, flate=True)
    return out + end + f"\nendobj\nstartxref\n{len(out)}\n%%EOF\n".encode()


def text(x: float, y: float, words: str, size: float = 11) -> str:
    words = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /F1 {size:g} Tf {x:g} {y:g} Td ({words}) Tj ET\n"


def box(x: float, y: float, width: float, height: float, colour: str = "0 g") -> str:
    return f"q {colour} {x:g} {y:g} {width:g} {height:g} re f Q\n"


HEAD = text(72, 770, "Fenmarch Borough Council", 16) + text(72, 740, "Bins emptied by ward, 2023 to 2024")
BODY = HEAD + "".join(
    text(72, 700 - 20 * n, line) for n, line in enumerate(("Market 120", "Riverside 98", "Castle Hill 45"))
)
SECRET = text(72, 600, "Complaint by the tenant of 4 Mill Lane")
OVER = (70, 596, 220, 16)


def objects(
    content: str | bytes = BODY,
    *,
    page: str = "",
    catalog: str = "",
    resources: str = "",
    info: str = "",
    more: Sequence[str | bytes] = (),
    flate: bool = True,
    media: str = A4,
) -> list[bytes]:
    """One page: 1 catalogue, 2 pages, 3 page, 4 contents, 5 font, 6 information, then more from 7."""
    kind = f"/Type /Page /Parent 2 0 R /MediaBox {media} {page}"
    kind += "" if "/Contents" in page else " /Contents 4 0 R"
    kind += "" if "/Resources" in page else f" /Resources << /Font << /F1 5 0 R >> /ProcSet [/PDF /Text] {resources} >>"
    own = [
        f"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< {kind} >>",
        content if isinstance(content, bytes) and b"endstream" in content else stream(content, flate=flate),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Producer (Microsoft: Print To PDF) /CreationDate (D:20240402090000+01'00') {info} >>",
        *more,
    ]
    return [body.encode("latin-1") if isinstance(body, str) else body for body in own]


def pdf(
    content: str | bytes = BODY,
    *,
    page: str = "",
    catalog: str = "",
    resources: str = "",
    info: str = "",
    more: Sequence[str | bytes] = (),
    flate: bool = True,
    packed: bool = False,
    media: str = A4,
) -> bytes:
    own = objects(
        content, page=page, catalog=catalog, resources=resources, info=info, more=more, flate=flate, media=media
    )
    return (write_packed if packed else write)(own, "/Info 6 0 R")


def form(content: str, entries: str = "", resources: str = "") -> bytes:
    """A form that pages paint with `Do`."""
    own = f"/Resources << /Font << /F1 5 0 R >> {resources} >>"
    return stream(content, f"/Type /XObject /Subtype /Form /BBox {A4} {own} {entries}", flate=True)


def image(data: bytes = b"\0", width: int = 1, height: int = 1, entries: str = "/ColorSpace /DeviceGray") -> bytes:
    kind = f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /BitsPerComponent 8 {entries}"
    return stream(data, kind)


def jpeg_image(data: bytes) -> bytes:
    return image(data, 120, 80, "/ColorSpace /DeviceRGB /Filter /DCTDecode")


def painted(name: str, x: float, y: float, width: float, height: float) -> str:
    return f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm /{name} Do Q\n"


def annotated(annotation: str, content: str = BODY, more: Sequence[str | bytes] = ()) -> bytes:
    return pdf(content, page="/Annots [7 0 R]", more=(f"<< /Type /Annot {annotation} >>", *more))


def layer(state: str, inner: str = SECRET) -> bytes:
    """Text in a layer that can be switched on and off."""
    return pdf(
        f"{BODY}/OC /Layer1 BDC\n{inner}EMC\n",
        catalog=f"/OCProperties << /OCGs [7 0 R] /D << /Order [7 0 R] {state} >> >>",
        resources="/Properties << /Layer1 7 0 R >>",
        more=("<< /Type /OCG /Name (Draft) >>",),
    )


def subset_font(words: str) -> bytes:
    """Text as glyph numbers of an embedded subset, as Word and Chrome write it, with a table back to letters.

    Marks that stand over the letter before them have no width.
    """
    glyphs = "".join(f"{ord(c) - 29:04X}" for c in words)
    rows = "".join(f"<{ord(c) - 29:04X}> <{ord(c):04X}>\n" for c in sorted(set(words)))
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(set(words))} beginbfchar\n{rows}endbfchar\nendcmap end end"
    )
    font = "/Type /Font /BaseFont /ABCDEF+Calibri"
    top = f"<< {font} /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [8 0 R] /ToUnicode 10 0 R >>"
    marks = " ".join(f"{ord(c) - 29} [0]" for c in sorted(set(words)) if combining(c))
    system = "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    shape = (
        "/Flags 32 /ItalicAngle 0 /Ascent 750 /Descent -250 /CapHeight 644 /StemV 52 /FontBBox [-503 -313 1240 1026]"
    )
    return pdf(
        f"{BODY}BT /F2 11 Tf 72 600 Td <{glyphs}> Tj ET",
        page="/Resources << /Font << /F1 5 0 R /F2 7 0 R >> >>",
        more=(
            top,
            f"<< {font} /Subtype /CIDFontType2 {system} /DW 507 /W [{marks}] /FontDescriptor 9 0 R >>",
            f"<< /Type /FontDescriptor /FontName /ABCDEF+Calibri {shape} >>",
            stream(table, flate=True),
        ),
    )


def field(
    value: str, kind: str = "Tx", parent: str = "", content: str = BODY, rectangle: str = "[72 500 300 520]"
) -> bytes:
    """A form with one field."""
    return pdf(
        content,
        catalog=f"/AcroForm << /Fields [{8 if parent else 7} 0 R] /DA (/F1 11 Tf 0 g) /DR << /Font << /F1 5 0 R >> >> >>",
        page="/Annots [7 0 R]",
        more=(
            f"<< /Type /Annot /Subtype /Widget /FT /{kind} /T (ward) {value} /F 4 /Rect {rectangle} /P 3 0 R >>",
            f"<< /FT /{kind} /T (wards) {parent} /Kids [7 0 R] >>",
        ),
    )


def attached(
    catalog: str = "/Names << /EmbeddedFiles << /Names [(staff.csv) 7 0 R] >> >>", packed: bool = False
) -> bytes:
    return pdf(
        catalog=catalog,
        packed=packed,
        more=(
            "<< /Type /Filespec /F (staff.csv) /UF (staff.csv) /EF << /F 8 0 R >> >>",
            stream("Post,Grade\n1,7\n", "/Type /EmbeddedFile"),
        ),
    )


def with_xmp(inner: str, packed: bool = False) -> bytes:
    data = stream(XMP.format(inner).encode(), "/Type /Metadata /Subtype /XML")
    return pdf(catalog="/Metadata 7 0 R", more=(data,), packed=packed)


def later_revision() -> bytes:
    """A page saved anew at the end of a file. What it showed before still stands there."""
    first = pdf(BODY + SECRET)
    at = len(first)
    update = b"4 0 obj\n" + stream(BODY, flate=True) + b"\nendobj\n"
    table = f"xref\n4 1\n{at:010d} 00000 n \n"
    before = first[first.rindex(b"startxref\n") + 10 :].split()[0].decode()
    trailer = f"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R /Prev {before} >>\n"
    return first + update + f"{table}{trailer}startxref\n{at + len(update)}\n%%EOF\n".encode()


def rc4(key: bytes, data: bytes) -> bytes:
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def locked(password: bytes) -> bytes:
    """A file with a password to open, or, with an empty one, with only its printing forbidden."""
    identity = bytes(range(16))
    padded = (password + PADDING)[:32]
    owner = rc4(md5((b"owner" + PADDING)[:32]).digest()[:5], padded)
    key = md5(padded + owner + pack("<i", -64) + identity).digest()[:5]
    body = rc4(md5(key + pack("<I", 4)[:3] + b"\0\0").digest()[:10], BODY.encode())
    own = objects(stream(body))
    own[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    own[5] = b"<< >>"
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{rc4(key, PADDING).hex()}> /P -64 >>"
    return write([*own, lock.encode()], f"/Encrypt 7 0 R /ID [<{identity.hex()}> <{identity.hex()}>]")


def bomb_stream(twice: bool) -> bytes:
    """Contents that grow to hundreds of megabytes."""
    packed, block = bomb(500)
    check = 1
    for _ in range(500):
        check = adler32(block, check)
    data = b"\x78\xda" + packed + check.to_bytes(4, "big")
    filters = "/FlateDecode /FlateDecode" if twice else "/FlateDecode"
    data = compress(data, 9) if twice else data
    body = f"<< /Length {len(data)} /Filter [{filters}] >>\nstream\n".encode() + data + b"\nendstream"
    return pdf(body)


def heading_band(colour: str) -> str:
    return box(60, 760, 475, 32, colour) + f"1 g\n{text(72, 770, 'Fenmarch Borough Council', 16)}0 g\n"


def table_rows(colour: str) -> str:
    return "".join(
        box(70, 694 - 20 * n, 300, 18, colour if n % 2 else "1 g") + text(72, 700 - 20 * n, f"Ward {n + 1} 120")
        for n in range(5)
    )


def hairlines() -> str:
    """A table's lines, some drawn as strokes and some, as Excel does, as thin filled boxes."""
    lines = "".join(box(70, 696 - 20 * n, 300, 0.48) for n in range(4))
    return f"{BODY}{lines}0.5 w 70 690 m 370 690 l S\n70 640 300 80 re S\n"


def covered(cover: str, resources: str = "", more: Sequence[str | bytes] = (), packed: bool = False) -> bytes:
    return pdf(f"{BODY}{SECRET}{cover}", resources=resources, more=more, packed=packed)


def masked(mask: bytes, entries: str = "") -> bytes:
    """A black picture of four by four dots over words, with a soft mask."""
    return covered(
        painted("Im1", *OVER),
        "/XObject << /Im1 7 0 R >>",
        (
            image(bytes(16), 4, 4, "/ColorSpace /DeviceGray /SMask 8 0 R"),
            image(mask, 4, 4, f"/ColorSpace /DeviceGray {entries}"),
        ),
    )


def large_pictures(count: int) -> bytes:
    """Scans of blank pages, each of forty megabytes before it is packed."""
    one = stream(
        bytes(40_000_000),
        "/Type /XObject /Subtype /Image /Width 5000 /Height 8000 /BitsPerComponent 8 /ColorSpace /DeviceGray",
        flate=True,
    )
    named = " ".join(f"/Im{n} {n + 6} 0 R" for n in range(1, count + 1))
    content = "".join(painted(f"Im{n}", 72 * n, 100, 50, 80) for n in range(1, count + 1))
    return pdf(BODY + content, resources=f"/XObject << {named} >>", more=(one,) * count)


def grid_of_lines() -> str:
    """All the lines of a table as boxes of one path, filled at once."""
    across = "".join(f"70 {696 - 20 * n} 300 0.48 re\n" for n in range(4))
    down = "".join(f"{70 + 75 * n} 636 0.48 80 re\n" for n in range(5))
    return f"q 0 g\n{across}{down}f Q\n"


def letter_by_letter(words: str) -> str:
    """Each letter placed by itself, where the one before ends."""
    widths = {"j": 222, ".": 278, "s": 500, "t": 278, "r": 333, "l": 222, "y": 500, "@": 1015, "x": 500, "m": 833}
    out, x = "", 72.0
    for letter in words:
        out += text(round(x, 2), 600, letter)
        x += widths.get(letter, 556) * 11 / 1000
    return out


SCRIPT = "/S /JavaScript /JS (app.alert\\('Bins'\\);)"
SQUARE = f"/Subtype /Square /Rect [{OVER[0]} {OVER[1]} {OVER[0] + OVER[2]} {OVER[1] + OVER[3]}]"
CURVED = "0 g 70 604 m 70 590 290 590 290 604 c 290 618 70 618 70 604 c f\n"
OUTLINE = "/Outlines 7 0 R"
OUTLINES = ("<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>",)


def outline(title: str) -> bytes:
    item = f"<< /Title ({title}) /Parent 7 0 R /Dest [3 0 R /Fit] >>"
    return pdf(catalog=OUTLINE, more=(*OUTLINES, item))


SAMPLES: tuple[Sample, ...] = (
    *samples(
        "",
        {
            "print-to-pdf.pdf": pdf,
            "contents-not-compressed.pdf": lambda: pdf(flate=False),
            "object-streams.pdf": lambda: pdf(packed=True),
            "UPPER-CASE.PDF": pdf,
            "indirect-length.pdf": lambda: pdf(
                f"<< /Length 7 0 R >>\nstream\n{BODY}\nendstream".encode(), more=(str(len(BODY)),)
            ),
            "contents-in-parts.pdf": lambda: pdf(
                HEAD, page="/Contents [4 0 R 7 0 R]", more=(stream(BODY[len(HEAD) :]),)
            ),
            "words-in-a-form.pdf": lambda: pdf(
                f"{HEAD}/Fm1 Do", resources="/XObject << /Fm1 7 0 R >>", more=(form(SECRET),)
            ),
            "rotated-page.pdf": lambda: pdf(page="/Rotate 90"),
            "white-heading-on-black.pdf": lambda: pdf(heading_band("0 g") + BODY[len(HEAD) :]),
            "white-heading-on-blue.pdf": lambda: pdf(
                heading_band("0.12 0.22 0.39 rg") + BODY[len(HEAD) :], packed=True
            ),
            "shaded-table.pdf": lambda: pdf(HEAD + table_rows("0.8 0.88 0.95 rg")),
            "light-grey-rows.pdf": lambda: pdf(HEAD + table_rows("0.95 g")),
            "hairlines.pdf": lambda: pdf(hairlines()),
            "page-painted-white-first.pdf": lambda: pdf(box(0, 0, 595, 842, "1 g") + BODY),
            "letterhead-picture-under-words.pdf": lambda: pdf(
                painted("Im1", 0, 0, 595, 842) + BODY, resources="/XObject << /Im1 7 0 R >>", more=(image(b"\xf0"),)
            ),
            "picture-beside-words.pdf": lambda: pdf(
                BODY + painted("Im1", 72, 200, 240, 160),
                resources="/XObject << /Im1 7 0 R >>",
                more=(jpeg_image(picture("JPEG")),),
            ),
            "scan-without-words.pdf": lambda: pdf(
                painted("Im1", 0, 0, 595, 842),
                resources="/XObject << /Im1 7 0 R >>",
                more=(jpeg_image(picture("JPEG")),),
            ),
            "words-kerned.pdf": lambda: pdf(f"{HEAD}BT /F1 11 Tf 72 600 Td [(Cas) -20 (tle) 15 ( Hill )] TJ ET"),
            "subset-font.pdf": lambda: subset_font("Castle Hill 45"),
            "web-link.pdf": lambda: annotated(
                "/Subtype /Link /Rect [72 500 300 520] /Border [0 0 0] /A << /S /URI /URI (https://www.example.org/) >>"
            ),
            "opens-at-its-first-page.pdf": lambda: pdf(catalog="/OpenAction [3 0 R /Fit] /PageMode /UseOutlines"),
            "opens-by-an-action.pdf": lambda: pdf(catalog="/OpenAction << /S /GoTo /D [3 0 R /XYZ null null 1] >>"),
            "bookmarks.pdf": lambda: outline("Bins emptied by ward"),
            "layer-switched-on.pdf": lambda: layer("/ON [7 0 R]"),
            "empty-form-field.pdf": lambda: field(""),
            "xmp-of-a-program.pdf": lambda: with_xmp("<xmp:CreatorTool>Microsoft Word</xmp:CreatorTool>"),
            "empty-author.pdf": lambda: pdf(info="/Author () /Title (Bins emptied by ward)"),
            "mark-for-accessibility.pdf": lambda: pdf(
                f"/P << /MCID 0 >> BDC\n{BODY}EMC\n/Artifact BMC\n{text(280, 40, 'Page 1')}EMC\n",
                catalog="/MarkInfo << /Marked true >>",
            ),
            "cropped-to-what-is-there.pdf": lambda: pdf(page="/CropBox [50 500 545 820]"),
            "grey-words.pdf": lambda: pdf(f"{HEAD}0.45 g\n{SECRET}"),
            "words-beside-a-black-box.pdf": lambda: pdf(BODY + text(72, 600, "Complaint by") + box(150, 596, 140, 16)),
            "box-that-does-not-paint.pdf": lambda: covered("70 596 220 16 re W n\n70 596 220 16 re S\n"),
            "words-scaled-by-their-matrix.pdf": lambda: pdf(
                f"{BODY}BT /F1 1 Tf 11 0 0 11 72 600 Tm (Castle Hill) Tj ET"
            ),
            "yellow-marker-over-words.pdf": lambda: covered(
                f"q /G1 gs {box(*OVER, '1 1 0 rg')} Q\n", "/ExtGState << /G1 << /BM /Multiply >> >>"
            ),
            "yellow-tint-over-words.pdf": lambda: covered(
                f"q /G1 gs {box(*OVER, '1 1 0 rg')} Q\n", "/ExtGState << /G1 << /ca 0.3 >> >>"
            ),
            "box-not-ticked.pdf": lambda: field("/V /Off", "Btn"),
            "upside-down-page.pdf": lambda: pdf(
                "q 1 0 0 -1 0 842 cm\n1 0 0 1 0 0 cm\nBT /F1 11 Tf 1 0 0 -1 72 100 Tm (Castle Hill) Tj ET Q"
            ),
            "objects-in-a-table-and-a-stream.pdf": lambda: write(objects(), "/Info 6 0 R", hybrid=True),
            "table-lines-in-one-path.pdf": lambda: pdf(BODY + grid_of_lines()),
            "words-in-the-hole-of-a-ring.pdf": lambda: covered("q 0 g 60 586 240 36 re 66 592 228 24 re f* Q\n"),
            "words-that-clip-a-colour.pdf": lambda: pdf(f"{BODY}q 7 Tr\n{SECRET}{box(*OVER, '0.12 0.22 0.39 rg')}Q\n"),
            "words-in-a-frame-of-one-line.pdf": lambda: covered(
                "0 g 60 586 m 300 586 l 300 622 l 60 622 l 60 586 l 66 592 l 66 616 l 294 616 l 294 592 l 66 592 l f\n"
            ),
            "white-words-on-a-picture-with-a-soft-mask.pdf": lambda: pdf(
                f"{BODY}{painted('Im1', 60, 586, 240, 36)}1 g\n{SECRET}",
                resources="/XObject << /Im1 7 0 R >>",
                more=(
                    image(bytes(16), 4, 4, "/ColorSpace /DeviceGray /SMask 8 0 R"),
                    image(b"\x00\xff\xff\x00" + b"\xff" * 8 + b"\x00\xff\xff\x00", 4, 4),
                ),
            ),
            "white-words-on-a-half-transparent-box.pdf": lambda: pdf(
                f"{BODY}q /G1 gs {box(60, 586, 240, 36)}Q 1 g\n{SECRET}",
                resources="/ExtGState << /G1 << /ca 0.5 >> >>",
            ),
            "box-that-a-mask-cuts-away.pdf": lambda: covered(
                f"q /G1 gs {box(*OVER)}Q\n",
                "/ExtGState << /G1 << /SMask << /Type /Mask /S /Luminosity /G 7 0 R >> >> >>",
                (form(box(300, 596, 100, 16, "1 g"), "/Group << /S /Transparency /CS /DeviceGray >>"),),
            ),
            "fill-clipped-to-bars-beside-words.pdf": lambda: covered(
                "q 0 g 60 586 8 36 re 292 586 8 36 re W n 60 586 240 36 re f Q\n"
            ),
            "marks-over-letters.pdf": lambda: subset_font("Dw\u0302r, y gro\u0302g"),
            "words-that-clip-a-tint.pdf": lambda: pdf(
                f"{BODY}q 7 Tr\n{SECRET}/G1 gs {box(*OVER, '0.12 0.22 0.39 rg')}Q\n",
                resources="/ExtGState << /G1 << /ca 0.5 >> >>",
            ),
            "words-with-a-white-shadow.pdf": lambda: pdf(
                f"{BODY}q 1 g\n{text(72.4, 599.6, 'Castle Hill')}Q\n{text(72, 600, 'Castle Hill')}"
            ),
            "words-with-a-copy-without-opacity.pdf": lambda: pdf(
                f"{BODY}{SECRET}q /G1 gs\n{SECRET}Q\n", resources="/ExtGState << /G1 << /ca 0 >> >>"
            ),
            "six-pictures-of-forty-megabytes.pdf": lambda: large_pictures(6),
        },
    ),
    *samples(
        "attachment-hidden-text",
        {
            "unpainted-words.pdf": lambda: pdf(f"{BODY}3 Tr\n{SECRET}0 Tr\n"),
            "unpainted-words-within.pdf": lambda: pdf(
                f"{BODY}q BT /F1 11 Tf 3 Tr 72 600 Td [(4 Mill) -10 ( Lane)] TJ ET Q", packed=True
            ),
            "unpainted-words-in-a-form.pdf": lambda: pdf(
                f"{BODY}/Fm1 Do", resources="/XObject << /Fm1 7 0 R >>", more=(form(f"3 Tr\n{SECRET}"),)
            ),
            "words-that-only-clip.pdf": lambda: pdf(f"{BODY}q 7 Tr\n{SECRET}Q\n"),
            "white-words.pdf": lambda: pdf(f"{BODY}1 g\n{SECRET}"),
            "white-words-in-red-green-blue.pdf": lambda: pdf(f"{BODY}q 1 1 1 rg\n{SECRET}Q"),
            "white-words-in-inks.pdf": lambda: pdf(f"{BODY}0 0 0 0 k\n{SECRET}"),
            "white-words-in-a-colour-space.pdf": lambda: pdf(
                f"{BODY}/Cs1 cs 1 1 1 sc\n{SECRET}",
                resources="/ColorSpace << /Cs1 [/CalRGB << /WhitePoint [0.95 1 1.09] >>] >>",
            ),
            "nearly-white-words.pdf": lambda: pdf(f"{BODY}0.99 g\n{SECRET}"),
            "blue-words-on-blue.pdf": lambda: pdf(
                BODY + box(*OVER, "0.12 0.22 0.39 rg") + f"0.12 0.22 0.39 rg\n{SECRET}"
            ),
            "words-off-the-page.pdf": lambda: pdf(BODY + text(-400, 600, "Complaint by the tenant")),
            "words-outside-the-crop.pdf": lambda: pdf(BODY + SECRET, page="/CropBox [50 650 545 820]"),
            "words-outside-an-inherited-crop.pdf": lambda: write(
                [b.replace(b"/Count 1", b"/Count 1 /CropBox [50 650 545 820]") for b in objects(BODY + SECRET)], ""
            ),
            "words-outside-a-clip.pdf": lambda: pdf(f"{BODY}q 400 100 50 50 re W n\n{SECRET}Q\n"),
            "words-outside-a-form-s-box.pdf": lambda: pdf(
                f"{BODY}/Fm1 Do",
                resources="/XObject << /Fm1 7 0 R >>",
                more=(form(SECRET).replace(A4.encode(), b"[0 0 40 40]"),),
            ),
            "words-without-opacity.pdf": lambda: pdf(
                f"{BODY}q /G1 gs\n{SECRET}Q\n", resources="/ExtGState << /G1 << /ca 0 /CA 0 >> >>"
            ),
            "words-almost-of-no-size.pdf": lambda: pdf(
                f"{BODY}BT /F1 11 Tf 0.02 0 0 0.02 72 600 Tm (Complaint by the tenant) Tj ET"
            ),
            "scan-with-unpainted-words.pdf": lambda: pdf(
                f"{painted('Im1', 0, 0, 595, 842)}3 Tr\n{BODY}",
                resources="/XObject << /Im1 7 0 R >>",
                more=(jpeg_image(picture("JPEG")),),
            ),
            "layer-switched-off.pdf": lambda: layer("/OFF [7 0 R]"),
            "layer-off-by-default.pdf": lambda: layer("/BaseState /OFF"),
            "form-in-a-layer-switched-off.pdf": lambda: pdf(
                f"{BODY}/Fm1 Do",
                catalog="/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >>",
                resources="/XObject << /Fm1 7 0 R >>",
                more=(form(SECRET, "/OC 8 0 R"), "<< /Type /OCG /Name (Draft) >>"),
            ),
            "white-words-with-a-white-outline.pdf": lambda: pdf(f"{BODY}q 2 Tr 1 g 1 G\n{SECRET}Q\n"),
            "group-without-opacity.pdf": lambda: pdf(
                f"{BODY}q /G1 gs /Fm1 Do Q\n",
                resources="/XObject << /Fm1 7 0 R >> /ExtGState << /G1 << /ca 0 /CA 0 >> >>",
                more=(
                    form(
                        f"/G1 gs\n{SECRET}", "/Group << /S /Transparency >>", "/ExtGState << /G1 << /ca 1 /CA 1 >> >>"
                    ),
                ),
            ),
            "words-of-one-point.pdf": lambda: pdf(BODY + text(72, 600, "Complaint by the tenant", 1)),
        },
    ),
    *samples(
        "attachment-covered-text",
        {
            "black-box.pdf": lambda: covered(box(*OVER)),
            "black-box-in-object-streams.pdf": lambda: covered(box(*OVER, "0 0 0 rg"), packed=True),
            "black-box-in-inks.pdf": lambda: covered(box(*OVER, "0 0 0 1 k")),
            "black-box-filled-and-stroked.pdf": lambda: covered("0 g 70 596 220 16 re B\n"),
            "black-box-even-odd.pdf": lambda: covered("0 g 70 596 220 16 re f*\n"),
            "black-box-scaled.pdf": lambda: covered("q 220 0 0 16 70 596 cm 0 0 1 1 re f Q\n"),
            "black-box-upside-down.pdf": lambda: covered("0 g 290 612 -220 -16 re f\n"),
            "white-box.pdf": lambda: covered(box(*OVER, "1 g")),
            "red-box.pdf": lambda: covered(box(*OVER, "0.8 0 0 rg")),
            "black-outline-filled.pdf": lambda: covered("0 g 70 596 m 290 596 l 290 612 l 70 612 l h f\n"),
            "black-curve.pdf": lambda: covered(CURVED),
            "black-thick-line.pdf": lambda: covered("q 0 G 16 w 70 604 m 290 604 l S Q\n"),
            "black-lines-many.pdf": lambda: covered("".join(box(70, 596 + n, 220, 1) for n in range(16))),
            "black-box-in-a-form.pdf": lambda: covered("/Fm1 Do", "/XObject << /Fm1 7 0 R >>", (form(box(*OVER)),)),
            "black-box-over-a-form.pdf": lambda: pdf(
                f"{BODY}/Fm1 Do {box(*OVER)}", resources="/XObject << /Fm1 7 0 R >>", more=(form(SECRET),)
            ),
            "black-box-on-a-rotated-page.pdf": lambda: pdf(f"{BODY}{SECRET}{box(*OVER)}", page="/Rotate 270"),
            "black-box-in-later-contents.pdf": lambda: pdf(
                BODY + SECRET, page="/Contents [4 0 R 7 0 R]", more=(stream(box(*OVER), flate=True),)
            ),
            "black-picture.pdf": lambda: covered(painted("Im1", *OVER), "/XObject << /Im1 7 0 R >>", (image(),)),
            "photograph-over-words.pdf": lambda: covered(
                painted("Im1", 60, 560, 300, 60), "/XObject << /Im1 7 0 R >>", (jpeg_image(picture("JPEG")),)
            ),
            "black-stencil.pdf": lambda: covered(
                f"0 g {painted('Im1', *OVER)}",
                "/XObject << /Im1 7 0 R >>",
                (
                    stream(
                        b"\0", "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ImageMask true /BitsPerComponent 1"
                    ),
                ),
            ),
            "black-picture-within-contents.pdf": lambda: covered(
                "q 220 0 0 16 70 596 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 00> EI Q\n"
            ),
            "black-gradient.pdf": lambda: covered(
                "q 70 596 220 16 re W n /Sh1 sh Q\n",
                "/Shading << /Sh1 << /ShadingType 2 /ColorSpace /DeviceGray /Coords [70 0 290 0] /Extend [true true] "
                "/Function << /FunctionType 2 /Domain [0 1] /C0 [0] /C1 [0] /N 1 >> >> >>",
            ),
            "black-pattern.pdf": lambda: covered(
                "/Pattern cs /P1 scn 70 596 220 16 re f\n",
                "/Pattern << /P1 7 0 R >>",
                (
                    stream(
                        "0 g 0 0 4 4 re f",
                        "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 4 4] /XStep 4 /YStep 4 "
                        "/Resources << >>",
                    ),
                ),
            ),
            "black-picture-with-an-opaque-mask.pdf": lambda: masked(b"\xff" * 16),
            "black-picture-with-an-opaque-mask-inverted.pdf": lambda: masked(bytes(16), "/Decode [1 0]"),
            "black-box-almost-opaque.pdf": lambda: covered(
                f"q /G1 gs {box(*OVER)}Q\n", "/ExtGState << /G1 << /ca 0.85 >> >>"
            ),
            "empty-form-field-over-words.pdf": lambda: field(
                "/MK << /BG [0 0 0] >>", content=BODY + SECRET, rectangle="[70 596 290 612]"
            ),
            "black-annotation.pdf": lambda: annotated(
                f"{SQUARE} /IC [0 0 0] /C [0 0 0] /F 4 /AP << /N 8 0 R >>",
                BODY + SECRET,
                (stream("0 g 0 0 220 16 re f", "/Type /XObject /Subtype /Form /BBox [0 0 220 16]"),),
            ),
            "redaction-not-applied.pdf": lambda: annotated(
                SQUARE.replace("Square", "Redact") + " /IC [0 0 0] /F 4 /QuadPoints [70 612 290 612 70 596 290 596]",
                BODY + SECRET,
            ),
        },
    ),
    *samples(
        "attachment-script",
        {
            "script-by-name.pdf": lambda: pdf(
                catalog="/Names << /JavaScript << /Names [(a) 7 0 R] >> >>", more=(f"<< {SCRIPT} >>",)
            ),
            "script-on-opening.pdf": lambda: pdf(catalog=f"/OpenAction << {SCRIPT} >>"),
            "script-on-opening-in-object-streams.pdf": lambda: pdf(
                catalog="/OpenAction 7 0 R", more=(f"<< {SCRIPT} >>",), packed=True
            ),
            "script-with-an-escaped-name.pdf": lambda: pdf(
                catalog="/Open#41ction << /S /Java#53cript /J#53 (app.alert\\(1\\);) >>"
            ),
            "launch-on-opening.pdf": lambda: pdf(catalog="/OpenAction << /S /Launch /F (calc.exe) >>"),
            "action-after-another.pdf": lambda: pdf(
                catalog=f"/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next << {SCRIPT} >> >>"
            ),
            "script-of-a-page.pdf": lambda: pdf(page=f"/AA << /O << {SCRIPT} >> >>"),
            "script-of-a-link.pdf": lambda: annotated(f"/Subtype /Link /Rect [72 500 300 520] /A << {SCRIPT} >>"),
            "xfa-form.pdf": lambda: pdf(
                catalog="/AcroForm << /Fields [] /XFA 7 0 R >>",
                more=(stream('<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>'),),
            ),
        },
    ),
    *samples(
        "attachment-form",
        {
            "filled-form-field.pdf": lambda: field("/V (Riverside)"),
            "filled-form-field-of-a-group.pdf": lambda: field("/Parent 8 0 R", parent="/V (Riverside)"),
            "box-ticked.pdf": lambda: field("/V /Yes /AS /Yes", "Btn"),
            "filled-form-field-in-utf-16.pdf": lambda: field(f"/V <FEFF{'Riverside'.encode('utf-16-be').hex()}>"),
        },
    ),
    *samples(
        "attachment-embedded",
        {
            "attached-file.pdf": attached,
            "attached-file-in-object-streams.pdf": lambda: attached(packed=True),
            "associated-file.pdf": lambda: attached("/AF [7 0 R]"),
            "file-pinned-to-a-page.pdf": lambda: annotated(
                "/Subtype /FileAttachment /Rect [72 500 90 520] /FS << /Type /Filespec /F (staff.csv) /EF << /F 8 0 R >> >>",
                more=(stream("Post,Grade\n1,7\n", "/Type /EmbeddedFile"),),
            ),
            "followed-by-a-zip.pdf": lambda: pdf() + zipped([Member("letter.txt", b"Not for publication")]),
        },
    ),
    *samples("attachment-tracked-changes", {"earlier-revision.pdf": later_revision}),
    *samples(
        "attachment-comments",
        {
            "sticky-note.pdf": lambda: annotated("/Subtype /Text /Rect [72 500 90 520] /Contents (Check this figure)"),
            "highlight.pdf": lambda: annotated(
                "/Subtype /Highlight /Rect [72 738 150 752] /QuadPoints [72 752 150 752 72 738 150 738] /C [1 1 0] "
                "/Contents (Check) /Popup 8 0 R",
                more=("<< /Type /Annot /Subtype /Popup /Rect [300 700 400 760] /Parent 7 0 R >>",),
            ),
            "typed-on-the-page.pdf": lambda: annotated(
                "/Subtype /FreeText /Rect [72 500 300 520] /DA (/F1 11 Tf 0 g) /Contents (Check this figure)"
            ),
            "strike-out.pdf": lambda: annotated(
                "/Subtype /StrikeOut /Rect [72 738 150 752] /QuadPoints [72 752 150 752 72 738 150 738] /C [1 0 0]"
            ),
        },
    ),
    *samples(
        "attachment-metadata",
        {
            "author.pdf": lambda: pdf(info=f"/Author ({PERSON})"),
            "author-in-object-streams.pdf": lambda: pdf(info=f"/Author ({PERSON})", packed=True),
            "author-in-utf-16.pdf": lambda: pdf(info=f"/Author <FEFF{PERSON.encode('utf-16-be').hex()}>"),
            "author-in-octal.pdf": lambda: pdf(info="/Author (\\112ane Osterley)"),
            "author-in-xmp.pdf": lambda: with_xmp(XMP_CREATOR),
            "author-in-xmp-and-object-streams.pdf": lambda: with_xmp(XMP_CREATOR, packed=True),
            "small-picture-of-a-page.pdf": lambda: pdf(page="/Thumb 7 0 R", more=(jpeg_image(picture("JPEG")),)),
            "author-of-a-photograph.pdf": lambda: pdf(
                BODY + painted("Im1", 72, 200, 240, 160),
                resources="/XObject << /Im1 7 0 R >>",
                more=(
                    image(picture("JPEG"), 120, 80, "/ColorSpace /DeviceRGB /Filter /DCTDecode /Metadata 8 0 R"),
                    stream(XMP.format(XMP_CREATOR).encode(), "/Type /Metadata /Subtype /XML"),
                ),
            ),
        },
    ),
    *samples(
        "attachment-location",
        {
            "photograph-with-place.pdf": lambda: pdf(
                BODY + painted("Im1", 72, 200, 240, 160),
                resources="/XObject << /Im1 7 0 R >>",
                more=(jpeg_image(photo(inner=place())),),
            ),
        },
    ),
    *samples(
        "attachment-email",
        {
            "email.pdf": lambda: pdf(BODY + text(72, 600, f"Write to {EMAIL}")),
            "email-in-parts.pdf": lambda: pdf(
                f"{BODY}BT /F1 11 Tf 72 600 Td [(j.ost) -10 (erley) 5 (@exam)] TJ (ple) Tj (.org) Tj ET", packed=True
            ),
            "email-letter-by-letter.pdf": lambda: pdf(BODY + letter_by_letter(EMAIL)),
            "email-in-hexadecimal.pdf": lambda: pdf(f"{BODY}BT /F1 11 Tf 72 600 Td <{EMAIL.encode().hex()}> Tj ET"),
            "email-in-a-subset-font.pdf": lambda: subset_font(EMAIL),
            "email-in-a-form.pdf": lambda: pdf(
                f"{BODY}/Fm1 Do", resources="/XObject << /Fm1 7 0 R >>", more=(form(text(72, 600, EMAIL)),)
            ),
            "email-link.pdf": lambda: annotated(
                f"/Subtype /Link /Rect [72 500 300 520] /A << /S /URI /URI (mailto:{EMAIL}) >>"
            ),
            "email-behind-other-words.pdf": lambda: pdf(
                f"{BODY}/Span << /ActualText ({EMAIL}) >> BDC\n{text(72, 600, 'Officer A')}EMC\n"
            ),
            "email-in-alternative-text.pdf": lambda: pdf(
                f"{BODY}/Figure << /MCID 0 >> BDC\n{box(72, 500, 90, 40, '0.5 g')}EMC\n",
                catalog="/MarkInfo << /Marked true >> /StructTreeRoot 7 0 R",
                more=(
                    "<< /Type /StructTreeRoot /K 8 0 R >>",
                    f"<< /Type /StructElem /S /Figure /P 7 0 R /Pg 3 0 R /K 0 /Alt (Card of {EMAIL}) >>",
                ),
            ),
            "email-in-a-bookmark.pdf": lambda: outline(f"Reply to {EMAIL}"),
        },
    ),
    *samples(
        "attachment-phone",
        {
            "telephone.pdf": lambda: pdf(BODY + text(72, 600, f"Telephone {PHONE}")),
            "telephone-sideways.pdf": lambda: pdf(f"{BODY}BT /F1 11 Tf 0 1 -1 0 500 200 Tm ({MOBILE}) Tj ET"),
        },
    ),
    *samples(
        "attachment-national-insurance",
        {
            "national-insurance.pdf": lambda: pdf(BODY + text(72, 600, f"Number {INSURANCE}"), page="/Rotate 90"),
        },
    ),
    *samples(
        "attachment-encrypted",
        {
            "password.pdf": lambda: locked(b"secret"),
            "printing-forbidden.pdf": lambda: locked(b""),
        },
    ),
    *samples(
        "attachment-too-large",
        {
            "bomb.pdf": lambda: bomb_stream(twice=False),
            "bomb-within-a-bomb.pdf": lambda: bomb_stream(twice=True),
        },
    ),
    *samples(
        "attachment-unreadable",
        {
            "empty.pdf": lambda: b"",
            "cut-short.pdf": lambda: pdf()[:600],
            "a-picture-named.pdf": lambda: picture("PNG"),
            "a-web-page-named.pdf": lambda: b"<!DOCTYPE html><title>Sign in</title><p>Your session has ended",
            "no-pages.pdf": lambda: write([b"<< /Type /Catalog >>"], ""),
        },
    ),
)
