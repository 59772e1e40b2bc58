from pipeline.narrative.decision import in_words
from pipeline.narrative.quality_advice import on_quality
from pipeline.narrative.reach import Reach
from pipeline.story import Form, QualityNote, Subject, TableKind
from pipeline.wording import Wording, noun
from tests.pipeline.narrative.analyses import COPIES, GAPS
from tests.pipeline.narrative.backing import unsupported

ACTS = Reach(
    Subject("sales", ("sales",), Form.TOTAL, None, TableKind.EVENTS), acts=True, words=Wording(row=noun("order"))
)


def test_copies_are_compared_with_the_source_where_they_are_many():
    (told,) = in_words([on_quality(COPIES, ACTS, 100)])
    assert told.text.startswith("Compare the 7 copies among 100 orders with the source")
    assert unsupported(told.text, told.values) == []
    assert on_quality(COPIES, ACTS, 1200) is None


def test_what_cant_be_is_corrected_where_the_story_is_about_it():
    decision = on_quality(QualityNote("impossible", ("sales",), "", {}), ACTS, 100)
    assert decision.action == "Have **sales** corrected at the source"
    assert on_quality(QualityNote("impossible", ("age",), "", {}), ACTS, 100) is None


def test_a_note_that_only_informs_asks_for_nothing():
    assert on_quality(GAPS, ACTS, 100) is None
    assert on_quality(QualityNote("structure", ("a", "b"), "", {}), ACTS, 100) is None
