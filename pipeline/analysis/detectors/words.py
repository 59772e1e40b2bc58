"""Words in a text column that go with an outcome, a group or a measure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from pipeline import wording
from pipeline.analysis.bars import bars
from pipeline.analysis.candidate import Candidate, Proven
from pipeline.analysis.context import Context
from pipeline.analysis.detector import Detector
from pipeline.analysis.feature import chosen_level
from pipeline.analysis.inference import exact, screen
from pipeline.analysis.naming import label
from pipeline.analysis.selection.suspects import Suspect, strongest_first
from pipeline.analysis.sql import literal, one_row, quote, select
from pipeline.analysis.variables.roles import Role
from pipeline.analysis.variables.sample import Grouping
from pipeline.story import Plot

Word = tuple[str, np.ndarray]  # and which rows have it

WORD = re.compile(r"(?=[^\W_]*[^\W\d_])[^\W_]{3,}")  # letters and digits, one letter at least: ``refund``, ``e404``
MIN_ROWS = 15  # that a word is in
MAX_WORDS = 150
MAX_COLUMNS = 4  # of text
MAX_LEVELS = 8
MIN_DIFFERENCE = 0.08  # of shares, with the word and without it
MIN_EPSILON = 0.01


@dataclass(frozen=True)
class WordsDetail:
    """The word, and the level of a column of groups that goes with it."""

    word: str
    level: object | None  # None: the other column is a measure


class WordsDetector(Detector):
    """Rows with a word against rows without it: independence for groups, rank tests for measures."""

    name: ClassVar[str] = "words"

    def detect(self, context: Context) -> Iterator[Candidate]:
        """See :meth:`Detector.detect`."""
        suspects: list[Suspect] = []
        for variable in context.with_role(Role.TEXT)[:MAX_COLUMNS]:
            words = frequent_words(context.sample.texts[variable.name])
            if words:
                suspects += self._of_groups(context, variable.name, words)
                suspects += self._of_measures(context, variable.name, words)
        yield from strongest_first(context, self.name, suspects)

    def _of_groups(self, context: Context, text: str, words: Sequence[Word]) -> Iterator[Suspect]:
        groupings = [context.sample.groupings[v.name] for v in context.groupings]
        groupings = [g for g in groupings if len(g.levels) <= MAX_LEVELS and context.relates_to_focus(text, g.name)]
        if not groupings:
            return
        flags = np.column_stack([inside for _, inside in words])
        p_values, strengths = screen.shares_by_group(groupings, flags)
        context.tests.count(self.name, p_values.size)
        for i, j in zip(*np.nonzero(p_values <= context.tests.CANDIDATE_P * screen.SLACK), strict=True):
            test = partial(self._test_groups, context, text, words[j], groupings[i])
            yield Suspect((groupings[i].name, text), float(strengths[i, j]), test)

    def _of_measures(self, context: Context, text: str, words: Sequence[Word]) -> Iterator[Suspect]:
        names = [v.name for v in context.measures if context.relates_to_focus(text, v.name)]
        if not names:
            return
        ranks = np.column_stack([context.sample.ranks[name] for name in names])
        present = np.column_stack([~np.isnan(context.sample.numbers[name]) for name in names]).astype(float)
        halves = [
            Grouping(word, inside.astype(int), (False, True), np.bincount(inside, minlength=2))
            for word, inside in words
        ]
        shares, p_values = screen.group_differences(halves, ranks, present)
        context.tests.count(self.name, p_values.size)
        promising = (p_values <= context.tests.CANDIDATE_P * screen.SLACK) & (shares > MIN_EPSILON / 2)
        for i, j in zip(*np.nonzero(promising), strict=True):
            test = partial(self._test_measure, context, text, words[i], names[j])
            yield Suspect((names[j], text), float(np.sqrt(shares[i, j])), test)

    def _test_groups(self, context: Context, text: str, having: Word, grouping: Grouping) -> Candidate | None:
        word, inside = having
        known = grouping.codes >= 0
        k = len(grouping.levels)
        table = np.bincount(inside[known] * k + grouping.codes[known], minlength=2 * k).reshape(2, k)
        if table.sum(axis=1).min() < MIN_ROWS:
            return None
        _, p_value = exact.independence(table)
        shares = table / table.sum(axis=1, keepdims=True)
        level = chosen_level(grouping) if k == 2 else int(np.abs(shares[1] - shares[0]).argmax())
        lift = float(shares[1, level] - shares[0, level])
        if p_value > context.tests.CANDIDATE_P or abs(lift) < MIN_DIFFERENCE:
            return None
        p_value = context.dependence.corrected_table(inside.astype(int), grouping.codes, p_value)
        if p_value > context.tests.CANDIDATE_P:
            return None
        return self._candidate(
            (grouping.name, text), int(known.sum()), "difference of shares with the word and without", lift,
            min(1.0, 1.2 * abs(lift)), "chi-squared and likelihood-ratio test", p_value,
            WordsDetail(word, grouping.levels[level]),
        )  # fmt: skip

    def _test_measure(self, context: Context, text: str, having: Word, measure: str) -> Candidate | None:
        word, inside = having
        result = exact.difference(inside.astype(int), context.sample.numbers[measure])
        if result.p_value > context.tests.CANDIDATE_P or result.effect < MIN_EPSILON:
            return None
        result = context.dependence.corrected(result)
        if result.p_value > context.tests.CANDIDATE_P:
            return None
        return self._candidate(
            (measure, text), result.n, "share of rank variance (epsilon squared)", result.effect,
            float(np.sqrt(result.effect)), "Kruskal-Wallis, and Welch's test on ranks", result.p_value,
            WordsDetail(word, None),
        )  # fmt: skip

    def _candidate(
        self, columns: tuple[str, ...], n: int, effect: str, size: float, strength: float, test: str, p_value: float,
        detail: WordsDetail,
    ) -> Candidate:  # fmt: skip
        return Candidate(self.name, columns, n, effect, size, strength, test, p_value, detail=detail)

    def prove(self, context: Context, candidate: Candidate) -> Proven | None:
        """See :meth:`Detector.prove`."""
        other, text = candidate.columns
        word, level = candidate.detail.word, candidate.detail.level
        query = _proof(context, other, text, word, level)
        values = one_row(context.connection, query)
        if not values.known("with_word", "without_word"):
            return None
        having, lacking = values.number("with_word"), values.number("without_word")
        if level is None and having == lacking:
            return None
        plot = _plot(other, text, word, level, having, lacking, context.unit(other))
        return Proven(query, values, plot)


def frequent_words(texts: np.ndarray) -> list[Word]:
    """The commonest words that some rows have and some don't, and which rows have them."""
    sets = [frozenset(WORD.findall(text.casefold())) if isinstance(text, str) else frozenset() for text in texts]
    frequencies = Counter(word for words in sets for word in words)
    usable = [(w, f) for w, f in frequencies.items() if MIN_ROWS <= f <= len(sets) - MIN_ROWS]
    chosen = sorted(usable, key=lambda pair: (-pair[1], pair[0]))[:MAX_WORDS]
    return [(word, np.fromiter((word in words for words in sets), bool, len(sets))) for word, _ in chosen]


def _has(text: str, word: str) -> str:
    pattern = f"(^|[^\\p{{L}}\\p{{N}}]){word}([^\\p{{L}}\\p{{N}}]|$)"
    return f"regexp_matches(lower({quote(text)}), {literal(pattern)})"


def _proof(context: Context, other: str, text: str, word: str, level: object) -> str:
    column = context.sql(other)
    value = f"median({column})" if level is None else f"avg(CAST({column} = {literal(level)} AS INTEGER))"
    having = _has(text, word)
    columns = {
        "with_word": f"{value} FILTER ({having})",
        "without_word": f"{value} FILTER (NOT {having})",
        "rows_with_word": f"count(*) FILTER ({having})",
        "rows": "count(*)",
    }
    if level is not None:
        columns["level"] = f"any_value({column}) FILTER ({column} = {literal(level)})"
    return select(columns, where=f"{column} IS NOT NULL AND {quote(text)} IS NOT NULL")


def _plot(other: str, text: str, word: str, level: object, having: float, lacking: float, unit: str | None) -> Plot:
    factor = 1 if level is None else 100
    name = f"Median {other}" if level is None else f"Rows with {other} = {label(level)}"
    return bars(
        [f"with “{word}”", "without"],
        [factor * having, factor * lacking],
        by=text,
        shown=name,
        title=f"{name} with “{word}” in {text} and without",
        alt_text=f"Bar chart of {wording.lowered(name)} for rows with the word {word} and without.",
        unit=unit if level is None else "%",
        is_share=level is not None,
        marked=[f"with “{word}”"],
    )
