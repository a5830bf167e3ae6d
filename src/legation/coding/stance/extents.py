"""How far a condition clause reaches, and what it hangs on."""

from legation.coding.stance.words import listed
from legation.language.sentence import Sentence

OPENING, CLOSING = '“‘«"', '”’»"'
EDGE = {*",.;:–—-!?…", *OPENING, *CLOSING, "...", "--"}
ASIDES = {"obl", "advcl", "parataxis", "ccomp", "discourse", "dep"}  # behind a comma they leave the clause


def end_of(sentence: Sentence, begin: int, head: int, later: list[int]) -> int:
    """One past the clause's last word: its subtree as far as it is unbroken, within its quotation.

    Words before its head are its own whatever the tree says: parsers hang its subject on the main clause.
    """
    inside = set(sentence.subtree(head))
    i = begin
    depth = 0
    while i < len(sentence.words):
        text = sentence.words[i].text
        if text in OPENING and not (text in CLOSING and depth):
            depth += 1
        elif text in CLOSING and not _apostrophe(sentence, i):
            if not depth:
                break
            depth -= 1
        if i > head and i not in inside and not _bridge(sentence, i, inside):
            break
        if (i in later and _coordinated(sentence, i)) or (i > head and _leaves(sentence, i)):
            break
        i += 1
    while i > begin and (sentence.words[i - 1].text in EDGE or sentence.words[i - 1].upos == "CCONJ"):
        if sentence.words[i - 1].text in CLOSING and _opened(sentence, begin, i - 1):
            break
        i -= 1
    return i


def _leaves(sentence: Sentence, i: int) -> bool:
    """Whether a comma ends the clause: what follows is an aside or the main clause, and no list goes on."""
    if sentence.words[i].text != "," or i + 1 >= len(sentence.words):
        return False
    if sentence.words[i + 1].text.lower() in listed("breakers"):
        return True
    word = sentence.words[resumed(sentence, i)]
    late = word.relation == "nsubj" and word.head < i  # "…, according to the official" read as a subject
    return late or (word.relation in ASIDES and word.deprel != "obl:unmarked")


def resumed(sentence: Sentence, i: int) -> int:
    """The word by which what follows a comma hangs on what went before it."""
    node = i + 1
    while sentence.words[node].head > i:
        node = sentence.words[node].head
    return node


def fronted_end(sentence: Sentence, stop: int, governor: int) -> int:
    """Where a clause in front of its main clause ends: at the comma before that one's first word.

    Parsers often hang the second half of "if they leave and we stay, …" on the main clause, and an aside behind a
    comma ("if mistakes are made, even by friends, …").
    """
    words = sentence.words
    main = (
        [c for c in sentence.children(governor, "nsubj", "expl", "csubj") if stop < c] if stop < governor else []
    )
    if not main:
        return stop
    last = min(sentence.subtree(main[0])[0], main[0]) - 1
    between = words[stop:last]
    left = any(w.text.lower() in listed("breakers") or w.text in CLOSING or w.text == ";" for w in between)
    return stop if left or words[last].text != "," else last


def gerund(sentence: Sentence, i: int) -> int | None:
    """The gerund right behind a phrase, which parsers hang elsewhere: "in return for Iran | closing the plant"."""
    if (
        i < len(sentence.words)
        and sentence.words[i].upos == "VERB"
        and sentence.words[i].text.lower().endswith("ing")
    ):
        return i
    return None


def _apostrophe(sentence: Sentence, i: int) -> bool:
    return sentence.words[i].relation == "case"


def _opened(sentence: Sentence, begin: int, i: int) -> bool:
    """Whether the mark at ``i`` closes what opened in the clause."""
    return any(w.text in OPENING for w in sentence.words[begin:i])


def _bridge(sentence: Sentence, i: int, inside: set[int]) -> bool:
    """Punctuation and stray marks within a clause, which trees hang anywhere."""
    if sentence.words[i].upos != "PUNCT":
        return False
    following = next((j for j in range(i, len(sentence.words)) if sentence.words[j].upos != "PUNCT"), None)
    return following is not None and following in inside


def _coordinated(sentence: Sentence, start: int) -> bool:
    return start > 0 and sentence.words[start - 1].upos in ("CCONJ", "PUNCT")


def governor_of(sentence: Sentence, start: int, stop: int, head: int) -> int:
    """The nearest word above the clause that lies outside it."""
    for above in sentence.ancestors(head):
        if not start <= above < stop:
            return above
    return -1
