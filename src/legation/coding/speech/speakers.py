"""Who says it: the words for the speaker of a cue, and the actor they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.speech.attributions import goes_on
from legation.coding.speech.cues import Cue
from legation.coding.speech.extents import dateline
from legation.coding.speech.page import Page
from legation.coding.speech.words import CLOSING, doubts, listed, marks
from legation.coding.stance.clauses import subject
from legation.language.sentence import Sentence
from legation.nouns import Span

LASTS = 3  # sentences after which "the statement" is another one


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something. ``actor`` is None where the words (``span``) stand for nobody who is known.

    ``doubt`` is a factor for the certainty; ``paper`` holds where a writing speaks.
    """

    actor: str | None
    span: Span | None
    doubt: float = 1.0
    paper: bool = False
    first: bool = False


NOBODY = Speaker(None, None)


def speaker(page: Page, cue: Cue) -> Speaker:
    """The speaker of a cue, as its own sentence tells."""
    sentence = page.draft.sentences[cue.sentence]
    word = speaker_word(page, sentence, cue)
    return NOBODY if word is None else named(page, sentence, word)


def speaker_word(page: Page, sentence: Sentence, cue: Cue) -> int | None:
    """The word for who says it."""
    head = cue.head
    if cue.pos == "P":
        above = sentence.words[head].head
        return above if above > head else next(iter(sentence.children(head, "obl", "nmod", "obj")), None)
    if cue.pos == "N":
        owner = next(iter(sentence.children(head, "nmod:poss")), None)
        return owner if owner is not None else _by(sentence, head, ("by", "from", "of"))
    if "as" in marks(sentence, head) and sentence.words[head].text.endswith("ing"):
        return _quoted_one(sentence, head)
    if _passive(sentence, head):
        return _by(sentence, head, ("by",))
    if cue.pos == "V" and goes_on(page, sentence, cue):
        over = set(sentence.ancestors(head))
        main = next((c for c in reversed(page.cues[sentence.index]) if c.head in over and c.takes("that")), None)
        if main is not None and main.pos == "V":
            return speaker_word(page, sentence, main)
    inverted = _inverted(sentence, cue)
    if inverted is not None:
        return inverted
    found_one = subject(sentence, head)
    own = _level(page, sentence, head)
    if found_one is not None and _level(page, sentence, found_one) != own:  # "X said, “Y will …”, adding"
        found_one = _outside(page, sentence, cue)
    if found_one is not None and found_one < (first := dateline(sentence)):
        places = (_mentioned(page, sentence, i) for i in range(first, cue.head))
        found_one = next((i for i in places if i is not None), None)
    if found_one is not None and sentence.words[head].relation == "acl":
        found_one = _agent(page, sentence, head, found_one)
    if found_one is None and cue.pos == "V":
        found_one = _beside(page, sentence, cue)
    return found_one


def _outside(page: Page, sentence: Sentence, cue: Cue) -> int | None:
    """Who speaks where the tree has a subject of the quoted words: another subject, else of the cue before."""
    own = _level(page, sentence, cue.head)
    subjects = [s for s in sentence.children(cue.head, "nsubj") if _level(page, sentence, s) == own]
    before = [c for c in page.cues[sentence.index] if c.head < cue.head and _level(page, sentence, c.head) == own]
    if subjects or not before:
        return next(iter(subjects), None)
    return speaker_word(page, sentence, before[-1])


def _level(page: Page, sentence: Sentence, i: int) -> int | None:
    """The quotation that a word stands in."""
    return page.quote_at(sentence.words[i].start)


def _agent(page: Page, sentence: Sentence, head: int, noun: int) -> int:
    """The noun that a participle hangs on, or the clause's subject where that noun can't speak."""
    if page.draft.mention_at(sentence, noun) is not None or sentence.words[noun].lemma.lower() in listed("papers"):
        return noun
    verb = next((a for a in sentence.ancestors(noun) if sentence.words[a].upos == "VERB"), None)
    main = subject(sentence, verb) if verb is not None else None
    known = main is not None and page.draft.mention_at(sentence, main) is not None
    return main if known and main is not None else noun


def _quoted_one(sentence: Sentence, head: int) -> int | None:
    """Who is quoted: the object or subject of the verb before "as saying", wherever the tree hangs that."""
    for verb in range(head - 1, -1, -1):
        if sentence.words[verb].upos == "VERB":
            told = [c for c in sentence.children(verb, "nsubj", "obj", "iobj") if c < head]
            if not _passive(sentence, verb):  # wherever the tree hangs that too
                between = (i for i in range(verb + 1, head) if sentence.words[i].upos in ("PROPN", "NOUN", "PRON"))
                tops = (i for i in between if not verb < sentence.words[i].head < head)
                told += [i for i in tops if not sentence.children(i, "case")]
            return max(told, default=None)
    return None


def _inverted(sentence: Sentence, cue: Cue) -> int | None:
    """The noun behind a cue that follows a quotation at once: "“…,” read the letter"."""
    i = cue.words[0]
    if cue.pos != "V" or i == 0 or sentence.words[i - 1].text not in CLOSING or sentence.children(i, "nsubj"):
        return None
    return next((c for c in sentence.children(i, "obj") if c > i), None)


def _passive(sentence: Sentence, i: int) -> bool:
    """Whether a verb tells what is done to its subject: "was told", "when asked"."""
    word = sentence.words[i]
    openers = (sentence.words[c].lemma.lower() for c in sentence.children(i, "advmod", "mark"))
    opened = not {"when", "if", "as"}.isdisjoint(openers)
    bare = word.relation == "advcl" and word.has("Tense=Past") and not sentence.children(i, "nsubj", "aux")
    return bool(sentence.children(i, "nsubj:pass", "aux:pass") or (bare and opened))


def _by(sentence: Sentence, i: int, prepositions: tuple[str, ...]) -> int | None:
    for child in sentence.children(i, "obl", "nmod", "nsubj"):
        if sentence.words[child].deprel == "obl:agent" or marks(sentence, child) & set(prepositions):
            return child
    return None


def _beside(page: Page, sentence: Sentence, cue: Cue) -> int | None:
    """The actor beside a cue, where the tree has no subject: behind it after a quotation, else before it."""
    i = cue.words[0] - 1
    if i >= 0 and sentence.words[i].text in CLOSING:
        return _mentioned(page, sentence, cue.end) or _mentioned(page, sentence, cue.end + 1)
    while i >= 0 and sentence.words[i].upos in ("AUX", "ADV", "PART"):
        i -= 1
    if i > 0 and sentence.words[i].text == ",":  # "X, who …, said"
        who = [k for k in range(max(0, i - 30), i) if sentence.words[k].text.lower() in listed("relative")]
        i = next((k - 2 for k in reversed(who) if k > 1 and sentence.words[k - 1].text == ","), i - 1)
    return _mentioned(page, sentence, i)


def _mentioned(page: Page, sentence: Sentence, i: int) -> int | None:
    """The head of the mention at a word; a possessive is nobody who acts."""
    if not 0 <= i < len(sentence.words) or sentence.words[i].deprel == "nmod:poss":
        return None
    mention = page.draft.mention_at(sentence, i)
    return mention.head if mention is not None else None


def named(page: Page, sentence: Sentence, i: int) -> Speaker:
    """The speaker that a word stands for: an actor, whoever issued a paper, the first person, or nobody known."""
    word = sentence.words[i]
    lower = word.text.lower()
    if word.upos == "PRON" and (lower in listed("first") or lower in listed("first plural")):
        return Speaker(None, Span.of(page.text, word.start, word.end), first=True)
    mention = page.draft.mention_at(sentence, i)
    paper = mention is None and word.lemma.lower() in listed("papers")
    span = _phrase(page, sentence, i)
    doubt = doubts("who").get(word.text.lower(), 1.0) if mention is None else 1.0
    if mention is not None:
        return Speaker(mention.actor, span)
    if paper and (issuer := issued(page, sentence, i) or _before(page, sentence, i)) is not None:
        return Speaker(issuer.actor, issuer.span or span, issuer.doubt, True)
    title = not sentence.children(i, "det", "nmod:poss") and not word.has("Number=Plur")
    for child in sentence.children(i, "appos", "flat", *(("conj",) if title else ())):  # "Comedian and friend X"
        if (beside := page.draft.mention_at(sentence, child)) is not None:
            return Speaker(beside.actor, beside.span)
    return Speaker(None, span, doubt, paper)


def issued(page: Page, sentence: Sentence, i: int) -> Speaker | None:
    """Whoever a paper speaks for: its owner, its writer, or who released it."""
    issuing = [c for c in sentence.children(i, "acl") if sentence.words[c].has("VerbForm=Part")]
    agents = [agent for c in issuing if (agent := _by(sentence, c, ("by", "from"))) is not None]
    for child in (*sentence.children(i, "nmod:poss", "compound", "amod", "nmod", "obl"), *agents):
        cases = marks(sentence, child)
        owns = sentence.words[child].deprel in ("nmod:poss", "compound", "amod")
        if not owns and not cases & {"by", "from", "of"}:
            continue
        mention = page.draft.mention_at(sentence, child)
        if mention is not None:
            return Speaker(mention.actor, mention.span)
    head = sentence.words[i].head
    if (
        head >= 0
        and sentence.words[i].relation in ("obj", "obl", "nsubj:pass")
        and "according" not in marks(sentence, i)  # "died, according to a statement"
        and sentence.words[head].upos == "VERB"
    ):
        who = _by(sentence, head, ("by",)) if _passive(sentence, head) else subject(sentence, head)
        mention = page.draft.mention_at(sentence, who) if who is not None and who != i else None
        if mention is not None:
            return Speaker(mention.actor, mention.span)
    return None


def _before(page: Page, sentence: Sentence, i: int) -> Speaker | None:
    """Whoever issued "the statement" where it was told of first, a few sentences before."""
    if not any(sentence.words[c].text.lower() == "the" for c in sentence.children(i, "det")):
        return None
    paper = sentence.words[i].lemma
    for earlier in reversed(page.draft.sentences[max(sentence.index - LASTS, 0) : sentence.index]):
        for k, word in enumerate(earlier.words):
            if word.lemma == paper and (issuer := issued(page, earlier, k)) is not None:
                return issuer
    return None


def _phrase(page: Page, sentence: Sentence, i: int) -> Span:
    """The noun phrase around a word, with what explains it: "X, the envoy of Y"."""
    inside = set(sentence.subtree(i))
    for child in sentence.children(i, "acl:relcl", "case", "mark", "cop", "cc", "parataxis", "advcl", "punct"):
        inside.difference_update(sentence.subtree(child))
    for child in sentence.children(i, "acl"):  # "officials, speaking in private"
        if (first := min(sentence.subtree(child))) and sentence.words[first - 1].text == ",":
            inside.difference_update(sentence.subtree(child))
    for child in sentence.children(i, "punct"):
        inside.add(child)
    for child in sentence.children(i, "nmod", "obl"):  # "police on Thursday"
        if page.time_at(sentence.words[child].start) is not None:
            inside.difference_update(sentence.subtree(child))
    low = high = i
    while low - 1 in inside:
        low -= 1
    while high + 1 in inside:
        high += 1
    while high > i and sentence.words[high].upos == "PUNCT":
        high -= 1
    while low < i and sentence.words[low].upos == "PUNCT":
        low += 1
    return page.draft.span(sentence, low, high + 1)
