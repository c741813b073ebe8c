"""Makes files for tests, good ones of each kind and hostile ones; all are small and made when they are asked for."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + b"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GPS = "59 deg north"

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><document><t>&b;</t></document>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><document><t>&a;</t></document>'


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def content_types(main: str, kind: str) -> str:
    return f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>'


def docx(text: str = "Take back old laptops", *, main: str = "word/document.xml", **members: str | bytes) -> bytes:
    """A letter of one paragraph for each line; further parts by name, with `__` for a slash and `_` for a dot."""
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(main, WORD_TYPE),
        main: f'<w:document xmlns:w="urn:w"><w:body>{lines}</w:body></w:document>',
        "docProps/app.xml": "<Properties><Pages>3</Pages></Properties>",
    }
    return packed(parts | {name.replace("__", "/").replace("_", "."): each for name, each in members.items()})


def xlsx(*words: str, **members: str | bytes) -> bytes:
    strings = "".join(f"<si><t>{word}</t></si>" for word in words or ("Battery", "Capacity"))
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("xl/workbook.xml", SHEET_TYPE),
        "xl/workbook.xml": "<workbook/>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        "xl/worksheets/sheet1.xml": '<worksheet><c t="inlineStr"><is><t>Inline</t></is></c></worksheet>',
    }
    return packed(parts | members)


def pptx(*slides: str) -> bytes:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types("ppt/presentation.xml", SLIDES_TYPE),
        "ppt/presentation.xml": "<presentation/>",
    }
    for number, words in enumerate(slides or ("Circular", "Fair"), 1):
        parts[f"ppt/slides/slide{number}.xml"] = f'<s xmlns:a="urn:a"><a:p><a:r><a:t>{words}</a:t></a:r></a:p></s>'
    return packed(parts)


def open_document(kind: str = "text", body: str = "<t:p>Reuse <t:span>first</t:span></t:p>", **more: str) -> bytes:
    parts: dict[str, str | bytes] = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<o xmlns:t="urn:t" xmlns:d="urn:d">{body}</o>',
        "meta.xml": '<o xmlns:m="urn:m" xmlns:c="urn:c"><c:language>nl</c:language>'
        '<m:document-statistic m:page-count="4"/></o>',
    }
    return packed(parts | more, zipfile.ZIP_STORED)


def pdf(*pages: str, change: Callable[[PdfWriter], Any] | None = None) -> bytes:
    """A PDF with one line of text on each page."""
    writer = PdfWriter()
    for words in pages or ("Take back old laptops",):
        page = writer.add_blank_page(595, 842)
        content = StreamObject()
        content.set_data(f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): named})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    if change:
        change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def acting_pdf(**action: str) -> bytes:
    """With an action that runs when the file is opened."""

    def act(writer: PdfWriter) -> None:
        entries = {NameObject(f"/{key}"): TextStringObject(value) for key, value in action.items() if key != "S"}
        entries[NameObject("/S")] = NameObject(f"/{action['S']}")
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(entries)

    return pdf(change=act)


def scripted_pdf() -> bytes:
    return acting_pdf(S="JavaScript", JS="app.alert(1)")


def launching_pdf() -> bytes:
    return acting_pdf(S="Launch", F="calc.exe")


def pdf_with_attachment() -> bytes:
    return pdf(change=lambda writer: writer.add_attachment("inner.txt", b"inside"))


def locked_pdf(*, reader: str, owner: str = "owner") -> bytes:
    """With a password for readers, or, if `reader` is empty, with printing forbidden only."""
    return pdf(change=lambda writer: writer.encrypt(reader, owner, algorithm="AES-256"))


def pdf_with_hidden_script() -> bytes:
    """The script stands in a packed object, so that the bytes of the file do not show it."""
    inner = b"<< /S /Java#53cript /JS (app.alert\\(1\\)) >>"
    holder = zlib.compress(b"9 0 " + inner)
    objects = [
        b"1 0 obj << /Type /Catalog /Pages 2 0 R /OpenAction 9 0 R >> endobj\n",
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n",
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n",
        b"4 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >> stream\n" % len(holder)
        + holder
        + b"\nendstream endobj\n",
    ]
    data, places = b"%PDF-1.7\n", [0]
    for each in objects:
        places.append(len(data))
        data += each
    rows = [struct.pack(">BHB", 0, 0, 0)] + [struct.pack(">BHB", 1, place, 0) for place in places[1:]]
    rows += [struct.pack(">BHB", 0, 0, 0)] * 4 + [struct.pack(">BHB", 2, 4, 0)]
    table = b"".join(rows)
    start = len(data)
    facts = b"<< /Type /XRef /Size 10 /W [1 2 1] /Root 1 0 R /Length %d >>" % len(table)
    return data + b"10 0 obj " + facts + b" stream\n" + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start


def endless_pdf() -> bytes:
    """A page tree that leads back to itself through two thousand steps."""

    def loop(writer: PdfWriter) -> None:
        pages = writer.root_object["/Pages"]
        pages[NameObject("/Count")] = NumberObject(10**9)
        pages["/Kids"].append(pages.indirect_reference)

    return pdf(change=loop)


def picture(kind: str = "PNG", width: int = 40, height: int = 20, mode: str = "RGB", **options: Any) -> bytes:
    image = Image.new(mode, (width, height))
    image.paste("red", (0, 0, width // 2, height)) if mode == "RGB" else None
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def photo(kind: str = "JPEG", *, orientation: int = 6) -> bytes:
    """As a phone takes it: lying on its side, with place, time, maker and a program's note (XMP)."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Secret camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 54.0, 30.0), 29: GPS})
    return picture(kind, exif=exif.tobytes(), xmp=b"<x:xmpmeta>Secret note</x:xmpmeta>", icc_profile=b"colours" * 20)


def animation(kind: str = "WEBP", frames: int = 3, side: int = 10) -> bytes:
    images = [Image.new("RGB", (side, side), (number * 40 % 255, 0, 0)) for number in range(frames)]
    file = io.BytesIO()
    images[0].save(file, kind, save_all=True, append_images=images[1:], duration=100)
    return file.getvalue()


def png_flood(width: int = 30_000, height: int = 30_000) -> bytes:
    """A few bytes that promise an enormous picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")
    )


def zip_bomb(megabytes: int = 100) -> bytes:
    """A letter of about a tenth of a per cent of what it unpacks to."""
    return docx(word__media__zeros_bin=bytes(megabytes * 1024 * 1024))


def linking_docx() -> bytes:
    """With a member that is a symbolic link."""
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    file = io.BytesIO(docx())
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def locked_docx() -> bytes:
    """Office puts encrypted files in an old container."""
    return OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


GOOD: dict[str, Callable[[], bytes]] = {
    "guide.pdf": pdf,
    "letter.docx": docx,
    "table.xlsx": xlsx,
    "talk.pptx": pptx,
    "text.odt": open_document,
    "table.ods": lambda: open_document("spreadsheet"),
    "talk.odp": lambda: open_document("presentation"),
    "notes.txt": lambda: b"Gr\xc3\xbc\xc3\x9fe",
    "rows.csv": lambda: b"a;b\n1;2\n",
    "plan.png": picture,
    "photo.jpg": photo,
    "photo.jpeg": photo,
    "plan.webp": lambda: picture("WEBP"),
}
"""One good file of each kind, by name."""
