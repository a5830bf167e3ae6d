"""Small questions about verbs and nouns in a tree: who is the subject, what is the object, which preposition."""

from __future__ import annotations

from legation.coding.acts.words import listed
from legation.language.sentence import Sentence

DASHES = ("–", "—", "-", "--")  # what parts a dateline from the report
STEPS = 6  # clauses between a verb and the subject it shares; longer chains are parse errors more often than not


def lemma(sentence: Sentence, i: int) -> str:
    return sentence.words[i].lemma.lower()


def cases(sentence: Sentence, i: int) -> tuple[str, ...]:
    """The prepositions and conjunctions of a word, in lower case; a later conjunct shares the first's."""
    found = tuple(sentence.words[c].text.lower() for c in sentence.children(i, "case", "mark"))
    word = sentence.words[i]
    if not found and word.relation == "conj" and word.head >= 0:
        return tuple(sentence.words[c].text.lower() for c in sentence.children(word.head, "case", "mark"))
    return found


def passive(sentence: Sentence, v: int) -> bool:
    """Whether a verb's subject undergoes it: "was arrested", "the man arrested by …"."""
    word = sentence.words[v]
    if sentence.children(v, "aux:pass"):
        return True
    if not participle(sentence, v):
        return False
    if word.relation == "amod":
        return True
    if word.relation == "acl":
        return not sentence.children(v, "nsubj", "aux")
    if word.relation == "advcl":
        return not sentence.children(v, "nsubj", "aux", "obj")
    if word.relation == "conj" and word.head >= 0 and not sentence.children(v, "nsubj", "aux", "obj"):
        return sentence.words[word.head].upos == "VERB" and passive(sentence, word.head)
    return False


def participle(sentence: Sentence, v: int) -> bool:
    word = sentence.words[v]
    return word.upos in ("VERB", "ADJ") and word.has("VerbForm=Part") and word.has("Tense=Past")


def gerund(sentence: Sentence, v: int) -> bool:
    """Whether a verb is an "-ing" form."""
    word = sentence.words[v]
    return word.has("VerbForm=Ger") or (word.has("VerbForm=Part") and word.has("Tense=Pres"))


def infinitive(sentence: Sentence, v: int) -> bool:
    """Whether a verb is marked by "to"."""
    return any(
        sentence.words[c].upos == "PART" and lemma(sentence, c) == "to" for c in sentence.children(v, "mark")
    )


def inverted(sentence: Sentence, v: int) -> bool:
    """Whether a clause is a condition by its order: "should Peru attack"."""
    subjects = sentence.children(v, "nsubj")
    before = (c for c in sentence.children(v, "aux", "mark") if subjects and c < subjects[0])
    return sentence.words[v].relation == "advcl" and any(lemma(sentence, c) == "should" for c in before)


def objects(sentence: Sentence, v: int) -> tuple[int, ...]:
    """The grammatical objects of a verb; of a relative clause's verb what the clause is about."""
    found = tuple(antecedent(sentence, o, v) for o in sentence.children(v, "obj") or _nominal(sentence, v))
    if found or passive(sentence, v):
        return found
    word = sentence.words[v]
    if word.deprel == "acl:relcl" and sentence.children(v, "nsubj") and not _relative_below(sentence, v):
        return (word.head,)
    if word.relation == "conj" and word.head >= 0 and sentence.words[word.head].upos == "VERB":
        return tuple(o for o in objects(sentence, word.head) if o > v)
    if word.relation == "parataxis" and v < word.head and sentence.words[word.head - 1].text == ",":
        return (
            tuple(  # "renewed sanctions that had lapsed, launched a campaign": taken for the later verb's subject
                s for s in sentence.children(word.head, "nsubj") if v < min(sentence.subtree(s)) <= v + 1
            )
        )
    following = [c for c in sentence.children(v, "conj") if sentence.words[c].upos == "VERB"]
    shared = [o for c in following[:1] for o in sentence.children(c, "obj")]
    bare = not sentence.children(v, "obl", "xcomp", "ccomp", "iobj")
    return tuple(shared) if bare and following and not sentence.children(following[0], "nsubj") else ()


def _nominal(sentence: Sentence, v: int) -> tuple[int, ...]:
    """A noun taken for a predicate of what has no object: "called off talks"."""
    plain = not sentence.children(v, "ccomp", "aux:pass")
    nouns = (c for c in sentence.children(v, "xcomp") if sentence.words[c].upos == "NOUN" and c > v)
    return tuple(c for c in nouns if plain and not sentence.children(c, "cop", "mark"))


def _relative_below(sentence: Sentence, v: int) -> bool:
    """Whether the relative pronoun is the subject, an oblique or an adverb, and leaves no gap for an object."""
    for c in sentence.children(v, "nsubj", "obl", "advmod"):
        if sentence.words[c].has("PronType=Rel") or sentence.words[c].lemma.lower() in ("where", "when", "why"):
            return True
        if sentence.words[c].relation == "nsubj" and lemma(sentence, c) in listed("relatives"):
            return True
    return False


def antecedent(sentence: Sentence, i: int, clause: int) -> int:
    """What a relative pronoun stands for; any other word itself."""
    word = sentence.words[i]
    if not (word.has("PronType=Rel") or (word.upos == "PRON" and lemma(sentence, i) in listed("relatives"))):
        return i
    node = clause
    while sentence.words[node].relation == "conj":
        node = sentence.words[node].head
    relative = sentence.words[node].relation == "acl" or sentence.words[node].deprel == "advcl:relcl"
    return sentence.words[node].head if relative else i  # the last of a cleft: "it is Peru that should …"


def subject(sentence: Sentence, v: int) -> int | None:
    """The grammatical subject of a verb or predicate: its own, or the one it shares with a clause above."""
    node = v
    for _ in range(STEPS):
        found = [c for c in sentence.children(node, "nsubj") if c < node] or list(sentence.children(node, "nsubj"))
        if found:
            return (
                None
                if called(sentence, found[-1])
                else _after_dateline(sentence, antecedent(sentence, found[-1], node))
            )
        word = sentence.words[node]
        above = word.head
        if above < 0:
            return None
        if word.relation == "acl":
            if infinitive(sentence, node):
                found_holder = holder(sentence, above)
                if found_holder is not None or not sentence.children(above, "cop"):
                    return found_holder
            elif gerund(sentence, node) and cases(sentence, node):
                if "of" in cases(sentence, node) and _charging(sentence, word.head):
                    return above  # "accused X of helping"
                if (found_doer := steered(sentence, above, node)) is not None:
                    return found_doer  # "its gratitude to X for helping"
                # "efforts at reviving", but "calls for reviving"
                return None if lemma(sentence, above) in listed("calls") else holder(sentence, above)
            elif (node == 0 or sentence.words[node - 1].text != "," or not gerund(sentence, node)) and not (
                gerund(sentence, node) and _written_to(sentence, above)
            ):
                return above
        if word.relation == "xcomp" or (word.relation in ("ccomp", "advcl") and infinitive(sentence, node)):
            controller = _controller(sentence, above, node)
            if controller is not None:
                return controller
        elif word.relation in ("advcl", "obl") and (found_doer := steered(sentence, above, node)) is not None:
            return found_doer
        elif word.relation == "ccomp" and gerund(sentence, node) and not sentence.children(node, "mark", "aux"):
            pass
        elif word.relation == "parataxis" and word.has("VerbForm=Fin") and sentence.words[above].upos == "VERB":
            pass  # "left, then returned"
        elif word.relation in ("ccomp", "parataxis", "csubj", "root"):
            return _strayed(sentence, above, node)
        elif word.relation in ("obl", "nmod", "obj", "appos", "nsubj") and sentence.words[above].upos == "NOUN":
            return holder(sentence, above)
        node = above
    return None


def _strayed(sentence: Sentence, above: int, v: int) -> int | None:
    """The subject of a clause before "X said", where it was taken for one more subject of "said"."""
    tellers = sentence.children(above, "nsubj")
    if sentence.words[v].relation != "ccomp" or not sentence.words[v].has("VerbForm=Fin") or len(tellers) < 2:
        return None
    return tellers[0] if tellers[0] < v < tellers[-1] else None


def _written_to(sentence: Sentence, noun: int) -> bool:
    """Whether a noun is who is written to: of "sent a letter to X urging …" it is not X who urges."""
    word = sentence.words[noun]
    return word.relation in ("obl", "nmod") and "to" in cases(sentence, noun)


def called(sentence: Sentence, i: int) -> bool:
    """Whether a name calls on somebody: "Minister Paz, thank you", whatever the tree makes of it."""
    word = sentence.words[i]
    if word.relation != "nsubj" or word.upos != "PROPN" or sentence.children(i, "conj"):
        return word.relation == "vocative"
    verb = sentence.words[word.head]
    bare = verb.text.lower() == verb.lemma.lower() and verb.upos == "VERB" and not verb.has("Tense=Past")
    return bare and sentence.words[word.head - 1].text == "," and not sentence.children(word.head, "aux", "cop")


def _after_dateline(sentence: Sentence, i: int) -> int:
    """ "TEHRAN – The minister said": the subject is behind the dash."""
    if i or len(sentence.words) < 3 or sentence.words[1].upos != "PUNCT":
        return i
    behind = [c for c in sentence.children(0, "appos", "conj", "parataxis", "dep", "flat", "nmod") if c > 1]
    dashed = bool(behind) and any(w.text in DASHES for w in sentence.words[1 : behind[0]])
    return behind[0] if dashed else i


def _controller(sentence: Sentence, above: int, v: int) -> int | None:
    """Who is to do what an infinitive says: the object of "ask", the subject of "was asked"."""
    if lemma(sentence, above) in listed("others") or passive(sentence, above):
        return None
    if sentence.words[v].relation == "advcl" and lemma(sentence, above) in listed("light"):
        return None  # "held a meeting to discuss it"
    patients = [c for c in sentence.children(above, "obj", "iobj") if c < v]
    if not patients and lemma(sentence, above) in listed("asking"):
        asked = {"upon", "for", "on"} if lemma(sentence, above) in listed("appealing") else {"upon", "for"}
        patients = [c for c in sentence.children(above, "obl") if c < v and set(cases(sentence, c)) & asked]
    return patients[-1] if patients else None


def steered(sentence: Sentence, above: int, v: int) -> int | None:
    """Who does what a gerund says: the object of "thanked X for standing by it", "talked X into leaving"; whom
    thanks go to."""
    marks = set(cases(sentence, v)) if gerund(sentence, v) else set()
    if "for" in marks:
        thanks = [i for i in (above, *sentence.children(above, "obj")) if lemma(sentence, i) in listed("thanks")]
        if thanks:
            places = dict.fromkeys((above, *thanks, *(h for i in thanks if (h := sentence.words[i].head) >= 0)))
            to = (c for i in places for c in sentence.children(i, "obl", "nmod") if c < v)
            return next((c for c in to if "to" in cases(sentence, c)), None)
    judged = "for" in marks and lemma(sentence, above) in listed("judging")
    charged = "of" in marks and lemma(sentence, above) in listed("charging")
    if not (judged or charged) and not marks & listed("steering"):
        return None
    if passive(sentence, above):
        return subject(sentence, above)
    found = max((c for c in sentence.children(above, "obj") if c < v), default=None)
    return None if found is None else antecedent(sentence, found, above)


def _charging(sentence: Sentence, noun: int) -> bool:
    """Whether a noun is whom a verb accuses of something."""
    word = sentence.words[noun]
    return word.relation == "obj" and lemma(sentence, word.head) in listed("charging")


def holder(sentence: Sentence, n: int) -> int | None:
    """Whose plan, effort or decision a noun is: its owner, or the subject of the verb it is the object of."""
    owners = sentence.children(n, "nmod:poss")
    if owners:
        return owners[0]
    by = [c for c in sentence.children(n, "nmod", "obl") if "by" in cases(sentence, c)]
    if by:
        return by[0]
    modifiers = [c for c in sentence.children(n, "amod", "compound") if sentence.words[c].text[0].isupper()]
    if modifiers:
        return modifiers[0]
    head = sentence.words[n].head
    if head >= 0 and sentence.words[n].relation in ("obj", "obl", "conj") and sentence.words[head].upos == "VERB":
        return doer(sentence, head)
    return None


def doer(sentence: Sentence, v: int) -> int | None:
    """Who does what a verb tells: the subject; of a passive, and of "the blocking of it by X", its agent."""
    if not passive(sentence, v):
        named = gerund(sentence, v) and cases(sentence, v) and not sentence.children(v, "nsubj", "aux")
        by = [c for c in sentence.children(v, "obl") if "by" in cases(sentence, c)] if named else []
        return by[0] if by and sentence.words[by[0]].upos == "PROPN" else subject(sentence, v)
    agents = [c for c in sentence.children(v, "obl", "nmod") if "by" in cases(sentence, c)]
    if agents:
        return agents[0]
    for o in sentence.children(v, "obl"):  # "criticized in front of the camera by X"
        for c in sentence.subtree(o):
            if c > o and sentence.words[c].relation in ("nmod", "obl") and "by" in cases(sentence, c):
                return c
    return None


def undergoer(sentence: Sentence, v: int) -> tuple[int, ...]:
    """To whom or what it is done: the objects; of a passive the subject."""
    if not passive(sentence, v):
        return objects(sentence, v)
    if sentence.words[v].relation == "amod":
        return (sentence.words[v].head,)
    found = subject(sentence, v)
    return () if found is None else (found,)


Oblique = tuple[int, frozenset[str]]


def obliques(sentence: Sentence, i: int) -> list[Oblique]:
    """Phrases with a preposition below a word, and below its objects, where parsers hang them too.

    Each with its prepositions; for a relative pronoun stands what it is about ("the deal from which …").
    """
    found = list(sentence.children(i, "obl", "nmod"))
    if sentence.words[i].upos in ("VERB", "AUX"):
        for o in undergoer(sentence, i):
            for noun in (o, *sentence.children(o, "conj")):
                found.extend(c for c in sentence.children(noun, "nmod", "obl") if c > i)
        for adverb in sentence.children(i, "advmod"):  # "closer to a deal"
            found.extend(c for c in sentence.children(adverb, "obl") if c > i)
    for c in list(found):
        if c > i and lemma(sentence, c) not in listed("borders"):
            found.extend(d for d in sentence.children(c, "nmod") if d > c)
    for c in sentence.children(i, "xcomp", "acl", "conj"):
        if sentence.words[c].upos in ("NOUN", "PROPN"):
            found.extend(sentence.children(c, "nmod"))
    return [(antecedent(sentence, c, sentence.words[c].head), frozenset(cases(sentence, c))) for c in found]


def core(sentence: Sentence, i: int) -> int:
    """The noun itself behind a number or a kind: "troops" of "thousands of troops"."""
    for _ in range(2):
        if lemma(sentence, i) not in listed("partitives"):
            return i
        below = [c for c in sentence.children(i, "nmod") if "of" in cases(sentence, c)]
        if not below:
            return i
        i = below[0]
    return i


def outer(sentence: Sentence, i: int) -> int:
    """The number or kind of an act, as it stands for the act in its clause: "rounds" of "rounds of talks"."""
    for _ in range(3):
        word = sentence.words[i]
        head = word.head
        if head < 0:
            return i
        marks = cases(sentence, i) if word.relation == "nmod" else ()
        counted = ("of" in marks and lemma(sentence, head) in listed("partitives")) or (
            "in" in marks and sentence.words[head].upos in ("SYM", "NUM")  # "$5 million in aid"
        )
        listed_too = word.relation == "conj" and sentence.words[head].upos in ("NOUN", "PROPN")
        if not (counted or listed_too):
            return i
        i = head
    return i


def complements(sentence: Sentence, i: int) -> list[int]:
    """Clauses that say what is asked, promised or said, behind the word."""
    return [c for c in sentence.children(i, "xcomp", "ccomp", "advcl", "acl") if c > i and _content(sentence, c)]


def _content(sentence: Sentence, c: int) -> bool:
    word = sentence.words[c]
    if word.deprel == "acl:relcl":
        return False
    if word.relation in ("xcomp", "ccomp"):
        return True
    marks = cases(sentence, c)
    return infinitive(sentence, c) or "that" in marks or "for" in marks
