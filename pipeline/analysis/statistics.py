"""What was measured beyond the findings, as plain rows for the story's tables."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.analysis.candidate import REVERSED
from pipeline.analysis.context import Context
from pipeline.analysis.detectors import DETECTORS
from pipeline.analysis.detectors.words import frequent_words
from pipeline.analysis.facts import FACTS
from pipeline.analysis.selection.discovery import FALSE_DISCOVERY_RATE
from pipeline.analysis.sql import plain
from pipeline.analysis.variables.roles import Role
from pipeline.story import Coverage, Fact, Finding, Statistics, Tests, Verdict, WithinGroups

MAX_ROWS = 50  # of each table
MAX_GROUPS = 10  # of a column in the table of frequencies


def make_statistics(context: Context, findings: Sequence[Finding], facts: Sequence[Fact], kept: int) -> Statistics:
    """Tables of the trends, correlations and outliers found, of distributions and frequencies; the test count."""
    tables: dict[str, Any] = {d.table: _of_kind(findings, d.name) for d in DETECTORS.values() if d.table is not None}
    return Statistics(
        **tables,
        distributions=tuple(_distributions(context)),
        frequencies=tuple(_frequencies(context)),
        tests=Tests(run=context.tests.run, kept=kept, false_discovery_rate=FALSE_DISCOVERY_RATE),
        looked_for=tuple(_looked_for(context, findings, facts)),
        coverage=_coverage(context),
    )


def _looked_for(context: Context, findings: Sequence[Finding], facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Each kind that was tested in this table, in how many tests, and how many findings came of it."""
    found = Counter(fact.kind for fact in facts if fact.verdict is Verdict.BEYOND_CHANCE)
    found.update(finding.kind for finding in findings)
    reversed_within = sum(map(_is_reversed, findings))
    found.update({name: reversed_within for name, detector in DETECTORS.items() if detector.tells_reversal})
    tests = context.tests.by_kind
    kinds = [kind for kind in (*DETECTORS, *FACTS) if tests[kind]]
    return [{"kind": kind, "tests": tests[kind], "findings": found[kind]} for kind in kinds]


def _is_reversed(finding: Finding) -> bool:
    """Whether the relation is the other way round within the groups of some other column."""
    return any(_reverses(finding, groups) for groups in finding.within_groups)


def _reverses(finding: Finding, groups: WithinGroups) -> bool:
    part = groups.part(finding.values)
    return part is not None and part < REVERSED


def _of_kind(findings: Sequence[Finding], kind: str) -> tuple[dict[str, Any], ...]:
    return tuple(
        {"columns": list(f.columns), "effect": f.effect, "effectSize": f.effect_size, "pValue": f.p_value, **f.values}
        for f in findings
        if f.kind == kind
    )


def _distributions(context: Context) -> list[dict[str, Any]]:
    rows = []
    for variable in context.measures[:MAX_ROWS]:
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
    for variable in context.groupings[:MAX_ROWS]:
        grouping = context.sample.groupings[variable.name]
        for i in np.argsort(-grouping.sizes, kind="stable")[:MAX_GROUPS]:
            share = plain(float(grouping.sizes[i] / context.sample.size))
            rows.append({"column": variable.name, "group": plain(grouping.levels[i]), "share": share})
    for variable in context.with_role(Role.TEXT)[:MAX_ROWS]:
        for word, inside in frequent_words(context.sample.texts[variable.name])[:MAX_GROUPS]:
            rows.append({"column": variable.name, "word": word, "share": plain(float(inside.mean()))})
    return rows


def _coverage(context: Context) -> Coverage:
    sampled = not context.sample.complete and context.sample.size
    return Coverage(
        columns_left_out=context.left_out,
        sample_rows=context.sample.size if sampled else None,
        pairs_left_out={kind: pairs for kind, pairs in context.tests.left_out.items() if pairs},
    )
