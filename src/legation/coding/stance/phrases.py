"""The words of an act: from its verb to the end of its core object."""

from legation.coding.stance.connectives import Clause
from legation.coding.stance.extents import resumed
from legation.coding.stance.words import listed, names_act
from legation.language.sentence import Sentence
from legation.nouns import Span

CORE = ("obj", "xcomp", "ccomp", "iobj", "compound:prt")
CLOSED = "”"
FAR = 7  # words: a longer subject tells more than the act
STOP = ("acl:relcl", "advcl", "parataxis", "appos", "punct")


def act_words(sentence: Sentence, act: int, clauses: tuple[Clause, ...]) -> tuple[int, int]:
    """The half-open range of the act's words, without its conditions. Never empty."""
    word = sentence.words[act]
    if word.upos in ("NOUN", "PROPN", "PRON", "ADJ"):
        start, end = _noun(sentence, act)
        being = (c for c in sentence.children(act, "cop") if c < act and sentence.words[c].text.lower() == "be")
        start = min([start, *being])  # "to be realistic"
    elif (patient := sentence.children(act, "nsubj")) and (
        sentence.children(act, "aux:pass") or _takes_place(sentence, act, patient[0])
    ):
        start, end = min(_noun(sentence, patient[0])[0], act), act + 1
        if act - start > FAR:
            start = act
    elif (thing := _patient(sentence, act)) is not None:
        start, end = _noun(sentence, thing)[0], _verb_end(sentence, act)
    else:
        start, end = act, _verb_end(sentence, act)
    end = next((i for i in range(act + 1, end) if _broken(sentence, i)), end)
    for clause in clauses:
        if act < clause.connective[0] < end:
            end = clause.connective[0]
        if start <= clause.connective[0] < act:
            start = act
    while end > act + 1 and sentence.words[end - 1].upos == "PUNCT" and sentence.words[end - 1].text not in ")]":
        end -= 1
    return start, max(end, act + 1)


def _takes_place(sentence: Sentence, act: int, thing: int) -> bool:
    """Whether the subject is the act, and the verb only says that it comes about: "the answer will come"."""
    return sentence.words[act].lemma.lower() in listed("happening") and names_act(sentence.words[thing])


def _patient(sentence: Sentence, act: int) -> int | None:
    """What a participle is to happen to: "wants the base closed"."""
    word = sentence.words[act]
    if word.relation != "xcomp" or not (word.has("VerbForm=Part") and word.has("Tense=Past")):
        return None
    objects = sentence.children(word.head, "obj")
    return next((o for o in objects if word.head < o < act and act - o <= FAR), None)


def _broken(sentence: Sentence, i: int) -> bool:
    """Whether an act ends at a word: at a closing quotation, or a comma after which no list goes on."""
    if sentence.words[i].text == "," and i + 1 < len(sentence.words):
        return sentence.words[resumed(sentence, i)].relation not in ("conj", "amod")
    return sentence.words[i].text in CLOSED


def _verb_end(sentence: Sentence, act: int) -> int:
    end = act + 1
    cores = [c for c in sentence.children(act, *CORE) if c > act]
    if not any(sentence.words[c].relation != "compound" for c in cores):
        oblique = [c for c in sentence.children(act, "obl") if c > act and not _temporal(sentence, c)]
        cores += oblique[:1]
    for c in cores:
        end = max(end, _extent(sentence, c))
    return end


def _temporal(sentence: Sentence, i: int) -> bool:
    return sentence.words[i].lemma.lower() in listed("calendar") or sentence.words[i].upos == "NUM"


def _extent(sentence: Sentence, i: int) -> int:
    """One past the last word of a phrase, without relative clauses and what follows a comma."""
    end = i + 1
    for c in sentence.children(i):
        if c < i:
            continue
        word = sentence.words[c]
        if word.deprel in STOP or word.relation in STOP:
            break
        before = sentence.subtree(c)[0] - 1
        if sentence.words[before].upos == "PUNCT" and word.relation != "conj":
            break
        end = max(end, _extent(sentence, c))
    return end


def _noun(sentence: Sentence, i: int) -> tuple[int, int]:
    start = i
    for c in [c for c in sentence.children(i, "amod", "compound", "nmod:poss", "nummod") if c < i]:
        start = min(start, c, *(sentence.subtree(c) if sentence.words[c].upos == "NUM" else ()))
    return start, _extent(sentence, i)


def stripped(span: Span) -> Span:
    """A span without the full stop that may stick to its last word; "U.S." keeps its own."""
    last = span.text.split()[-1]
    if len(last) > 2 and last.endswith(".") and "." not in last[:-1]:
        return Span(span.start, span.end - 1, span.text[:-1])
    return span


def unquoted(span: Span) -> Span:
    """A span without the quotation that it leaves open: "leave “without delay"."""
    opened = _opened(span.text)
    return Span(span.start, span.start + opened, span.text[:opened]) if opened > 0 else span


def _opened(text: str) -> int:
    """Where a quotation begins behind a blank that the text doesn't close; -1 where none does."""
    if text.rfind("“") > text.rfind("”"):
        return text.rfind(" “")
    return text.rfind(' "') if text.count('"') % 2 else -1
