"""Thousands of damaged files: each must be read or refused in plain words, within seconds of work."""

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import FrameType

from pipeline.errors import PreprocessingError
from pipeline.options import Options
from pipeline.reading import preview, read, read_grid

CORPUS = Path(__file__).parents[1] / "tests" / "pipeline" / "reading" / "corpus"
MAX_S = 10  # of CPU: on a busy machine a file waits without being slow
MAX_WAIT_S = 60 * MAX_S  # what hangs works no more
TOKENS = [
    b",",
    b";",
    b"\t",
    b"|",
    b'"',
    b"'",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\\",
    b"\xff",
    b"\xef\xbb\xbf",
    b"NA",
    b"1e999",
    b"-",
    b"  ",
]
TOKENS += [
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"#",
    b"9" * 30,
    b"2024-13-45",
    b"<!DOCTYPE",
    b"\xf0\x9f\x98\x80",
    b"\x1a",
    b"PK\x03\x04",
]


class TooSlow(BaseException):
    """A file took longer than MAX_S; no Exception, so that nothing on the way takes it for one."""


def mutate(content: bytes, other: bytes, chance: random.Random) -> bytes:
    """A few random changes: bytes and pieces replaced, inserted, deleted, doubled, moved; two files joined."""
    data = bytearray(content[:100_000])
    for _ in range(chance.choice([1, 1, 2, 3, 5, 10, 30])):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([1, 2, 5, 20, 200]))
        match chance.randrange(8):
            case 0 if data:
                data[min(start, len(data) - 1)] = chance.randrange(256)
            case 1:
                del data[start:end]
            case 2 | 3:
                data[start:start] = chance.choice(TOKENS)
            case 4:
                data[start:start] = data[start:end] * chance.choice([1, 2, 20])
            case 5:
                data[start:end] = other[start:end]
            case 6:
                token, by = chance.choice(TOKENS[:12]), chance.choice(TOKENS[:12])
                data = bytearray(bytes(data).replace(token, by, chance.choice([1, 10, 1000])))
            case _ if chance.random() < 0.2:
                data = data[:start] + bytearray(other[:50_000])
    return bytes(data)


def inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """(name, content) of ``count`` damaged files."""
    files = [path for path in sorted(CORPUS.iterdir()) if not path.name.endswith(".expected.json")]
    contents = {path.name: path.read_bytes() for path in files}
    chance = random.Random(seed)
    for _ in range(count):
        name, other = chance.choice(files).name, chance.choice(files).name
        yield name, mutate(contents[name], contents[other], chance)


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the block after so many seconds of work, or after ``MAX_WAIT_S``."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, MAX_WAIT_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def outcome(path: Path) -> str:
    """What became of one file: read, refused, or a fault."""
    try:
        with time_limit(MAX_S):
            read_grid(path)
            preview(path, Options())
            read(path, Options(), lambda _share: None).close()
    except PreprocessingError as error:
        return "refused" if error.message and error.hint else "refused without a hint"
    except TooSlow:
        return "too slow"
    except Exception:  # noqa: BLE001 - what a fuzz run is there to find
        return traceback.format_exc(limit=-4)
    return "read"


def run(count: int, seed: int, keep: Path | None = None, start: int = 0) -> Counter[str]:
    """Outcomes of ``count`` inputs, from number ``start`` on; those that are faults are kept in the folder ``keep``."""
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, content) in islice(enumerate(inputs(start + count, seed)), start, None):
            path = Path(folder) / name
            path.write_bytes(content)
            result = outcome(path)
            outcomes[result] += 1
            if result not in ("read", "refused") and keep is not None:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"{seed}-{number}-{name}").write_bytes(content)
                print(f"{seed}-{number}-{name}: {result}", flush=True)
            path.unlink()
    return outcomes


def main() -> int:
    """Run it; the exit code is 1 if there was a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--start", type=int, default=0, help="number of the first, to run a seed in parts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("bench/results/fuzz"))
    chosen = parser.parse_args()
    started = time.monotonic()
    outcomes = run(chosen.inputs, chosen.seed, chosen.keep, chosen.start)
    for result, count in outcomes.most_common():
        print(f"{count:7,}  {result}")
    print(f"{chosen.inputs:,} inputs in {time.monotonic() - started:.0f} s, seed {chosen.seed}")
    return 0 if set(outcomes) <= {"read", "refused"} else 1


if __name__ == "__main__":
    sys.exit(main())
