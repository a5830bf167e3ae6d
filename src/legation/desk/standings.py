"""What stands, where it can be weighed while a reader waits."""

from collections.abc import Iterable
from datetime import date

from legation.record import Store
from legation.record.facets import facets
from legation.record.filters import Filters
from legation.record.questions import Row
from legation.standing import Standing, stand


def standings(
    store: Store, holder: str | None = None, toward: str | None = None, as_of: date | None = None
) -> list[Standing] | None:
    """As ``legation.standing.stand``; None where the holder has more positions than facets count: to weigh those
    takes seconds, and is for the command line."""
    if facets(store, "positions", Filters(source=holder)).more:
        return None
    return stand(store, holder, toward, as_of)


def sides(held: Iterable[Standing]) -> list[Row]:
    """Whom these positions name, as rows that names are looked up for."""
    return [{"holder": s.holder, "toward": s.toward, "source": s.side} for s in held]
