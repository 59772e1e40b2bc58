"""Small files that stand for far more than they hold: each is made here, and none is larger than a megabyte."""

import gzip
import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
FAR_CORNER = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def write_xlsx(path: Path, rows: str) -> None:
    """A workbook of one sheet with these ``row`` elements."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="S" sheetId="1" r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="b" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def write_ods(path: Path, rows: str) -> None:
    """An OpenDocument spreadsheet of one table with these ``table-row`` elements."""
    names = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODF_TYPE)
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry '
            f'manifest:full-path="/" manifest:media-type="{ODF_TYPE}"/></manifest:manifest>',
        )


def ods_cell(repeats: int = 1) -> str:
    """A cell with a number, repeated so many times."""
    return (
        f'<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="{repeats}">'
        "<text:p>1</text:p></table:table-cell>"
    )


def far_corner_xlsx(path: Path) -> None:
    """Two cells, in A1 and XFD1048576: 17 thousand million cells between them."""
    write_xlsx(path, FAR_CORNER)


def repeated_ods(path: Path) -> None:
    """One cell that is said a thousand times in each of ten thousand rows."""
    write_ods(path, f'<table:table-row table:number-rows-repeated="10000">{ods_cell(1000)}</table:table-row>')


def far_corner_ods(path: Path) -> None:
    """Two cells with empty rows and columns repeated between them."""
    write_ods(
        path,
        f"<table:table-row>{ods_cell()}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{ods_cell()}</table:table-row>',
    )


def dictionary_parquet(path: Path) -> None:
    """A text of 100,000 characters, written once and said 20,000 times."""
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["x" * 100_000]))
    pq.write_table(pa.table({"a": text, "b": pa.array([1] * 20_000)}), path, compression="zstd")


def nested_dictionary_parquet(path: Path) -> None:
    """The same within lists."""
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * 20_000, pa.int32()), pa.array(["x" * 100_000]))
    lists = pa.ListArray.from_arrays(pa.array(range(0, 20_001, 2), pa.int32()), texts)
    pq.write_table(pa.table({"a": lists, "b": pa.array([1] * 10_000)}), path, compression="zstd")


def prefixed_parquet(path: Path) -> None:
    """Texts that are each coded as what they share with the one before: all of it."""
    table = pa.table({"a": pa.array(["x" * 100_000] * 100), "b": pa.array([1] * 100)})
    encodings = {"a": "DELTA_BYTE_ARRAY", "b": "PLAIN"}
    pq.write_table(table, path, compression="zstd", use_dictionary=False, column_encoding=encodings)


def constant_parquet(path: Path) -> None:
    """A hundred million rows of one number."""
    batch = pa.table({"a": pa.array([1] * 5_000_000), "b": pa.array([2] * 5_000_000)})
    with pq.ParquetWriter(path, batch.schema, compression="zstd") as file:
        for _ in range(20):
            file.write_table(batch)


def equal_names_csv(path: Path) -> None:
    """Sixteen thousand columns of one name."""
    with gzip.open(path, "wt") as file:
        file.write(",".join(["a"] * 16_000) + "\n" + (",".join("1" * 16_000) + "\n") * 12)


def wide_csv(path: Path) -> None:
    """Sixteen thousand columns, each with a name and numbers of its own."""
    with gzip.open(path, "wt") as file:
        file.write(",".join(f"c{number}" for number in range(16_000)) + "\n")
        for row in range(12):
            file.write(",".join(str((number * 7 + row * row) % 97) for number in range(16_000)) + "\n")


def disjoint_json(path: Path) -> None:
    """Objects that share no field: as a table, the square of their number."""
    path.write_text(json.dumps([{f"field{number}": number} for number in range(16_000)]))


def deep_json(path: Path) -> None:
    """Lists within lists, a hundred thousand deep."""
    path.write_text("[" * 100_000 + "]" * 100_000)


def zeros_gzip(path: Path) -> None:
    """A hundred megabytes of one byte."""
    with gzip.open(path, "wb") as file:
        for _ in range(100):
            file.write(bytes(1 << 20))


BOMBS: Mapping[str, Callable[[Path], None]] = {
    "far_corner.xlsx": far_corner_xlsx,
    "repeated.ods": repeated_ods,
    "far_corner.ods": far_corner_ods,
    "dictionary.parquet": dictionary_parquet,
    "nested_dictionary.parquet": nested_dictionary_parquet,
    "constant.parquet": constant_parquet,
    "equal_names.csv.gz": equal_names_csv,
    "wide.csv.gz": wide_csv,
    "disjoint.json": disjoint_json,
    "deep.json": deep_json,
    "zeros.csv.gz": zeros_gzip,
}
HARMLESS = ("equal_names.csv.gz", "wide.csv.gz")  # tables that can be read, if with patience
