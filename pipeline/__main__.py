"""``python -m pipeline FILE --out story.html``: the same story without any server."""

import argparse
import gc
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tqdm import tqdm

import pipeline
from exporters import EXPORTERS
from pipeline.errors import DataStoryError, PreprocessingError
from pipeline.options import ROW_COUNT, Options
from pipeline.stages import STAGES, StageName
from pipeline.story import Story
from pipeline.version import VERSION
from pipeline.workfolder import own_scratch_parent, scratch

UNREADABLE = 2  # exit code; also argparse's own for wrong arguments
FAILED = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a story of a file; returns the exit code: 0, 2 where the file can't be read, 1 for any other failure."""
    given = parser().parse_args(arguments)
    logging.basicConfig(format="%(message)s", level=logging.ERROR)
    exporter = EXPORTERS[given.out.suffix.removeprefix(".").lower()]
    try:
        options = Options(
            title=given.title,
            subject=given.subject,
            focus=given.focus,
            names=dict(given.name),
            keep_totals=given.keep_totals,
            keep_wide=given.keep_wide,
        )
        with (
            _loaded() as make_story,
            scratch(own_scratch_parent()),
            tqdm(total=100, desc=STAGES[0].label, unit="%", bar_format=BAR, file=sys.stderr) as bar,
        ):
            story = make_story(given.file, options, _ProgressBar(bar), table_path=given.table)
        given.out.write_bytes(exporter.export(story.to_document()))
    except DataStoryError as error:
        print(f"{error.code}: {error.message} {error.hint}", file=sys.stderr)  # noqa: T201 -- the command's answer
        return UNREADABLE if isinstance(error, PreprocessingError) else FAILED
    except OSError as error:
        print(f"PROCESSING_ERROR: {error.strerror}: {error.filename}", file=sys.stderr)  # noqa: T201
        return FAILED
    return 0


@contextmanager
def _loaded() -> Iterator[Callable[..., Story]]:
    """``make_story`` and all that it imports, which stays: the collector needn't look through it again and again."""
    gc.disable()
    make_story = pipeline.make_story
    gc.freeze()
    gc.enable()
    try:
        yield make_story
    finally:
        gc.unfreeze()  # for the libraries that count what is left at the end


BAR = "{desc:<12}{percentage:3.0f}% |{bar}| {elapsed}"


class _ProgressBar:
    """Moves the bar: a stage's measured fraction, weighed by its usual share of the time."""

    def __init__(self, bar: "tqdm[Any]") -> None:
        self.bar = bar
        self.share = {stage.name: stage.default_share for stage in STAGES}
        self.label = {stage.name: stage.label for stage in STAGES}

    def __call__(self, stage: StageName, fraction: float) -> None:
        before = sum(share for name, share in self.share.items() if _comes_before(name, stage))
        self.bar.set_description_str(self.label[stage], refresh=False)
        self.bar.update(max(0.0, 100 * (before + fraction * self.share[stage]) - self.bar.n))


def _comes_before(name: StageName, other: StageName) -> bool:
    order = [stage.name for stage in STAGES]
    return order.index(name) < order.index(other)


def parser() -> argparse.ArgumentParser:
    """The command's arguments."""
    command = argparse.ArgumentParser(prog="python -m pipeline", description="Turn a table file into a story.")
    command.add_argument("file", type=Path, metavar="FILE", help="the table: CSV, Excel, Parquet ...")
    command.add_argument("--out", type=_out, required=True, help=f"the story's file, ending in {_endings()}")
    command.add_argument(
        "--subject", metavar="COLUMN", help=f"what the story is about first: a column, or “{ROW_COUNT}”"
    )
    command.add_argument("--focus", metavar="COLUMN", help="the only column that the story speaks of")
    command.add_argument(
        "--name",
        metavar="COLUMN=NAME",
        type=_name,
        action="append",
        default=[],
        help="what the story calls a column instead of the name made of its header; may be given for each column",
    )
    command.add_argument("--keep-totals", action="store_true", help="leave rows that add up others among the values")
    command.add_argument("--keep-wide", action="store_true", help="leave periods that are columns as columns")
    command.add_argument("--version", action="version", version=f"DataStory {VERSION}")
    command.add_argument("--title", help="the story's title; made of the file's name by default")
    command.add_argument(
        "--table", type=Path, metavar="FILE.parquet", help="also write the typed table, for the SQL of the findings"
    )
    return command


def _out(text: str) -> Path:
    path = Path(text)
    if path.suffix.removeprefix(".").lower() not in EXPORTERS:
        raise argparse.ArgumentTypeError(f"{text!r} should end in {_endings()}")
    return path


def _name(text: str) -> tuple[str, str]:
    column, is_given, name = text.rpartition("=")
    if not is_given:
        raise argparse.ArgumentTypeError(f"{text!r} should be a column and its name, as in qty=quantity")
    return column, name


def _endings() -> str:
    return " or ".join(f".{exporter.name}" for exporter in EXPORTERS.values())


if __name__ == "__main__":
    sys.exit(main())
