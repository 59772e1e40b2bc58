"""Small files of binary formats and XML that would unfold to gigabytes, or reach for other files, are refused."""

import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import fastavro
import numpy as np
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read


def refused(path: Path, match: str) -> None:
    for attempt in (lambda: read(path, Options(), lambda share: None), lambda: preview(path, Options())):
        with pytest.raises(PreprocessingError, match=match):
            attempt()


def avro(path: Path, schema: Any, records: list[Any], codec: str = "deflate") -> Path:
    content = BytesIO()
    fastavro.writer(content, schema, records, codec=codec, sync_interval=1 << 30)
    path.write_bytes(content.getvalue())
    return path


@pytest.mark.parametrize("codec", ["deflate", "bzip2", "xz", "zstandard"])
def test_an_avro_block_that_fills_the_memory(tmp_path: Path, codec: str) -> None:
    schema = {"type": "record", "name": "r", "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "int"}]}
    if codec in ("deflate",):
        path = avro(tmp_path / "bomb.avro", schema, [{"a": "x" * 70_000_000, "b": 1}] * 2, codec)
        assert path.stat().st_size < 1_000_000
        refused(path, "far more values")
    else:
        path = avro(tmp_path / "fine.avro", schema, [{"a": f"town {n}", "b": n} for n in range(40)], codec)
        table = read(path, Options(), lambda share: None)
        assert table.dataset.row_count == 40
        table.close()


def test_avro_lists_of_nothing(tmp_path: Path) -> None:
    schema = {
        "type": "record",
        "name": "r",
        "fields": [{"name": "a", "type": {"type": "array", "items": "null"}}, {"name": "b", "type": "int"}],
    }
    refused(avro(tmp_path / "nulls.avro", schema, [{"a": [None], "b": n} for n in range(20)]), "far more values")


def test_an_arrow_batch_that_fills_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.formats.arrow_blocks.MOST_IN_A_BATCH", 10_000_000)
    path = tmp_path / "bomb.feather"
    zeros = pa.array(np.zeros(1_000_000, np.int64))
    feather.write_feather(pa.table({"a": zeros, "b": zeros}), path, compression="zstd", chunksize=1_000_000)
    assert path.stat().st_size < 100_000
    refused(path, "far more values")


def test_a_small_arrow_file_of_many_rows_goes_through_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.reading.value_rows.IN_MEMORY_CELLS", 50_000)
    path = tmp_path / "long.arrow"
    rows = 9_000
    table = pa.table({name: pa.array([n % 7 for n in range(rows)], pa.int8()) for name in "abcdefghij"})
    feather.write_feather(table, path, compression="zstd", chunksize=1_000)
    read_in = read(path, Options(), lambda share: None)
    sums = read_in.connection.execute("SELECT count(*), sum(a) FROM data").fetchall()
    read_in.close()
    assert sums == [(rows, sum(n % 7 for n in range(rows)))]


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rows>" + "<row><a>&b;</a><b>1</b></row>" * 20 + "</rows>"
)
EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    "<rows>" + "<row><a>&a;</a><b>1</b></row>" * 20 + "</rows>"
)


@pytest.mark.parametrize("content", [ENTITIES, EXTERNAL], ids=["repeated", "external"])
def test_xml_that_defines_entities(tmp_path: Path, content: str) -> None:
    path = tmp_path / "rows.xml"
    path.write_text(content)
    refused(path, "entities")


def test_a_sheet_in_xml_with_a_far_cell(tmp_path: Path) -> None:
    path = tmp_path / "far.xls"
    path.write_text(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>'
        '<Row ss:Index="900000000"><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    refused(path, "far more values")


def test_a_cell_of_a_page_that_spans_millions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.formats.html_tables.MOST_CELLS", 100_000)
    path = tmp_path / "wide.html"
    path.write_text("<table>" + "<tr>" + "<td colspan=1000>x" * 1_000 + "</table>")
    refused(path, "far more values")


def test_a_cube_with_few_cells_of_billions(tmp_path: Path) -> None:
    path = tmp_path / "cube.json"
    labels = ",".join(f'"x{n}"' for n in range(2000))
    category = f'{{"category": {{"index": [{labels}]}}}}'
    values = ", ".join(f'"{n * 2001 * 2000}": {n}' for n in range(15))
    path.write_text(
        f'{{"class": "dataset", "id": ["a", "b", "c"], "size": [2000, 2000, 2000], "value": {{{values}}}, '
        f'"dimension": {{"a": {category}, "b": {category}, "c": {category}}}}}'
    )
    table = read(path, Options(), lambda share: None)
    assert table.dataset.row_count == 15
    table.close()


@pytest.mark.parametrize("codec", ["deflate", "snappy", "zstandard", "xz"])
def test_an_avro_block_that_is_damaged(tmp_path: Path, codec: str) -> None:
    schema = {"type": "record", "name": "r", "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "int"}]}
    path = avro(tmp_path / "damaged.avro", schema, [{"a": f"town {n}", "b": n} for n in range(400)], codec)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 60] = bytes(byte ^ 0x5A for byte in content[middle : middle + 60])
    path.write_bytes(content)
    refused(path, "damaged")


def test_a_parquet_file_with_a_damaged_name(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"region": ["n", "s"] * 10, "sold": range(20)}), path)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"region", b"reg\xefon", 1))
    refused(path, "damaged")


def test_an_arrow_file_whose_texts_lie_outside_it_is_refused(tmp_path: Path) -> None:
    """Read without a check, their places would end the process with a bus error."""
    path = tmp_path / "damaged.arrow"
    table = pa.table({"name": [f"town {number}" for number in range(40)], "size": list(range(40))})
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    content = path.read_bytes()
    places = struct.pack("<4i", 0, 6, 12, 18)  # where the first texts of six characters begin
    assert content.count(places) == 1
    path.write_bytes(content.replace(places, struct.pack("<4i", 0, 6, 1 << 30, 18)))
    refused(path, "damaged")
