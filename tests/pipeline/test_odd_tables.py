"""No table is too odd for a story: whatever its columns, none ends in an error of the program's own."""

from pathlib import Path

import pytest

from pipeline import make_story
from pipeline.errors import PreprocessingError
from testing.odd_tables import odd_table


@pytest.mark.parametrize("seeds", [range(start, start + 6) for start in range(0, 24, 6)])
def test_odd_tables_have_their_stories_and_no_sentence_is_lost(seeds: range, tmp_path: Path, caplog) -> None:
    told = 0
    for seed in seeds:
        path = tmp_path / f"odd {seed}.csv"
        odd_table(seed).to_csv(path, index=False)
        try:
            story = make_story(path)
        except PreprocessingError:  # says what is wrong with the table: a single column, nothing to compare
            continue
        told += bool(story.narratives.summary and story.outline.lead)
    assert told >= len(seeds) / 2
    assert "dropped" not in caplog.text
