"""Who is in the report: states, persons, organisations and groups, one actor each whatever the words.

Names come first (``cast.mentions``), role nouns with their states and owners next (``cast.nominals``); persons
are gathered over the whole report (``cast.people``); then the report is read in text order, and role nouns and
pronouns find whom they stand for (``cast.rolenouns``, ``cast.pronouns``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from legation.coding.cast import byline
from legation.coding.cast.bodies import settled
from legation.coding.cast.mentions import given_names, named
from legation.coding.cast.named import Named
from legation.coding.cast.nominals import Nominal, nominals, titled
from legation.coding.cast.people import Person, credible, gather, identify, inherit, joined, told_gender
from legation.coding.cast.pronouns import resolve_pronoun
from legation.coding.cast.rolenouns import resolve_noun
from legation.coding.cast.roster import Roster
from legation.coding.cast.scene import Scene
from legation.coding.cast.shortened import shortened
from legation.coding.cast.styles import restyled, styles
from legation.coding.cast.titled import told_apart
from legation.coding.cast.uses import governed
from legation.coding.cast.words import listed, outlet
from legation.coding.cast.words import nouns as actor_nouns
from legation.coding.draft import Draft
from legation.knowledge import Knowledge
from legation.language.sentence import Sentence
from legation.nouns import Place, Span

REGIONAL = 3  # the level of posts that a region or a city has too: governors, mayors
Names = list[list[Named]]
Nouns = list[list[Nominal]]


def find(draft: Draft) -> Draft:
    """The draft with its actors and every mention of them."""
    places = {p.span: p for p in draft.places}
    borne = given_names(draft.sentences)
    found = ([n for n in named(s, borne) if not _abroad(draft, n, places)] for s in draft.sentences)
    names: Names = settled(draft.sentences, list(found))
    here = frozenset(n.id for row in names for n in row if n.kind == "country" and n.id)
    home = _home(names, _dateline(draft, names))
    names = [[n for n in row if not _of_another(n, home, here)] for row in names]
    every = (nominals(s, n) for s, n in zip(draft.sentences, names, strict=True))
    nouns: Nouns = [[_of_region(draft, noun) for noun in row] for row in every]
    names = told_apart(draft, names, nouns)
    persons = _persons(draft, names, places)
    people = gather(persons, draft.sentences)
    by_name = {(n.sentence, n.start): p for p in people for n in p.names}
    linked = _linked(draft, names, nouns, by_name)
    _introduced(draft, nouns, linked, people)
    for person in people:
        person.gender = told_gender(person, draft.sentences)
        identify(person, draft.document.published, here, home)
    inherit(people)
    people = [p for p in people if credible(p, draft.sentences)]
    roster = Roster(draft.document.published)
    speaks = byline.author(draft.document.title, draft.document.published)
    entered = {p: roster.person(p) for p in people}
    holders = {(n.sentence, n.start): entered[p] for p in people for n in p.names}
    owners = {(n.sentence, n.end - 1): entered[p] for p in people for n in p.names}
    ahead = {place: entered[p] for place, p in linked.items() if p in entered}
    ahead |= {(n.sentence, n.head): entered[p] for p in people for n in p.names}
    seat = _seat(draft.document.source)
    hints = _hints(draft, names, nouns)
    acting = frozenset(n.id for row in names for n in row if n.kind == "country" and n.id and n.use == "actor")
    scene = Scene(draft, roster, linked, owners, home, seat, _told_later(nouns), ahead, hints, acting)
    weak: set[tuple[int, int]] = set()
    called = styles(draft.sentences, people)
    for sentence, row, said in zip(draft.sentences, names, nouns, strict=True):
        _read(scene, sentence, row, said, holders, weak, called)
    return roster.fill(draft, scene.mentions, frozenset(weak), roster.author(speaks) if speaks else None)


def _of_region(draft: Draft, noun: Nominal) -> Nominal:
    """A post below the state's own that a place within it has: "the Texas governor"; its state."""
    if noun.sort != "role" or noun.country is not None or noun.role is None or noun.role.level < REGIONAL:
        return noun
    words = draft.sentences[noun.sentence].words[noun.start : noun.head]
    inside = (p for p in draft.places if words and words[0].start <= p.span.start and p.span.end <= words[-1].end)
    return replace(noun, country=next((p.country for p in inside), None))


def _persons(draft: Draft, names: Names, places: Mapping[Span, Place]) -> list[Named]:
    """The persons' names, less strangers' that are the report's places; of a lone word, a place told elsewhere."""
    persons = [n for row in names for n in row if n.kind == "person"]
    spans = {id(n): _span(draft, n) for n in persons}
    bearers = {w for n in persons if " " in n.text and spans[id(n)] not in places for w in n.text.split()}
    towns = {p.span.text for p in draft.places} - bearers
    return [n for n in persons if n.id is not None or not (spans[id(n)] in places or n.text in towns)]


def _span(draft: Draft, name: Named) -> Span:
    return draft.span(draft.sentences[name.sentence], name.start, name.end)


def _abroad(draft: Draft, name: Named, places: Mapping[Span, Place]) -> bool:
    """Whether a state's name is that of a place in another state: "Atlanta, Georgia"."""
    place = places.get(_span(draft, name)) if name.kind == "country" else None
    return place is not None and place.country not in (None, name.id)


def _of_another(name: Named, home: str | None, here: frozenset[str]) -> bool:
    """Whether a plain noun, known as the name of one state's body, is the one of the report's own state here: "the
    Congress" in a report of the Philippines that doesn't speak of the United States."""
    body = Knowledge.load().entity(name.id) if name.id and name.text.lower() in actor_nouns() else None
    return body is not None and home is not None and body.country not in (home, None) and body.country not in here


def _linked(
    draft: Draft, names: Names, nouns: Nouns, by_name: dict[tuple[int, int], Person]
) -> dict[tuple[int, int], Person]:
    """Role nouns that introduce or explain a person's name, by place; the persons learn their posts from them."""
    linked: dict[tuple[int, int], Person] = {}
    for sentence, row, said in zip(draft.sentences, names, nouns, strict=True):
        for noun in said:
            if noun.sort in ("role", "counterpart") and (name := joined(sentence, noun, row)) is not None:
                person = by_name.get((name.sentence, name.start))
                if person is None:
                    continue
                person.titles.append(noun)
                linked[noun.sentence, noun.head] = person
        for noun in said:  # "the deputy prime minister and foreign minister, X"
            word = sentence.words[noun.head]
            other = linked.get((noun.sentence, word.head)) if word.relation == "conj" else None
            if other is not None:
                other.titles.append(noun)
                linked[noun.sentence, noun.head] = other
    return linked


def _introduced(draft: Draft, nouns: Nouns, linked: dict[tuple[int, int], Person], people: list[Person]) -> None:
    """A speaker told by post and named in the next sentence: "A senior official has said … Kamal X said"."""
    first: dict[int, list[Person]] = {}
    for person in people:
        first.setdefault(person.names[0].sentence, []).append(person)
    for sentence, row in zip(draft.sentences, nouns, strict=True):
        for noun in row:
            if noun.sort != "role" or noun.plural or (noun.sentence, noun.head) in linked:
                continue
            if sentence.words[noun.head].relation != "nsubj" or (noun.definite and sentence.index > 0):
                continue
            for person in first.get(sentence.index + 1, ())[:1]:
                if not person.titles or _one_state(person, noun):
                    following = draft.sentences[sentence.index + 1]
                    if following.words[person.names[0].head].relation == "nsubj":
                        person.titles.append(noun)
                        linked[noun.sentence, noun.head] = person


def _one_state(person: Person, noun: Nominal) -> bool:
    states = {t.country for t in person.titles if t.country}
    return not states or noun.country in states


def _told_later(nouns: Nouns) -> dict[str, Nominal]:
    """The first group of each noun whose state the report tells: "German officials" for plain "officials"."""
    later: dict[str, Nominal] = {}
    for row in nouns:
        for noun in row:
            if noun.sort == "group" and noun.country:
                later.setdefault(noun.noun, noun)
    return later


def _home(names: Names, filed: str | None) -> str | None:
    """The state that a report is about: the one it was ``filed`` in, with one in four of the names of states at
    least; else the one named most, with two in five."""
    count = Counter(n.id for row in names for n in row if n.kind == "country" and n.id)
    if filed is not None and count[filed] * 4 >= count.total():
        return filed
    best, times = count.most_common(1)[0] if count else (None, 0)
    return best if times * 5 >= count.total() * 2 else filed


def _dateline(draft: Draft, names: Names) -> str | None:
    """The state where a report was filed ("LIMA – …"), if it speaks of it too."""
    first = draft.sentences[0].words[0] if draft.sentences else None
    found = (
        Knowledge.load().country(first.text.rstrip("–—-")) if first is not None and first.text.isupper() else None
    )
    iso3 = found.iso3 if found is not None else None
    told = any(n.id == iso3 and (n.sentence, n.start) != (0, 0) for row in names for n in row)
    return iso3 if told else None


def _hints(draft: Draft, names: Names, nouns: Nouns) -> dict[tuple[int, int], str]:
    """States that a sentence suggests for role nouns: by whom they serve ("an adviser to the Peruvian president"),
    by what they are joined with ("Egyptian officials and the army"), or by a capital as its place ("In Lima, a
    Foreign Ministry spokesman")."""
    hints: dict[tuple[int, int], str] = {}
    for sentence, row, said in zip(draft.sentences, names, nouns, strict=True):
        capitals = {n.id for n in row if n.kind == "country" and n.id and n.use == "place" and _capital(n.text)}
        states = {noun.head: noun.country for noun in said}
        for noun in said:
            word = sentence.words[noun.head]
            beside = states.get(word.head) if word.relation == "conj" else None
            served = [c for c in sentence.children(noun.head, "nmod") if governed(sentence, c)[1] in ("of", "to")]
            whose = next((state for c in served if (state := states.get(c)) is not None), None)
            here = next(iter(capitals)) if len(capitals) == 1 and not served else None
            if (hint := whose or beside or here) is not None:
                hints[noun.sentence, noun.head] = hint
    return hints


def _capital(name: str) -> bool:
    found = Knowledge.load().country(name)
    return found is not None and found.form == "capital"


def _seat(source: str | None) -> str | None:
    """The state whose government a report comes from: "The White House"."""
    found = Knowledge.load().country(source.removeprefix("The ")) if source else None
    return found.iso3 if found is not None and found.form != "capital" else None


def _read(
    scene: Scene,
    sentence: Sentence,
    names: list[Named],
    nouns: list[Nominal],
    holders: dict[tuple[int, int], str],
    weak: set[tuple[int, int]],
    called: dict[str, frozenset[str]],
) -> None:
    """Adds the mentions of one sentence, in text order, role nouns after what they contain."""
    named_at = {n.start: n for n in names}
    owners = {o.head: n for o in nouns for n in names if _part(sentence, o, n)}
    begins = {n.start: o.start for o in nouns if (n := owners.get(o.head)) is not None}
    noun_at = {n.head: n for n in nouns if n.head not in owners}
    inside = {i for n in nouns for i in range(n.start, n.end) if i != n.head}
    for i, word in enumerate(sentence.words):
        if (name := named_at.get(i)) is not None:
            person = holders.get((name.sentence, name.start))
            if person is not None:
                start = titled(sentence, name)
                scene.add(start, name.end, name.head, person, "name", sentence)
            elif name.kind != "person":
                _name(scene, sentence, name, i in inside, weak, begins.get(i, i))
        elif (noun := noun_at.get(i)) is not None:
            actor = resolve_noun(scene, sentence, noun)
            if actor is not None:
                for other in noun.others if scene.entry(actor).actor.kind != "country" else ():
                    beside = resolve_noun(scene, sentence, replace(noun, country=other))
                    if beside is not None:
                        _nominal(scene, sentence, noun, names, beside)
                _nominal(scene, sentence, noun, names, actor)
        elif called and (bearer := restyled(scene, sentence, i, called)) is not None:
            scene.add(i - 1, i + 1, i, bearer, "nominal", sentence)
        elif (body := shortened(scene, sentence, i)) is not None:
            scene.add(i - 1, i + 1, i, body, "nominal", sentence)
        elif word.upos in ("PRON", "DET") and word.text.lower() in listed("pronouns"):
            actor = resolve_pronoun(scene, sentence, i)
            if actor is not None:
                scene.add(i, i + 1, i, actor, "pronoun", sentence)


def _nominal(scene: Scene, sentence: Sentence, noun: Nominal, names: list[Named], actor: str) -> None:
    end = noun.end
    if (noun.sentence, noun.head) in scene.linked:
        end = _with_name(noun, names)
        name = next((n for n in names if n.start >= noun.end and n.end == end), None)
        if name is not None and titled(sentence, name) <= noun.start:
            return  # "Ayatollah X" is one mention
    scene.add(noun.start, end, noun.head, actor, "nominal", sentence)


def _with_name(noun: Nominal, names: list[Named]) -> int:
    """End of "President X", where the name follows at once; else of the role noun."""
    following = next((n for n in names if n.start >= noun.end), None)
    if following is None or following.kind != "person" or following.start > noun.end + 2:
        return noun.end
    return following.end if following.start == noun.end else noun.end


def _part(sentence: Sentence, owner: Nominal, name: Named) -> bool:
    """Whether a body is told of as another's: "the parliament's Trade Committee" is one, and not two."""
    w = sentence.words
    own = name.start == owner.end + 1 and w[owner.end].text in ("'s", "’s") and w[owner.head].head == name.head
    return own and owner.sort == "body" and name.kind == "organisation" and name.use == "actor"


def _name(
    scene: Scene, sentence: Sentence, name: Named, inside: bool, weak: set[tuple[int, int]], start: int
) -> None:
    if name.use == "place" or (name.use == "modifier" and inside and name.kind == "country"):
        return
    if name.kind in ("organisation", "group") and outlet(name.text) and not _acts(sentence, name):
        return
    if name.use == "modifier" and (name.id is None or name.kind == "country") and not _doer(sentence, name):
        weak.add((name.sentence, name.start))
    actor = scene.roster.named(name)
    scene.add(start, name.end, name.head, actor, "name", sentence)


def _doer(sentence: Sentence, name: Named) -> bool:
    """The modifier of an act is its doer: "the Iranian attack", "US sanctions"."""
    head = sentence.words[name.head].head
    return head >= 0 and sentence.words[head].text.lower() in listed("acts")


def _acts(sentence: Sentence, name: Named) -> bool:
    """Whether an outlet does more than relay: as the subject of a verb that isn't one of saying."""
    word = sentence.words[name.head]
    before = next((w for w in reversed(sentence.words[: name.start]) if w.upos != "DET"), None)
    if word.relation != "nsubj" or word.head < 0 or (before is not None and before.lemma.lower() == "tell"):
        return False  # "told the Courier that …"
    return sentence.words[word.head].lemma.lower() not in listed("relaying")
