"""What stories tell of public tables, of planted facts and of nothing: ``python -m bench.story --seeds 1 2 3``."""

import argparse
import warnings

from bench.story.report import report_lists, report_nulls, report_planted
from testing.story.null_facts import FACT_NULLS
from testing.story.planted import PLANTED


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.story", description=__doc__)
    parser.add_argument("--only", nargs="*", help="names of tables, public, planted or null")
    parser.add_argument(
        "--show",
        action="store_true",
        help="each fact with its place, a dash where it is untold; of held-back tables none",
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5], help="of planted and null tables")
    options = parser.parse_args()
    warnings.simplefilter("error")
    report_lists(options.only, show=options.show)
    report_planted([name for name in PLANTED if not options.only or name in options.only], options.seeds)
    report_nulls([name for name in FACT_NULLS if not options.only or name in options.only], options.seeds)


if __name__ == "__main__":
    main()
