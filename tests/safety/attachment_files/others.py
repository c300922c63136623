"""Lists and plain text, pages that can run, and kinds of file that are not looked into."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from tests.safety.attachment_files.images import picture
from tests.safety.attachment_files.packages import (
    EMAIL,
    INSURANCE,
    MOBILE,
    PHONE,
    Member,
    Sample,
    compound,
    samples,
    zipped,
)
from tests.safety.attachment_files.pdfs import pdf
from tests.safety.attachment_files.spreadsheets import book

LIST = "Ward,Bins emptied,Cost\r\nMarket,120,£340.50\r\nCastle Hill,45,£150.25\r\n"
PAGE = "<!DOCTYPE html><html><head><title>Bins</title></head><body><p>Bins emptied</p></body></html>"
LETTER = "Fenmarch Borough Council\n\nThe council emptied 120 bins – a third of them in Market ward.\n"


def listed(value: str) -> bytes:
    return f"{LIST}{value},1,£2.00\r\n".encode()


def typed(program: str, body: bytes = b"<x/>") -> bytes:
    """An OpenDocument file, whose first member names its kind."""
    return zipped(
        [Member("mimetype", f"application/vnd.oasis.opendocument.{program}".encode()), Member("content.xml", body)]
    )


def converted(kind: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), (214, 232, 214)).save(out, kind)
    return out.getvalue()


SAMPLES: tuple[Sample, ...] = (
    *samples(
        "",
        {
            "list.csv": LIST.encode,
            "UPPER-CASE.CSV": LIST.encode,
            "list-with-byte-order-mark.csv": lambda: LIST.encode("utf-8-sig"),
            "list-with-semicolons.csv": lambda: LIST.replace(",", ";").encode(),
            "list-with-lines-within-a-cell.csv": lambda: listed('"Fen End\r\n(part)"'),
            "numbers-of-invoices.csv": lambda: listed("INV-2024-000123"),
            "letter.txt": LETTER.encode,
            "empty-last-line.txt": f"{LETTER}\n\n".encode,
        },
    ),
    *samples(
        "attachment-encoding",
        {
            "list-in-utf-16.csv": lambda: LIST.encode("utf-16"),
            "list-in-windows-1252.csv": lambda: LIST.encode("cp1252"),
            "letter-in-windows-1252.txt": lambda: LETTER.encode("cp1252"),
        },
    ),
    *samples(
        "attachment-email",
        {
            "email.csv": lambda: listed(EMAIL),
            "email-with-byte-order-mark.csv": lambda: listed(EMAIL).decode().encode("utf-8-sig"),
            "email.txt": f"{LETTER}{EMAIL}\n".encode,
        },
    ),
    *samples(
        "attachment-phone",
        {
            "telephone.csv": lambda: listed(PHONE),
            "mobile.txt": f"{LETTER}Call {MOBILE}\n".encode,
        },
    ),
    *samples(
        "attachment-national-insurance",
        {
            "national-insurance.txt": f"{LETTER}AB 12 34 56 C\n".encode,
            "national-insurance.csv": lambda: listed(INSURANCE),
        },
    ),
    *samples(
        "attachment-unreadable",
        {
            "a-workbook-named.csv": lambda: book().pack(),
            "a-pdf-named.txt": pdf,
        },
    ),
    *samples(
        "attachment-active",
        {
            "program.exe": lambda: b"MZ\x90\0\x03",
            "page.html": PAGE.encode,
            "page.htm": PAGE.encode,
            "page.xhtml": PAGE.encode,
            "drawing.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "script.js": lambda: b"alert('Bins')",
            "PAGE-UPPER-CASE.HTML": PAGE.encode,
        },
    ),
    *samples(
        "attachment-kind",
        {
            "letter.doc": lambda: compound({"WordDocument": b"\xec\xa5\xc1\0"}),
            "figures.xls": lambda: compound({"Workbook": b"\x09\x08\x10\0"}),
            "figures.xlsb": lambda: zipped([Member("xl/workbook.bin", b"\x83\x01\0")]),
            "figures.ods": lambda: typed("spreadsheet"),
            "letter.odt": lambda: typed("text"),
            "slides.pptx": lambda: zipped([Member("ppt/presentation.xml", b"<p/>")]),
            "message.msg": lambda: compound({"__properties_version1.0": b"\0"}),
            "message.eml": lambda: b"Subject: Bins\r\n\r\nBins emptied\r\n",
            "letter.rtf": lambda: b"{\\rtf1\\ansi Bins\\par}",
            "all.zip": lambda: zipped([Member("list.csv", LIST.encode())]),
            "plan.tiff": lambda: converted("TIFF"),
            "plan.tif": lambda: converted("TIFF"),
            "plan.bmp": lambda: converted("BMP"),
            "photograph.heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
            "film.mp4": lambda: b"\0\0\0\x18ftypisom\0\0\0\0isomiso2",
            "no-ending": lambda: picture("PNG"),
            "two-endings.xlsx.zip": lambda: book().pack(),
        },
    ),
)
