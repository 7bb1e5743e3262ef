"""New paragraphs typed while amending, read as Markdown."""

from functools import lru_cache

from summit.documents.reading import Reading, read

KEPT = 128


@lru_cache(maxsize=KEPT)
def read_inserted(typed: str) -> Reading:
    """What was typed as provisions. The last readings are kept: a preview asks at every pause of the typing.

    The empty line in front keeps rules at the beginning from being taken for metadata. Raises ReadingRefused.
    """
    return read(b"\n\n" + typed.encode(), "markdown")
