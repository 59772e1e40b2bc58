"""READERS: the formats that can be read, tried in this order; the uploader accepts their extensions."""

from collections.abc import Mapping

from pipeline.reading import delimited, json_document, json_lines, parquet, workbook
from pipeline.reading.container import EXTENSIONS as CONTAINERS
from pipeline.reading.formats import (
    arff,
    arrow,
    astronomy,
    avro,
    dbase,
    duckdb_file,
    html,
    log,
    px,
    sqlite,
    statistics_file,
    xml_document,
)
from pipeline.reading.reader import Reader

READERS: Mapping[str, Reader] = {
    reader.name: reader
    for reader in (
        parquet.READER,
        workbook.READER,
        arrow.READER,
        avro.READER,
        statistics_file.READER,
        dbase.READER,
        sqlite.READER,
        duckdb_file.READER,
        html.READER,
        xml_document.READER,
        px.READER,
        arff.READER,
        astronomy.READER,
        log.READER,
        json_lines.READER,
        json_document.READER,
        delimited.READER,
    )
}
ACCEPTED_EXTENSIONS: tuple[str, ...] = (
    *(extension for reader in READERS.values() for extension in reader.extensions),
    *CONTAINERS,
)
