"""At which strength the plain test of a planted fact all but always succeeds: ``python -m bench.truth --calibrate``."""

import json
from pathlib import Path

from testing.truth.natural import NATURAL_TESTS
from testing.truth.planted import PLANTS
from testing.truth.score import generator

TABLE = Path(__file__).with_name("strengths.json")
WANTED_P = 1e-6
DRAWS = 400  # a hundred leave the strength so uncertain that up to 5 % of other draws failed
ALLOWED = 4  # of the draws that may fail
FIRST_SEED = 900_000  # draws that no run of the bench uses
WEAKEST, STRONGEST = 1.0, 60.0
STEPS = 10  # of the search: to half a per cent of the strength


def calibrated_strengths() -> dict[str, float]:
    """The strength of every planted fact, from the table that ``--calibrate`` writes."""
    strengths: dict[str, float] = json.loads(TABLE.read_text())
    return strengths


def calibrate(name: str) -> float:
    """The least strength, to half a per cent, at which the plain test gives p < 1e-6 in 396 of 400 draws."""
    weak, strong = WEAKEST, STRONGEST
    if _succeeds(name, weak):
        return weak
    for _ in range(STEPS):
        middle = (weak * strong) ** 0.5
        weak, strong = (weak, middle) if _succeeds(name, middle) else (middle, strong)
    return round(strong, 2)


def _succeeds(name: str, strength: float) -> bool:
    failed = 0
    for seed in range(FIRST_SEED, FIRST_SEED + DRAWS):
        failed += not NATURAL_TESTS[name](PLANTS[name](generator(name, seed), strength)) < WANTED_P
        if failed > ALLOWED:
            return False
    return True


def write_table(names: list[str]) -> None:
    """Search the strengths of some planted facts anew and keep those of the others."""
    strengths = calibrated_strengths() if TABLE.exists() else {}
    for name in names:
        strengths[name] = calibrate(name)
        print(f"  {name:24} {strengths[name]:7.2f}", flush=True)
    ordered = {name: strengths[name] for name in PLANTS if name in strengths}
    TABLE.write_text(json.dumps(ordered, indent=2) + "\n")
