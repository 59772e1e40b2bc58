from pipeline.reading import ACCEPTED_EXTENSIONS, READERS


def test_every_reader_is_labelled_and_its_extensions_are_accepted() -> None:
    for reader in READERS.values():
        assert reader.label
        assert set(reader.extensions) <= set(ACCEPTED_EXTENSIONS)
    assert len(ACCEPTED_EXTENSIONS) == len(set(ACCEPTED_EXTENSIONS))
    assert not any(extension.startswith(".") for extension in ACCEPTED_EXTENSIONS)
