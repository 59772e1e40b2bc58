import gzip
import io

import pandas as pd

from pipeline.options import Options
from pipeline.reading import ACCEPTED_EXTENSIONS, READERS, preview
from pipeline.reading.source import HEAD_BYTES


def test_every_reader_is_labelled_and_its_extensions_are_accepted() -> None:
    for name, reader in READERS.items():
        assert name == reader.name
        assert reader.label, f"The reader {name} has no label: the upload page and the errors name formats by it."
        assert reader.extensions, f"The reader {name} has no extensions: the upload page accepts files by them."
        assert set(reader.extensions) <= set(ACCEPTED_EXTENSIONS)
    assert len(ACCEPTED_EXTENSIONS) == len(set(ACCEPTED_EXTENSIONS))
    assert not any(extension.startswith(".") for extension in ACCEPTED_EXTENSIONS)


def test_of_a_compressed_file_of_which_all_is_needed_all_is_unpacked_for_a_preview(tmp_path) -> None:
    table = pd.DataFrame({"number": range(200_000), "text": [f"entry {i * 7919}" for i in range(200_000)]})
    content = io.BytesIO()
    table.to_parquet(content, compression=None)
    assert READERS["parquet"].needs_whole_file
    assert content.tell() > 2 * HEAD_BYTES, "a preview would have unpacked all of it anyway"
    path = tmp_path / "table.gz"
    path.write_bytes(gzip.compress(content.getvalue(), 1))
    shown = preview(path, Options())
    assert [column.name for column in shown.dataset.columns] == ["number", "text"]
    assert shown.grid["text"].iloc[1] == "entry 7919"
