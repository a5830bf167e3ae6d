"""Whom a role noun stands for: "the minister", "his Iraqi counterpart", "the country", "Iranian officials"."""

from __future__ import annotations

from collections import defaultdict

from legation.coding.cast.nominals import Nominal
from legation.coding.cast.roster import Entry, plural
from legation.coding.cast.scene import FADING, WINDOW, Scene
from legation.coding.cast.shortened import shortened
from legation.coding.cast.uses import governed
from legation.coding.cast.words import listed, nouns
from legation.knowledge import Knowledge, Role, slug
from legation.language.sentence import Sentence


def resolve_noun(scene: Scene, sentence: Sentence, noun: Nominal) -> str | None:
    """The actor that a role noun stands for, entered if it is new; None where it stands for none."""
    if (person := scene.linked.get((noun.sentence, noun.head))) is not None:
        return scene.roster.person(person)
    if _predicate(sentence, noun):
        return None
    owner = _owner(scene, sentence, noun)
    country = noun.country
    if country is None and owner is not None:
        country = scene.entry(owner).actor.country
    if country is None and noun.sort == "role" and noun.body is None:
        country = _office_state(scene, noun)
    match noun.sort:
        case "state":
            return _state(scene, sentence, noun, country, owner)
        case "body":
            return _body(scene, sentence, noun, country)
        case "group":
            return _group(scene, sentence, noun, country)
        case "counterpart":
            return _counterpart(scene, sentence, noun, owner)
        case "role":
            return _holder(scene, sentence, noun, country)
    return None


def _office_state(scene: Scene, noun: Nominal) -> str | None:
    """The state of the body whose name begins a post: the Foreign Ministry of its director general."""
    for mention in reversed(scene.mentions):
        if mention.sentence != noun.sentence or mention.start < noun.start:
            return None
        actor = scene.entry(mention.actor).actor
        if mention.form == "nominal" and actor.kind == "organisation":
            return actor.country
    return None


def _group(scene: Scene, sentence: Sentence, noun: Nominal, country: str | None) -> str | None:
    """People who act together. A body's delegation is the body; plain "officials" are those last told of."""
    served = noun.country is not None and noun.noun.split()[-1] in listed("delegations")  # by an adviser
    if not _acts(sentence, noun, loosely=served) or (noun.noun in listed("means") and noun.owner is not None):
        return None
    subject = governed(sentence, noun.head)[0] == "nsubj"
    if not subject and (noun.sector == "MED" or noun.noun in listed("tellers")):
        return None  # "he told reporters"
    if noun.noun in listed("delegations") and noun.body is not None and country is None:
        entity = Knowledge.load().entity(noun.body)
        return scene.roster.entity(entity) if entity else None
    if country is None and noun.body is None and not noun.modified:
        for seen in scene.back():
            if _of_same(seen.actor, slug(plural(noun))):
                return seen.actor
        if (told := scene.groups.get(noun.noun)) is not None:
            return scene.roster.unnamed(told, told.country, None)
    if noun.role is not None and noun.role.single:
        return None  # "the foreign ministers": persons, each by himself
    return scene.roster.unnamed(noun, country, noun.body)


def _of_same(actor: str, people: str) -> bool:
    """Whether an actor is such people, told by their state or what they are of: "signatories to the treaty"."""
    return actor.startswith("group:") and (actor.endswith(f"-{people}") or actor.startswith(f"group:{people}-"))


def _predicate(sentence: Sentence, noun: Nominal) -> bool:
    """Said of an actor, not one more: "took office as president", "she is a lawmaker"."""
    if sentence.children(noun.head, "cop"):
        return True
    relation, case = governed(sentence, noun.head)
    if relation in ("compound", "amod"):
        return noun.sort != "body"
    if case == "for" and noun.sort == "role" and sentence.words[noun.start - 1].text.lower() == "for":
        return not sentence.words[noun.start].text[0].isupper()  # "her pick for secretary of state"
    return case in ("as", "like") or relation in ("xcomp", "vocative")


def _owner(scene: Scene, sentence: Sentence, noun: Nominal) -> str | None:
    if noun.owner is None:
        return None
    place = noun.sentence, noun.owner
    return scene.owners.get(place) or scene.heads.get(place)


def _state(scene: Scene, sentence: Sentence, noun: Nominal, country: str | None, owner: str | None) -> str | None:
    relation, case = governed(sentence, noun.head)
    if noun.plural or (relation in ("obl", "nmod") and case in listed("places")):
        return None
    if sentence.words[noun.start].text.lower() in ("a", "an"):
        return None
    governs = noun.noun in listed("governments")
    if country is None and owner is None and _alone(sentence, noun):
        country = scene.governments.get(noun.noun) or scene.home if governs else None
        country = country or next(
            (s.actor for s in scene.back() if scene.entry(s.actor).actor.kind == "country"), None
        )
    elif governs and country is not None:
        scene.governments[noun.noun] = country
    entity = Knowledge.load().entity(country) if country else None
    return scene.roster.entity(entity) if entity else None


def _alone(sentence: Sentence, noun: Nominal) -> bool:
    """The state told of last: "the country", "this infamous regime"; not "another country", "each state"."""
    if noun.end != noun.head + 1 or nouns()[noun.noun]["loose"] == "1":
        return False
    first, *between = sentence.words[noun.start : noun.head] or (None,)
    return first is not None and first.text.lower() in ("the", "this") and all(x.upos == "ADJ" for x in between)


def _body(scene: Scene, sentence: Sentence, noun: Nominal, country: str | None) -> str | None:
    if noun.body is not None and country is None:
        return None
    before = {w.text.lower() for w in sentence.words[noun.start : noun.head]} - {*noun.noun.split()}
    if before & listed("foreign"):
        return None  # "foreign forces" are not the state's own
    if country is None and noun.sector != "GOV" and governed(sentence, noun.head)[0] == "compound":
        return None
    if country is None and (told_of := shortened(scene, sentence, noun.head)) is not None:
        return told_of
    told = noun.definite or (noun.sector == "LEG" and _capital(sentence, noun))  # "Congress voted"
    if country is None and told and nouns()[noun.noun]["loose"] == "0" and not _of_a_part(sentence, noun):
        own = scene.home if scene.home in scene.acting or not _capital(sentence, noun) else None
        country = scene.hints.get((noun.sentence, noun.head)) or own or scene.governments.get("government")
    if country is None and noun.noun in listed("collectives"):  # "police fired", of those told of before
        bodies = (s.actor for s in scene.back() if s.actor.startswith("organisation:"))
        return None if noun.modified else next((a for a in bodies if a.endswith(f"-{noun.noun}")), None)
    if country is None or not _acts(sentence, noun, loosely=True):
        return None
    return scene.roster.body(noun, country)


def _capital(sentence: Sentence, noun: Nominal) -> bool:
    """Whether a body is written as a name: "the Navy" is the writer's, or that of a state that acts here."""
    return sentence.words[noun.head].text[0].isupper()


def _of_a_part(sentence: Sentence, noun: Nominal) -> bool:
    """Whether a body is of what no name tells, as of one of a union's states: "the state's Supreme Court"."""
    return any(sentence.words[c].upos == "NOUN" for c in sentence.children(noun.head, "nmod:poss"))


def _acts(sentence: Sentence, noun: Nominal, *, loosely: bool = False) -> bool:
    """Whether people take part in an act: as its subject, its object, or after "with", "against", "by"…"""
    relation, case = governed(sentence, noun.head)
    if relation in ("nsubj", "obj", "iobj") or sentence.words[noun.head].deprel == "obl:agent":
        return True
    if relation in ("obl", "nmod"):
        return case in listed("agents" if relation == "obl" else "partners") or loosely
    return loosely and relation in ("nmod:poss", "nmod:desc", "appos", "compound")


def _counterpart(scene: Scene, sentence: Sentence, noun: Nominal, owner: str | None) -> str | None:
    """The holder of the owner's post in the state that is named."""
    if owner is None:
        owner = next((s.actor for s in scene.back() if s.subject and scene.entry(s.actor).posts), None)
    if owner is None or noun.country is None:
        return None
    posts = scene.entry(owner).posts
    for actor, entry in scene.roster.of_state(noun.country):
        if entry.actor.kind == "person" and posts & entry.posts:
            return actor
    for post in sorted(posts):
        if (entity := Knowledge.load().holder(post, noun.country, scene.roster.on)) is not None:
            return scene.roster.entity(entity)
    return None


def _holder(scene: Scene, sentence: Sentence, noun: Nominal, country: str | None) -> str | None:
    """A person of the report in this post; else who held it on the day; else somebody unnamed."""
    if noun.role is None or (noun.head and sentence.words[noun.head - 1].text.isdigit()):
        return None  # "18 FM stations"
    vague = noun.role.function in listed("vague roles") and noun.modified
    if vague and country is None and noun.body is None:
        return None
    if noun.definite and not noun.former and vague:
        actor = next((s.actor for s in scene.back() if _heads(scene.entry(s.actor), noun)), None)
        if actor is not None:
            return actor
    elif noun.definite and not noun.former:
        if (actor := _in_report(scene, noun, country)) is not None:
            return actor
        if (actor := _on_the_day(scene, noun.role, noun.body or country)) is not None:
            return actor
    state = country or _own_state(scene, noun.role)
    office = country is not None or (state and Knowledge.load().holder(noun.role.title, state) is not None)
    if noun.role.level <= 1 and noun.definite and office:  # no "monarch" of a republic
        return scene.roster.unnamed(noun, state, None)
    if not _acts(sentence, noun) or (noun.definite and country is None and noun.body is None):
        return None
    if noun.body is None and noun.role.level <= 3:  # "In Lima, a Foreign Ministry spokesman said"
        country = country or scene.hints.get((noun.sentence, noun.head))
    return scene.roster.unnamed(noun, country, noun.body)


def _on_the_day(scene: Scene, role: Role, seat: str | None) -> str | None:
    """Who held a post when the report came out; of the report's own state where it names none."""
    seat = seat or (_own_state(scene, role) if role.level <= 2 else None)
    if seat is None or not role.single or scene.roster.on is None:
        return None
    holder = Knowledge.load().holder(role.title, seat, scene.roster.on)
    return scene.roster.entity(holder) if holder else None


def _own_state(scene: Scene, role: Role) -> str | None:
    """Whose "the president" is: of the government that a report comes from, if it has one; else of the state that
    the report is about."""
    if scene.seat is not None and Knowledge.load().holder(role.title, scene.seat, scene.roster.on) is not None:
        return scene.seat
    return scene.home


def _in_report(scene: Scene, noun: Nominal, country: str | None) -> str | None:
    """The last person told of who fits; one told of later where the post and the state say who."""
    weights: dict[str, float] = defaultdict(float)
    for seen in scene.back():
        if _fits(scene.entry(seen.actor), noun, country):
            weights[seen.actor] = max(weights[seen.actor], seen.weight * FADING ** (noun.sentence - seen.sentence))
    if weights:
        return max(weights, key=lambda a: weights[a])
    if (
        noun.role is not None
        and noun.role.level >= 3
        and not noun.role.single
        and "the" in noun.text.lower().split()[:1]
    ):
        for seen in scene.back():
            if noun.sentence - seen.sentence > (WINDOW if country is None else 3 * WINDOW):
                break
            if _serves(scene.entry(seen.actor), noun, country):
                return seen.actor
    if country is None and noun.body is None:
        return None
    return next((a for a, e in scene.roster.of_state(country) if _fits(e, noun, country)), None)


def _serves(entry: Entry, noun: Nominal, country: str | None) -> bool:
    """Somebody with a post, of that state and sector: "the chief Qatari diplomat", "the official". A body's envoy
    is of the body's state; where it has none, of the body."""
    body = Knowledge.load().entity(noun.body) if noun.body and country is None else None
    state = body.country if body is not None else country
    same = state is None or entry.actor.country == state
    if body is not None and state is None:
        same = entry.actor.code == body.code
    sector = noun.sector in listed("politics") or (entry.actor.code or "").endswith(noun.sector)
    return same and sector and entry.actor.kind == "person" and bool(entry.posts)


def _heads(entry: Entry, noun: Nominal) -> bool:
    """Whether "the chief" of a body is this person, who holds a post at its top."""
    body = Knowledge.load().entity(noun.body) if noun.body else None
    top = noun.role is not None and noun.role.function in listed("heads") and entry.level <= 3
    return top and body is not None and entry.actor.kind == "person" and entry.actor.code == body.code


def _fits(entry: Entry, noun: Nominal, country: str | None) -> bool:
    role, actor = noun.role, entry.actor
    if role is None or actor.kind == "country" or actor.kind == "organisation":
        return False
    if country is not None and actor.country != country:
        return False
    if role.title == "leader":
        return entry.level <= 1 or "leader" in entry.posts
    if role.title in entry.posts or role.function in entry.posts or _heads(entry, noun):
        return True
    if role.title in listed("envoys") and not entry.posts.isdisjoint(listed("envoys")):
        return True
    return not role.single and any(p.endswith(" " + role.title) for p in entry.posts)
