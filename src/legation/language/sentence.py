"""A sentence as it was read: words with exact offsets, a tree over them, and what the encoder marked in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal, TypeVar, TypeVarTuple

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
NameKind = Literal["person", "organisation", "place", "group", "event", "agreement"]


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word (UD): "don't" is two. ``start`` and ``end`` are offsets in the document's text.

    ``head`` is the index in the sentence of the word it depends on, -1 for the root. ``feats`` is UD's
    string, such as ``Mood=Ind|Tense=Past|VerbForm=Fin``.
    """

    text: str
    start: int
    end: int
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str

    def has(self, feat: str) -> bool:
        """Whether a feature such as ``"Voice=Pass"`` holds."""
        return feat in self.feats.split("|")

    @property
    def relation(self) -> str:
        """The universal relation, without subtype: ``nsubj`` of ``nsubj:pass``."""
        return self.deprel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Name:
    """A named span: words ``[start, end)`` of its sentence."""

    start: int
    end: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span: words ``[start, end)`` of its sentence.

    ``kind`` is DATE, TIME, DURATION or SET of an expression of time; source, cue or content of what is said or
    thought; a PropBank role. ``continued``: it goes on from the sentence before.
    """

    start: int
    end: int
    kind: str
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A cue of saying or thinking, and its sources and contents."""

    cue: Mark
    arguments: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """What the encoder marks as an act: ``trigger``, whose kind is a type of PLOVER, its sources and targets,
    its status, and how probable it is that the words tell this act (0 … 1)."""

    trigger: Mark
    arguments: tuple[Mark, ...]
    status: str
    probability: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in order, and what is marked among them. ``index`` counts sentences of the document.

    ``times`` are expressions of time, ``told`` the cues of what is said or thought, ``acts`` who did what to whom.
    ``factuality`` tells of each word whether what it says happened, from -3 (surely not) to 3 (surely); it means
    something for verbs and nouns of events alone. ``stances`` are the acts that somebody declares for or against,
    by the stance; ``declared`` tells of each word how probable it is that it is of one (0 … 1), and has no words
    where nothing is known of that. ``acting``: how probable it is of each word that it tells an act.
    """

    index: int
    words: tuple[Word, ...]
    names: tuple[Name, ...] = ()
    times: tuple[Mark, ...] = ()
    told: tuple[Told, ...] = ()
    acts: tuple[Act, ...] = ()
    factuality: tuple[float, ...] = ()
    stances: tuple[Mark, ...] = ()
    declared: tuple[float, ...] = ()
    acting: tuple[float, ...] = ()
    _children: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)
    _answers: dict[tuple[Any, ...], Any] = field(init=False, default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head >= 0:
                below[word.head].append(i)
        object.__setattr__(self, "_children", tuple(map(tuple, below)))

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end

    @property
    def root(self) -> int:
        return next(i for i, w in enumerate(self.words) if w.head < 0)

    def children(self, i: int, *relations: str) -> tuple[int, ...]:
        """Words that depend on word ``i``, in order; only those of ``relations`` if any are given.

        A relation without subtype also matches its subtypes (``nsubj`` matches ``nsubj:pass``).
        """
        below = self._children[i]
        if not relations or not below:
            return below
        words = self.words  # the busiest lines of the coding stages: no property where it can be helped
        found = [
            c
            for c in below
            if (deprel := words[c].deprel) in relations
            or (":" in deprel and deprel.partition(":")[0] in relations)
        ]
        return tuple(found)

    def subtree(self, i: int) -> tuple[int, ...]:
        """Word ``i`` and all below it, in text order."""
        below = self._children
        out = [i]
        for node in out:  # which grows meanwhile
            out += below[node]
        return tuple(sorted(out))

    def ancestors(self, i: int) -> Iterator[int]:
        """The words above ``i``, nearest first."""
        head = self.words[i].head
        while head >= 0:
            yield head
            head = self.words[head].head


def remembered(ask: Callable[[Sentence, *Ts], T]) -> Callable[[Sentence, *Ts], T]:
    """``ask`` of a sentence, worked out once for each sentence and the rest that is asked with it. Its answer must
    depend on nothing else, and nobody may change it."""

    @wraps(ask)
    def answer(sentence: Sentence, *rest: *Ts) -> T:
        asked = (ask, *rest)
        answers = sentence._answers
        if asked not in answers:
            answers[asked] = ask(sentence, *rest)
        found: T = answers[asked]
        return found

    return answer
