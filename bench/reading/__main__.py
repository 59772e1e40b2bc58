"""Reading beside pandas, DuckDB, CleverCSV and csv.Sniffer: how right, how fast, in how much memory."""

import argparse
import json
import random
import signal
import statistics
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from bench.reading import speed
from bench.reading.readers import READERS
from bench.reading.scores import NOTHING, Score, Truth, score
from bench.reading.tables import mutated, real_tables
from testing.fuzz import CORPUS

DELIMITED = (".csv", ".txt", ".md")  # what all of the compared readers claim to read
MAX_S = 10


class TooSlow(BaseException):
    """A reader took longer than MAX_S for one small file."""


def corpus() -> Iterator[tuple[str, bytes, Truth]]:
    """The delimited files of the test corpus."""
    for path in sorted(CORPUS.iterdir()):
        if path.suffix in DELIMITED:
            known = json.loads((CORPUS / f"{path.name}.expected.json").read_text(encoding="utf-8"))
            rows = [[cell or "" for cell in row] for row in known["rows"]]
            yield path.name, path.read_bytes(), Truth(known["names"], rows, known["types"])


def real(seed: int, count: int) -> Iterator[tuple[str, bytes, Truth]]:
    """Real tables, each mutated ``count`` times."""
    chance = random.Random(seed)
    for _ in range(count):
        for table in real_tables(chance):
            written = mutated(table, chance)
            yield f"{table.name}.csv", written.content(chance), Truth(written.names, written.rows, written.types)


def compare(title: str, files: list[tuple[str, bytes, Truth]]) -> None:
    """Print one line a reader."""
    print(f"\n{title}: {len(files)} files")
    print(f"{'':18}{'cell F1':>10}{'exact grids':>13}{'types':>8}{'types*':>8}{'failed':>8}")
    for name, reader in READERS.items():
        scores = [_scored(content, file, truth, reader) for file, content, truth in files]
        failed = sum(each is NOTHING for each in scores)
        means = [statistics.fmean(getattr(each, field) for each in scores) for field in Score.__dataclass_fields__]
        print(f"{name:18}{means[0]:10.3f}{means[1]:13.3f}{means[2]:8.3f}{means[3]:8.3f}{failed:8}")
    print("types*: 'string' counts as right for text, categories, keys, links, lists and empty columns")


def _scored(content: bytes, name: str, truth: Truth, reader: object) -> Score:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        signal.signal(signal.SIGALRM, stop)
        signal.alarm(MAX_S)
        try:
            return score(truth, reader(path))  # type: ignore[operator]
        except (Exception, TooSlow):  # noqa: BLE001 - other readers fail in many ways; each is a file not read
            return NOTHING
        finally:
            signal.alarm(0)


def main() -> int:
    """Print all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", type=int, default=25, help="how often each real table is mutated")
    parser.add_argument("--without-speed", action="store_true")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    compare("Test corpus", list(corpus()))
    compare(f"Real tables, mutated (seed {chosen.seed})", list(real(chosen.seed, chosen.real)))
    if not chosen.without_speed:
        speed.report()
    return 0


if __name__ == "__main__":
    sys.exit(main())
