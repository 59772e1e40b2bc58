"""Tables that are described byte by byte."""

from pathlib import Path

import pytest

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import read

STROKE = "-" * 60
HEAD = f"""Title: Stars
{"=" * 60}
Byte-by-byte Description of file: t.dat
{STROKE}
  Bytes Format Units Label  Explanations
{STROKE}
  1-  3 I3     ---   Star   Number
  5- 11 F7.3   km/s  RV     Velocity
{STROKE}
"""


def test_lines_are_cut_at_the_bytes_that_are_told(tmp_path: Path) -> None:
    path = tmp_path / "stars.mrt"
    values = [(n + 1, n * 37 % 100 + 0.125) for n in range(12)]
    path.write_text(HEAD + "".join(f"{star:>3} {speed:7.3f}\n" for star, speed in values), encoding="utf-8")
    table = read(path, Options(), lambda share: None)
    assert table.connection.sql('SELECT "RV [km/s]" FROM data ORDER BY rowid').fetchall() == [(v,) for _, v in values]
    table.close()


def test_a_description_without_its_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ReadMe.txt"
    path.write_text(HEAD, encoding="utf-8")
    with pytest.raises(PreprocessingError, match="doesn't hold"):
        read(path, Options(), lambda share: None)
