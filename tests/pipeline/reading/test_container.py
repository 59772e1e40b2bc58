import bz2
import gzip
import io
import lzma
import time
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import read

ZEROS = bytes(1 << 20)


def refused(path: Path) -> PreprocessingError:
    with pytest.raises(PreprocessingError) as caught:
        read(path, Options(), lambda share: None)
    assert caught.value.hint
    return caught.value


def bomb(path: Path, megabytes: int) -> Path:
    opened = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}[path.suffix]
    with opened(path, "wb") as file:
        for _ in range(megabytes):
            file.write(ZEROS)
    return path


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz"])
def test_a_bomb_is_refused_early(tmp_path: Path, suffix: str) -> None:
    path = bomb(tmp_path / f"bomb.csv{suffix}", 100)
    tracemalloc.start()
    started = time.process_time()
    assert "larger inside" in refused(path).message
    assert time.process_time() - started < 2
    assert tracemalloc.get_traced_memory()[1] < 50 << 20
    tracemalloc.stop()


def test_a_zip_bomb_is_refused_by_its_own_word_and_by_what_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("big.csv", "w") as member:
        for _ in range(100):
            member.write(ZEROS)
    assert "larger inside" in refused(path).message


def test_xml_bombs_in_a_workbook_are_refused(tmp_path: Path) -> None:
    whole = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(whole)
    entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    for name, head in {"entities.xlsx": entities, "size.xlsx": '<?xml version="1.0"?>' + " " * (100 << 20)}.items():
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as new:
            for member in old.infolist():
                text = old.read(member)
                if member.filename == "xl/worksheets/sheet1.xml":
                    text = head.encode() + text
                new.writestr(member, text)
        started = time.process_time()
        refused(tmp_path / name)
        assert time.process_time() - started < 2


@pytest.mark.parametrize("damage", ["cut", "empty", "locked", "nothing"])
def test_a_damaged_archive_says_what_to_do(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.zip"
    if damage == "nothing":
        with zipfile.ZipFile(path, "w") as archive:
            archive.mkdir("folder")
    elif damage == "empty":
        path.write_bytes(gzip.compress(b""))
    elif damage == "cut":
        path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 10_000)[:-20])
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.csv", "a,b\n1,2\n")
        content = bytearray(path.read_bytes())
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag that says "encrypted"
            content[content.index(mark) + offset] |= 1
        path.write_bytes(content)
    words = {"cut": "incomplete", "empty": "empty", "locked": "password", "nothing": "empty"}
    assert words[damage] in refused(path).message


def test_absurd_widths_and_lines_are_refused(tmp_path: Path) -> None:
    wide = tmp_path / "wide.csv"
    wide.write_text("\n".join(",".join(["1"] * 20_000) for _ in range(12)))
    assert "columns" in refused(wide).message
    long = tmp_path / "long.csv"
    with long.open("wb") as file:
        file.write(b"a,b\n")
        for _ in range(80):
            file.write(b"x" * (1 << 20))
    assert "line" in refused(long).message.lower()
