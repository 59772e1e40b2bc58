"""What the bench prints of public tables, of planted facts and of null data."""

from collections import Counter
from collections.abc import Collection, Sequence

from testing.story.experts import ExpertList, read_lists
from testing.story.null_facts import false_facts
from testing.story.scores import Score, compare, document_of, score_planted, totals
from testing.story.sources import frame_of
from testing.story.told import READ_FIRST
from testing.story.tone import Tone, faults, tone

MOST_REPEATED = 8  # phrases that are printed
HEAD = f"{'table':18} {'told':>4} {'first':>5} {'of':>3} {'top 3':>5}  subject"


def report_lists(only: Collection[str] | None, *, show: bool) -> None:
    """A line a table, then totals; the lists that nothing is tuned to come apart."""
    lists = {name: expert for name, expert in read_lists().items() if not only or name in only}
    tones: list[Tone] = []
    for title, held_back in (("Public tables", False), ("Public tables that are held back", True)):
        chosen = {name: expert for name, expert in lists.items() if expert.held_back is held_back}
        if not chosen:
            continue
        print(f"{title}\n{HEAD}")
        scores = [_report_table(name, expert, tones, show=show) for name, expert in chosen.items()]
        _report_totals(scores)
    _report_tone(tones)


def _report_table(name: str, expert: ExpertList, tones: list[Tone], *, show: bool) -> Score:
    story = document_of(frame_of(expert.source), expert.file)
    tones.append(tone(story))
    score = compare(expert, story)
    candidates = ", ".join(candidate or "number of rows" for candidate in score.candidates)
    listed = "" if expert.held_back else f" of {candidates}"  # what isn't seen can't be tuned to
    place = "missed" if score.subject_place is None else f"place {score.subject_place + 1}"
    print(
        f"{name:18} {score.told:4} {score.first:5} {len(score.places):3} {score.top:5}  {place}{listed}",
        flush=True,
    )
    if show and not expert.held_back:
        for fact, at in zip(score.facts, score.places, strict=True):
            print(f"    {'-' if at is None else at:>2} {fact.kind}: {fact.text}")
    return score


def _report_totals(scores: list[Score]) -> None:
    t = totals(scores)
    print(
        f"told {t.told} of {t.facts} ({t.told / t.facts:.0%}); in the lead or the first five points {t.first} "
        f"({t.first / t.facts:.0%}); of the experts' top three {t.top} of {t.top_facts} ({t.top / t.top_facts:.0%}); "
        f"subject first {t.subjects} of {t.tables}, among three {t.subjects_in_three}\n"
    )


def _report_tone(tones: list[Tone]) -> None:
    n = len(tones)
    if not n:
        return
    often = Counter(phrase for t in tones for phrase in t.repeated)
    print(
        f"Tone of {n} stories: words about method {sum(t.method for t in tones) / n:.0%} of the summary, headlines "
        f"without a figure {sum(t.no_figure for t in tones) / n:.0%}, raw names {sum(t.raw_names for t in tones)}, "
        f"words a sentence {sum(t.sentence_length for t in tones) / n:.0f}; Flesch's reading ease of leads "
        f"{sum(t.lead_ease for t in tones) / n:.0f}, of headlines {sum(t.headline_ease for t in tones) / n:.0f}; "
        f"phrases said more than twice {sum(often.values()) / n:.1f} a story"
    )
    print(f"  stories with a fault in their tone: {sum(bool(faults(t)) for t in tones)}")
    print("  " + "; ".join(f"{phrase!r} in {times}" for phrase, times in often.most_common(MOST_REPEATED)))


def report_planted(names: Sequence[str], seeds: Sequence[int]) -> None:
    """For each planted fact, in how many tables it is told, and told first."""
    if not names:
        return
    print(f"\nPlanted facts, of {len(seeds)} tables each: {'told':>20} {'first':>6}  subject")
    every: list[Score] = []
    for name in names:
        scores = [score_planted(name, seed) for seed in seeds]
        every += scores
        places = [score.subject_place for score in scores]
        subjects = f"first {places.count(0)}, among three {len(places) - places.count(None)}"
        for fact, *at in zip(scores[0].facts, *(score.places for score in scores), strict=True):
            told = [place for place in at if place is not None]
            first = sum(place <= READ_FIRST for place in told)
            print(f"  {name:10} {fact.kind:36} {len(told):6} {first:6}  {subjects}", flush=True)
    t = totals(every)
    print(
        f"told {t.told} of {t.facts} ({t.told / t.facts:.0%}), in the lead or the first five {t.first} "
        f"({t.first / t.facts:.0%})"
    )


def report_nulls(names: Sequence[str], seeds: Sequence[int]) -> None:
    """For each sort of null data, how many stories have a fact beyond chance that isn't true there."""
    if not names:
        return
    print(f"\nNull data: stories with a fact beyond chance that isn't true, of {len(seeds)} each")
    wrong = 0
    for name in names:
        stories = [false_facts(name, seed) for seed in seeds]
        bad = sum(map(bool, stories))
        wrong += bad
        kinds = Counter(fact.kind for facts in stories for fact in facts)
        print(f"  {name:20} {bad:4}  {dict(kinds) if kinds else ''}", flush=True)
    every = len(seeds) * len(names)
    print(f"  all {wrong} of {every} ({wrong / every:.1%})")
