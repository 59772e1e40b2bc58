import pytest

from pipeline.narrative.check import unsupported
from pipeline.narrative.quality_advice import on_quality
from pipeline.story import QualityNote
from tests.pipeline.narrative.analyses import COPIES, GAPS


@pytest.mark.parametrize(
    ("note", "part"),
    [
        (COPIES, "7 copied rows"),
        (GAPS, "gaps in **sales**"),
        (QualityNote("constant", ("plan",), "", {}), "**plan**"),
        (QualityNote("impossible", ("age",), "", {}), "**age** corrected"),
    ],
)
def test_what_to_mend(note, part):
    (sentence,) = on_quality(note)
    assert part in sentence.text
    assert unsupported(sentence.text, sentence.values, note.columns) == []


def test_a_note_that_only_informs_asks_for_nothing():
    assert on_quality(QualityNote("structure", ("a", "b"), "", {})) == ()
