from pipeline.errors import DataStoryError


def tree(error: type[DataStoryError]) -> list[type[DataStoryError]]:
    return [error, *(found for child in error.__subclasses__() for found in tree(child))]


def test_every_error_says_what_happened_and_what_to_do() -> None:
    for kind in tree(DataStoryError):
        written = kind().to_document()
        assert set(written) == {"code", "message", "hint", "retryable"}
        assert str(written["message"]).endswith("."), kind
        assert str(written["hint"]).endswith("."), kind


def test_the_codes_are_those_of_the_contract() -> None:
    assert {kind.code for kind in tree(DataStoryError) if kind.__module__ == "pipeline.errors"} == {
        "PREPROCESSING_ERROR",
        "ANALYSIS_ERROR",
        "NARRATIVE_GENERATION_ERROR",
        "VISUALIZATION_ERROR",
        "PROCESSING_ERROR",
        "WORKER_LOST",
        "TIMEOUT",
        "BAD_REQUEST",
    }


def test_a_file_that_cannot_be_read_is_not_tried_again() -> None:
    assert [
        kind.code for kind in tree(DataStoryError) if not kind.retryable and kind.__module__ == "pipeline.errors"
    ] == ["BAD_REQUEST", "PREPROCESSING_ERROR"]
