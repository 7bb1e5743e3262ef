"""What concerns an amendment is told to its proposer, who need not be looking."""

from collections.abc import Iterable, Mapping

from summit.documents.models import Amendment
from summit.people.services import tell_person


def tell_proposer(amendment: Amendment, kind: str, by: int | None = None, **about: int | str | None) -> None:
    """Tell who brings an amendment, unless they have done it themselves."""
    if amendment.proposer_id != by:
        tell_person(amendment.proposer_id, kind, amendment=amendment.number, **about)


def tell_collisions(
    rows: Iterable[Mapping[str, object]], known: Mapping[int, Amendment], by: int | None = None
) -> None:
    """Tell both proposers of each new collision, once for each pair of amendments."""
    met = {(int(str(row["one"])), int(str(row["other"]))): str(row["words"]) for row in rows}
    for (one, other), words in sorted(met.items()):
        for mine, theirs in ((one, other), (other, one)):
            if mine in known:
                tell_proposer(known[mine], "collides", by, other=theirs, words=words)
