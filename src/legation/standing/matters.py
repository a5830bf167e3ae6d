"""Which positions are on one matter, and what one moment of it changed of the one before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from legation.standing.held import Bound, Held
from legation.standing.words import alike, concepts

OWN = ("will", "will-not")
AGAINST = ("will-not", "must-not", "opposes")


@dataclass(frozen=True, slots=True)
class Moment:
    """What one voice declared on a matter in one statement: positions of one report, in its order."""

    positions: tuple[Held, ...]

    @property
    def first(self) -> Held:
        return self.positions[0]

    @property
    def conditions(self) -> tuple[Bound, ...]:
        return tuple(c for p in self.positions for c in p.conditions)

    @property
    def day(self) -> date | None:
        """The day that the report tells, else that of publication."""
        days = [p.day for p in self.positions if p.told] or [p.day for p in self.positions]
        return max((d for d in days if d is not None), default=None)

    @property
    def holders(self) -> frozenset[str]:
        return frozenset(p.holder for p in self.positions)

    @property
    def leaning(self) -> int:
        """1 for the act, -1 against it, 0 where it hangs on conditions: by the last position without one."""
        plain = [p for p in self.positions if not p.conditions]
        return 0 if not plain else -1 if plain[-1].stance in AGAINST else 1


def placed(positions: Sequence[Held]) -> list[Held]:
    """Positions that name nobody, toward whom those of the same side in the same report go.

    "Iran will not talk to Washington … If it is done with respect, we will talk": the second is toward the same.
    A condition's doer stands in where no other position helps.
    """
    named: dict[tuple[int, str], list[Held]] = {}
    for p in positions:
        if p.toward is not None:
            named.setdefault((p.source.document, p.side), []).append(p)
    return [p if p.toward else replace(p, toward=_toward(p, named)) for p in positions]


def _toward(position: Held, named: dict[tuple[int, str], list[Held]]) -> str | None:
    beside = [n for n in named.get((position.source.document, position.side), []) if same(n, position)]
    sides = {n.toward for n in beside} or {s for c in position.conditions for s in c.sources} - {position.side}
    return sides.pop() if len(sides) == 1 else None


def matters(positions: Iterable[Held]) -> list[list[Held]]:
    """Positions of each side toward each other, in groups that are about one thing."""
    groups: dict[tuple[str, str | None], list[list[Held]]] = {}
    for p in positions:
        known = groups.setdefault((p.side, p.toward), [])
        fitting = next((g for g in known if any(same(p, q) for q in g)), None)
        if fitting is None:
            known.append([p])
        else:
            fitting.append(p)
    return [group for known in groups.values() for group in known]


def same(one: Held, other: Held) -> bool:
    """Whether two positions are on one matter.

    Talks are one matter, whatever words they go by. Else the same side acts in both (what a side will do isn't
    what it demands), and the words of the acts speak of the same thing or, where they name none, the types agree.
    """
    if talks(one) or talks(other):
        return talks(one) and talks(other)
    if (one.stance in OWN) != (other.stance in OWN):
        return False
    if concepts(one.act) and concepts(other.act):
        return alike(one.act, other.act)
    return one.act == other.act or (one.act_type is not None and one.act_type == other.act_type)


def talks(position: Held) -> bool:
    return position.act_type == "CONSULT" or "class:talks" in concepts(position.act)


def moments(matter: Sequence[Held]) -> list[Moment]:
    """A matter's positions by statement, the earliest first.

    Positions of one voice in one report are of one moment, unless the report tells different days for them.
    """
    found: list[Moment] = []
    for p in matter:
        at = next((n for n, m in enumerate(found) if all(_together(p, q) for q in m.positions)), None)
        if at is None:
            found.append(Moment((p,)))
        else:
            found[at] = Moment(tuple(sorted((*found[at].positions, p), key=lambda q: q.id)))
    return sorted(found, key=lambda m: (m.day or date.min, m.first.id))


def _together(one: Held, other: Held) -> bool:
    days_agree = one.day == other.day or not (one.told and other.told)
    return one.source.document == other.source.document and one.voice == other.voice and days_agree


def changed(before: Moment, after: Moment) -> tuple[str, ...]:
    """What a statement changed of the one before, in words: the stance, conditions added and dropped."""
    out = []
    stances = [" and ".join(dict.fromkeys(p.stance for p in m.positions)) for m in (before, after)]
    if stances[0] != stances[1]:
        out.append(f"stance: {stances[0]} → {stances[1]}")
    out += [f"condition added: {c.kind} {c.words}" for c in after.conditions if not _among(c, before)]
    out += [f"condition dropped: {c.kind} {c.words}" for c in before.conditions if not _among(c, after)]
    return tuple(out)


def _among(bound: Bound, moment: Moment) -> bool:
    return any(alike(bound.words, c.words) or bound.words == c.words for c in moment.conditions)
