"""What can't be read is called by its name, with a way to save it otherwise."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read, read_grid

MAIL = (
    b"Return-Path: <a@example.org>\r\nFrom: A <a@example.org>\r\nSubject: Zahlen\r\n\r\nHallo,\r\n"
    + b"a, b und c.\r\n" * 20
)
TABLE = b"Name: city,Date: day,From: where,To: there\n" + b"Ulm,2024-01-01,Bonn,Kiel\n" * 12


def packed(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "content " * 20)
    return content.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 600


FILES = {
    "report.pdf": (b"%PDF-1.7\n" + b"1 0 obj\n" * 50, "PDF"),
    "mail.eml": (MAIL, "e-mail"),
    "box.txt": (b"From a@example.org Mon Feb  5 10:00:00 2024\n" + MAIL.replace(b"\r\n", b"\n"), "e-mail"),
    "letter.rtf": (b"{\\rtf1\\ansi hello\\par}" * 20, "RTF"),
    "photo.csv": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "drawing.svg": (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "SVG"),
    "days.ics": (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" * 20, "calendar"),
    "people.vcf": (b"BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n" * 20, "contacts"),
    "data.rds": (b"X\n\0\0\0\3\0\4\1\0" + b"\0" * 200, "of R"),
    "data.h5": (b"\x89HDF\r\n\x1a\n" + b"\0" * 200, "HDF5"),
    "data.mat": (b"MATLAB 5.0 MAT-file, Platform: GLNXA64" + b" " * 200, "MATLAB"),
    "data.pkl": (b"\x80\x04\x95" + b"\0" * 200, "pickle"),
    "data.orc": (b"ORC" + b"\0" * 200, "ORC"),
    "old.mdb": (b"\0\1\0\0Standard Jet DB\0" + b"\0" * 200, "Access, which is not read here"),
    "pack.7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 200, "7z"),
    "sheet.gsheet": (b'{"url": "https://docs.google.com/spreadsheets/d/1", "doc_id": "x"}', "Google"),
    "text.docx": (packed("[Content_Types].xml", "word/document.xml"), "Word"),
    "slides.pptx": (packed("[Content_Types].xml", "ppt/presentation.xml"), "PowerPoint"),
    "sheet.numbers": (packed("Index/Document.iwa", "preview.jpg"), "Numbers"),
    "board.pbix": (packed("DataModel", "Version"), "Power BI"),
    "text.doc": (ole("WordDocument"), "Word"),
    "mail.msg": (ole("__properties_version1.0"), "Outlook"),
    "page.html": (b"<!doctype html><html><body><p>Hello</p></body></html>", "web page"),
    "frames.xls": (b"<html><head><title>x</title></head><frameset></frameset></html>", "web page"),
    "lfs.csv": (b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "Git LFS"),
    "denied.csv": (b'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>', "error message"),
    "answer.json": (b'{"error": {"code": 401, "message": "Invalid key"}}', "error message"),
    "zeros.csv": (b"\0" * 500, "zero bytes"),
    "script.csv": (b"import os\n\nprint('a,b')\n", "program"),
    "login.csv": (b"<!doctype html><html><head><title>Sign in</title></head><body></body></html>", "Sign in"),
    "letter.txt": (
        b"Dear team,\n\nThe quarter went well, and we hope to go on.\nMore when we meet.\n\nAnn\n",
        "sentences",
    ),
    "half.json": (b'[{"a": 1, "b": "x"}, {"a": 2, "b": ', "incomplete"),
    "photos.zip": (packed("readme.docx", "a.jpg"), "a.jpg"),
    "part.px": (b'AXIS-VERSION="2010";\nTITLE="x";\nSTUB="a";\nVALUES("a")="1","2";\n', "PX"),
}


@pytest.mark.parametrize("name", FILES)
def test_what_it_is_and_what_to_do_instead(tmp_path: Path, name: str) -> None:
    content, word = FILES[name]
    path = tmp_path / name
    path.write_bytes(content)
    for attempt in (lambda: read(path, Options(), lambda share: None), lambda: preview(path, Options())):
        with pytest.raises(PreprocessingError, match=word) as refused:
            attempt()
        assert len(refused.value.hint) > 10


def test_a_table_whose_names_look_like_the_fields_of_a_mail_is_read(tmp_path: Path) -> None:
    path = tmp_path / "routes.csv"
    path.write_bytes(TABLE)
    assert len(read_grid(path)) == 12
