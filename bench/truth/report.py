"""What the bench prints of real data sets, of columns that follow from others, and of slips."""

from testing.truth.real import real_score
from testing.truth.real_data import REAL
from testing.truth.slips import slip_score
from testing.truth.structure import structure_score


def report_real(names: list[str]) -> None:
    """For each real data set what its story misses, and what it says that it must not."""
    if not names:
        return
    print(f"Real data: {len(names)} data sets")
    scores = {name: real_score(name) for name in names}
    for name, score in scores.items():
        print(f"  {name:20} {'as known' if score.good else ''}", flush=True)
        for fault, texts in (("missed", score.missed), ("must not", score.forbidden), ("wrong", score.wrong)):
            for text in texts:
                print(f"    {fault}: {text}")
    musts = sum(len(REAL[name].must) for name in names)
    said = musts - sum(len(score.missed) for score in scores.values())
    false = sum(len(score.forbidden) + len(score.wrong) for score in scores.values())
    print(f"  all {said} of {musts} known facts said, {false} things said that must not be")


def report_structure(names: list[str], seeds: list[int]) -> None:
    """How often columns that follow from others are reported as structure, and never as an insight."""
    if not names:
        return
    print(f"Columns that follow from others, of {len(seeds)} tables each: reported  as insight  other notes")
    for name in names:
        scores = [structure_score(name, seed) for seed in seeds]
        parts = (sum(getattr(s, part) for s in scores) for part in ("reported", "as_insight", "false"))
        print(f"  {name:20} " + " ".join(f"{total:9}" for total in parts), flush=True)


def report_slips(names: list[str], seeds: list[int]) -> None:
    """How often values that can't be, copies and the like are told."""
    if not names:
        return
    print(f"Slips, of {len(seeds)} tables each: reported  other notes")
    for name in names:
        scores = [slip_score(name, seed) for seed in seeds]
        print(f"  {name:20} {sum(s.reported for s in scores):9} {sum(s.false for s in scores):12}", flush=True)
