"""Short texts as ballots: `(4, "A>B=C")` is four ballots, an empty text is a blank ballot."""

from summit.domain.tally import Profile, Ranking


def profile(options: str, *ballots: tuple[int, str]) -> Profile:
    """One-letter options; `_` in a text is a skipped rank."""
    return Profile(tuple(options), tuple(Ranking(_ranks(text), number) for number, text in ballots))


def _ranks(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(() if rank == "_" else tuple(rank.split("=")) for rank in text.split(">")) if text else ()
