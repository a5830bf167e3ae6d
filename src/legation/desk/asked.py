"""Filters as addresses have them."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import Depends, Path, Query
from pydantic import BeforeValidator

from legation.record.filters import Filters

MOST = 1000
"""Rows that one answer has: legation export writes all."""
SHOWN = 50
FARTHEST = 20_000
"""Rows that may be passed over: whoever wants more, narrows or exports."""


LONGEST = 400
"""Characters of a filter."""


def _told(value: Any) -> Any:
    """A field left empty in a form says nothing; what no database keeps is taken out."""
    if not isinstance(value, str):
        return value
    if len(value) > LONGEST:
        raise ValueError(f"has more than {LONGEST} characters")
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip() or None


Told = BeforeValidator(_told)
Who = Annotated[str | None, Told, Query(description="An id, a name, or a state's three letters.")]
Type = Annotated[str | None, Told, Query(description="PLOVER's type; of others their kind.")]
Quad = Annotated[
    Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"] | None,
    Told,
    Query(),
]
Day = Annotated[date | None, Told, Query(description="An ISO date.")]
Words = Annotated[str | None, Told, Query(description='Words; "in quotes" together.')]
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=FARTHEST)]
Period = Annotated[Literal["day", "week", "month", "year"] | None, Told, Query()]
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Id = Annotated[str, Told, Path()]


async def _filters(  # waits for nothing: a thread would take longer
    source: Who = None,
    target: Who = None,
    actor: Who = None,
    type: Type = None,
    quad: Quad = None,
    since: Day = None,
    until: Day = None,
    search: Words = None,
    limit: Limit = SHOWN,
    offset: Offset = 0,
) -> Filters:
    return Filters(source, target, actor, type, since, until, search, limit, quad=quad, offset=offset)


Asked = Annotated[Filters, Depends(_filters)]
