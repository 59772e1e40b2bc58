"""Tape archives: .tar, and compressed as .tar.gz or .tgz."""

import gzip
import io
import tarfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read
from pipeline.reading.archive import LARGEST_HEADER, MOST_MEMBERS

SHOPS = ("shop,sold\n" + "".join(f"shop {n},{3 * n + 1}\n" for n in range(40))).encode()
NAMES = ["t.tar", "t.tar.gz", "t.tgz", "t.tar.bz2", "t.tar.xz"]


def packed(path: Path, files: dict[str, bytes]) -> Path:
    mode = {".gz": "w:gz", ".tgz": "w:gz", ".bz2": "w:bz2", ".xz": "w:xz"}.get(path.suffix, "w")
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            found = tarfile.TarInfo(name)
            found.size = len(content)
            archive.addfile(found, io.BytesIO(content))
    return path


def rows(path: Path) -> tuple[int, list[str]]:
    table = read(path, Options(), lambda share: None)
    table.close()
    assert preview(path, Options()).dataset.row_count == table.dataset.row_count
    return table.dataset.row_count, [warning.text for warning in table.dataset.warnings]


def refused(path: Path) -> PreprocessingError:
    with pytest.raises(PreprocessingError) as caught:
        read(path, Options(), lambda share: None)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("name", NAMES)
def test_one_table_in_a_tape_archive_is_read(tmp_path: Path, name: str) -> None:
    files = {"out/shops.csv": SHOPS, "out/._shops.csv": b"\0\5\x16\7" * 90_000}
    assert rows(packed(tmp_path / name, files)) == (40, [])


@pytest.mark.parametrize("name", NAMES)
def test_of_several_the_largest_table_is_read_and_the_others_are_told(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, {"manual.pdf": b"%PDF" * 9_000, "a.csv": SHOPS[:60], "b.csv": SHOPS})
    assert rows(path) == (40, ["The archive holds 3 files; the largest, b.csv, is read."])


def test_a_compressed_table_and_a_workbook_in_a_tape_archive_are_read(tmp_path: Path) -> None:
    assert rows(packed(tmp_path / "a.tgz", {"shops.csv.gz": gzip.compress(SHOPS)}))[0] == 40
    book, content = openpyxl.Workbook(), io.BytesIO()
    for line in SHOPS.decode().splitlines():
        book.active.append(line.split(","))
    book.save(content)
    assert rows(packed(tmp_path / "b.tar", {"shops.xlsx": content.getvalue()}))[0] == 40


def test_archives_without_a_table_say_so(tmp_path: Path) -> None:
    assert "empty" in refused(packed(tmp_path / "a.tar", {".hidden": b"x"})).message
    assert "report.pdf" in refused(packed(tmp_path / "b.tgz", {"report.pdf": b"%PDF-1.7"})).message


def test_archives_within_archives_come_to_an_end(tmp_path: Path) -> None:
    path = packed(tmp_path / "t.tar", {"shops.csv": SHOPS})
    for _ in range(4):
        path = packed(tmp_path / "t.tar", {"t.tar": path.read_bytes()})
    assert "packed" in refused(path).message


@pytest.mark.parametrize("name", ["t.tar", "t.tgz"])
def test_a_tape_archive_that_breaks_off_says_so(tmp_path: Path, name: str) -> None:
    path = packed(tmp_path / name, {"shops.csv": SHOPS * 200})
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "incomplete" in refused(path).message


def test_links_in_an_archive_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_bytes(SHOPS)
    path = tmp_path / "t.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            found = tarfile.TarInfo("shops.csv")
            found.type, found.linkname = kind, str(secret)
            archive.addfile(found)
    assert "empty" in refused(path).message


def test_bombs_in_tape_archives_are_refused(tmp_path: Path) -> None:
    compressed = packed(tmp_path / "zeros.tar.gz", {"zeros.csv": bytes(100 << 20)})
    assert "larger inside" in refused(compressed).message
    sparse = packed(tmp_path / "sparse.tar", {"sparse.csv": b"a,b\n"})
    content = bytearray(sparse.read_bytes())
    content[156:157], content[257:265] = tarfile.GNUTYPE_SPARSE, b"ustar  \0"
    content[386:410] = b"00000000000\x0000000000004\x00"  # where the only part stands, and its length
    content[483:495] = b"77777777777\x00"  # 8 GB, of which hardly any are there
    content[148:156] = b" " * 8
    content[148:156] = b"%06o\0 " % sum(content[:512])
    sparse.write_bytes(content)
    assert "larger inside" in refused(sparse).message


def test_headers_without_end_are_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.tar"
    found = tarfile.TarInfo("name")
    found.type, found.size = tarfile.XHDTYPE, 2 * LARGEST_HEADER
    path.write_bytes(found.tobuf() + b"9 a=bcde\n" * (2 * LARGEST_HEADER // 9))
    assert "damaged" in refused(path).message


def test_an_archive_of_too_many_files_is_refused(tmp_path: Path) -> None:
    header = tarfile.TarInfo("a.csv").tobuf()
    (tmp_path / "t.tar").write_bytes(header * (MOST_MEMBERS + 1) + bytes(1024))
    assert "10,000 files" in refused(tmp_path / "t.tar").message
