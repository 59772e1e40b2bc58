"""What was measured beyond the findings, as plain rows for the story's tables."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.analysis.context import Context
from pipeline.analysis.detectors import DETECTORS
from pipeline.analysis.detectors.paradox import ParadoxDetector
from pipeline.analysis.detectors.words import frequent_words
from pipeline.analysis.inference.discovery import FALSE_DISCOVERY_RATE
from pipeline.analysis.selection.confounding import PARADOX
from pipeline.analysis.sql import plain
from pipeline.analysis.variables.roles import Role
from pipeline.story import Finding, Statistics, Tests

MOST_ROWS = 50  # of each table
MOST_GROUPS = 10  # of a column in the table of frequencies


def make_statistics(context: Context, findings: Sequence[Finding], kept: int) -> Statistics:
    """Tables of the told trends, correlations and outliers, of distributions and frequencies; the test count."""
    return Statistics(
        trends=_of_kind(findings, "trend"),
        correlations=_of_kind(findings, "correlation"),
        distributions=tuple(_distributions(context)),
        frequencies=tuple(_frequencies(context)),
        outliers=_of_kind(findings, "outliers"),
        tests=Tests(run=context.tests.run, kept=kept, false_discovery_rate=FALSE_DISCOVERY_RATE),
        looked_for=tuple(_looked_for(context, findings)),
        notes=tuple(_notes(context, findings)),
    )


def _looked_for(context: Context, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Each kind that was tested in this table, in how many tests, and how many findings came of it."""
    told = Counter(finding.kind for finding in findings)
    told[ParadoxDetector.kind] += sum(any(PARADOX in caveat for caveat in finding.caveats) for finding in findings)
    tests = context.tests.by_kind
    return [
        {"kind": kind, "label": detector.label, "tests": tests[kind], "findings": told[kind]}
        for kind, detector in DETECTORS.items()
        if tests[kind]
    ]


def _of_kind(findings: Sequence[Finding], kind: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"columns": list(f.columns), "effect": f.effect, "effectSize": f.effect_size, "pValue": f.p_value, **f.values}
        for f in findings
        if f.kind == kind
    )


def _distributions(context: Context) -> list[dict[str, Any]]:
    rows = []
    for variable in context.measures[:MOST_ROWS]:
        profile = context.profiles[variable.name]
        values = context.sample.numbers[variable.name]
        lower, middle, upper = np.nanquantile(values, [0.25, 0.5, 0.75]) if not np.isnan(values).all() else (None,) * 3
        row = {
            "column": variable.name,
            "n": profile.n,
            "minimum": profile.minimum,
            "lowerQuartile": lower,
            "median": middle,
            "upperQuartile": upper,
            "maximum": profile.maximum,
            "mean": profile.mean,
            "standardDeviation": profile.deviation,
            "sampled": not context.sample.complete,
        }
        rows.append(
            {key: plain(value.item() if isinstance(value, np.generic) else value) for key, value in row.items()}
        )
    return rows


def _frequencies(context: Context) -> list[dict[str, Any]]:
    rows = []
    for variable in context.groupings[:MOST_ROWS]:
        grouping = context.sample.groupings[variable.name]
        for i in np.argsort(-grouping.sizes, kind="stable")[:MOST_GROUPS]:
            share = plain(float(grouping.sizes[i] / context.sample.size))
            rows.append({"column": variable.name, "group": plain(grouping.levels[i]), "share": share})
    for variable in context.with_role(Role.TEXT)[:MOST_ROWS]:
        for word, inside in frequent_words(context.sample.texts[variable.name])[:MOST_GROUPS]:
            rows.append({"column": variable.name, "word": word, "share": plain(float(inside.mean()))})
    return rows


def _notes(context: Context, findings: Sequence[Finding]) -> list[str]:
    notes = []
    if context.left_out:
        notes.append(
            f"The table is very wide: {context.left_out:,} of its {len(context.dataset.columns):,} columns were not "
            "looked at. Leave out columns, or choose a focus, to have others in."
        )
    if not context.sample.complete and context.sample.size:
        notes.append(
            f"Relations were tested on an even sample of {context.sample.size:,} of the {context.row_count:,} rows; "
            "the numbers of each finding come from all rows."
        )
    left_out = [kind for kind, pairs in context.tests.left_out.items() if pairs]
    for kind in left_out:
        notes.append(
            f"{DETECTORS[kind].label}: the strongest pairs of columns were tested exactly; "
            f"{context.tests.left_out[kind]:,} weaker ones that may hold too were left out."
        )
    if context.tests.run and not any(f.p_value is not None for f in findings):
        notes.append("None of the tests found anything that stands out from chance.")
    return notes
