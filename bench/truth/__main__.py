"""Recall, false findings, caveats and cost: ``python -m bench.truth --seeds 1 2 3``."""

import argparse
import warnings
from collections import Counter

from bench.truth.cost import report_costs
from bench.truth.report import report_real, report_slips, report_structure
from testing.truth.calibration import calibrated_strengths, write_table
from testing.truth.driver_problems import PROBLEMS, listed
from testing.truth.nulls import NULLS
from testing.truth.planted import PLANTS
from testing.truth.real_data import REAL
from testing.truth.score import false_findings, generator, mismatches, score
from testing.truth.slips import SLIPS
from testing.truth.structure import STRUCTURES

FACTORS = (0.5, 0.75, 1.0, 1.5)  # times the strength at which the plain test alone all but always succeeds
DRAWS = 5  # data sets of each sort for each seed


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.truth", description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--draws", type=int, default=DRAWS, help="data sets of each sort for each seed")
    parser.add_argument("--factors", type=float, nargs="+", default=FACTORS, help="times the calibrated strength")
    parser.add_argument("--only", nargs="*", help="names of null or planted data sets")
    parser.add_argument("--calibrate", action="store_true", help="search the strengths anew and write their table")
    parser.add_argument("--cost", action="store_true", help="measure seconds and memory instead")
    parser.add_argument("--real", action="store_true", help="real data sets only, against what is known of them")
    parser.add_argument("--structure", action="store_true", help="columns that follow from others only")
    parser.add_argument("--slips", action="store_true", help="values that can't be, copies and the like only")
    options = parser.parse_args()
    warnings.simplefilter("error")
    chosen = set(options.only or [*NULLS, *PLANTS])
    if options.calibrate:
        write_table([name for name in PLANTS if name in chosen])
        return
    if options.cost:
        report_costs()
        return
    seeds = [1000 * seed + draw for seed in options.seeds for draw in range(options.draws)]
    if options.real or options.structure or options.slips:
        report_real([name for name in REAL if name in (options.only or REAL)] if options.real else [])
        report_structure(list(STRUCTURES) if options.structure else [], seeds)
        report_slips(list(SLIPS) if options.slips else [], seeds)
        return
    _report_nulls([name for name in NULLS if name in chosen], seeds)
    _report_planted([name for name in PLANTS if name in chosen], seeds, options.factors)
    for name in ("drivers", "drivers_of_outcome"):
        if name in chosen:
            _report_drivers(name, seeds)
    _report_problems([name for name in PROBLEMS if not options.only or name in options.only], seeds)
    print(f"Findings whose SQL didn't give its values again on the exported table: {mismatches.total()}")
    for what, count in mismatches.items():
        print(f"  {count:4} {what}")


def _report_nulls(names: list[str], seeds: list[int]) -> None:
    if not names:
        return
    print(f"Null data: stories with a false finding, of {len(seeds)} each")
    wrong = 0
    for name in names:
        stories = [false_findings(name, seed) for seed in seeds]
        kinds = Counter(f.kind for findings in stories for f in findings)
        bad = sum(bool(findings) for findings in stories)
        wrong += bad
        print(f"  {name:20} {bad:4}  {dict(kinds) if kinds else ''}", flush=True)
    print(f"  all {wrong} of {len(seeds) * len(names)} ({wrong / (len(seeds) * len(names)):.2%})")


def _report_planted(names: list[str], seeds: list[int], factors: list[float]) -> None:
    if not names:
        return
    strengths = calibrated_strengths()
    print("Planted facts:            strength (times)  recall  first five  caveat  false findings a story")
    for name in names:
        for factor in factors:
            scores = [score(name, factor * strengths[name], seed) for seed in seeds]
            shares = [
                sum(getattr(s, part) for s in scores) / len(scores) for part in ("found", "found_early", "caveat")
            ]
            false = sum(s.false for s in scores) / len(scores)
            print(
                f"  {name:24} {factor * strengths[name]:7.1f} ({factor:5.2f}) {shares[0]:7.2f} {shares[1]:11.2f} "
                f"{shares[2]:7.2f} {false:9.2f}",
                flush=True,
            )


def _report_drivers(name: str, seeds: list[int]) -> None:
    """At the calibrated strength: which of the listed columns were planted, which of the planted ones are listed."""
    strength = calibrated_strengths()[name]
    listed = planted = right = 0
    for seed in seeds:
        truth = PLANTS[name](generator(name, seed), strength)
        drivers = truth.columns - {truth.focus}
        found = score(name, strength, seed).listed
        listed, planted, right = listed + len(found), planted + len(drivers), right + len(found & drivers)
    print(
        f"Columns that go with the focus ({name}): precision {right / max(1, listed):.3f}, recall {right / planted:.3f}"
    )


def _report_problems(names: list[str], seeds: list[int]) -> None:
    """The same of harder problems, with weak, bent and joint effects among decoys."""
    for name in names:
        lists = [listed(name, seed) for seed in seeds]
        right = sum(len(found & planted) for found, planted in lists)
        precision = right / max(1, sum(len(found) for found, _ in lists))
        recall = right / sum(len(planted) for _, planted in lists)
        print(f"Columns that go with the focus ({name}): precision {precision:.3f}, recall {recall:.3f}", flush=True)


if __name__ == "__main__":
    main()
