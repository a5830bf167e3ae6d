"""One pass of the encoder over a batch of sentences, and what its heads say of each word."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from legation.exceptions import ModelError
from legation.language import lemmas
from legation.language.paths import paths
from legation.language.pieces import Batch, Pieces
from legation.language.sentence import Act, Mark, Name, NameKind, Told
from legation.language.session import session
from legation.language.spans import Tags, marks, topmost
from legation.language.trees import decode
from legation.language.words import unpacked

PIECES_A_BATCH = 700  # at most, padding with them
TO_BEGIN = 50  # pieces that are read in the time that it takes to begin a batch

PREFIXES = frozenset({"re", "pre", "de", "co", "un", "non", "counter", "over", "under", "out", "mis", "inter"})
PREDICATE, CUE, ACT = range(3)
SIDES = ("source", "target")
SOURCE, TARGET = 1, 2  # marks of their words where two parties are asked about
MARKED = ("names", "times", "cue", "act")
OUTPUTS = ("upos", "feats", "lemma", "predicate", *MARKED, "factuality", "arcs", "dep", "head", "words", "middle")
"""What the graph answers, each for every word (B, W, …), and what its lower layers say of every piece."""
WORDS, VECTORS = "words.npz", "words_quantized"
"""The file of the pieces' vectors, and their name in the graphs that take them."""
READING = (
    "boundaries.onnx",
    "reader.onnx",
    "encoder.bin",
    WORDS,
    "relations.onnx",
    "acts.onnx",
    "frames.onnx",
    "lower.onnx",
    "ends.onnx",
)
AGAIN = ["act", "status", "stance", "words"]
"""What the second reading answers."""
NEVER = -30.0  # the log of a probability of nothing
RELATED = 48
"""Words whose relations are scored at once: their scores then stay in the processor's cache."""
MAY_TELL = 0.3
"""How probable a word of an act must be for its sentence to be read again for acts; the others keep what the first
reading says."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was read of one sentence: a value a word, ``heads`` with -1 for the root.

    ``told``: each cue of saying or thinking with its sources and contents. ``acts``: the acts told. ``roles``: of
    each predicate asked for, its arguments. ``stances``: the acts that somebody declares for or against, and
    ``declared``, how probable it is of each word that it is of one; without words where a sentence was not read
    again. ``acting``: how probable it is of each word that it tells an act.
    """

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: tuple[Name, ...]
    times: tuple[Mark, ...]
    told: tuple[Told, ...]
    acts: tuple[Act, ...]
    factuality: tuple[float, ...]
    predicates: list[int]
    roles: tuple[tuple[Mark, ...], ...] = ()
    stances: tuple[Mark, ...] = ()
    declared: tuple[float, ...] = ()
    acting: tuple[float, ...] = ()


def weights_name(folder: Path) -> str:
    """A name for the weights in a folder, and the hash of those that reports are read with. Raises ModelError
    where one is missing."""
    try:
        weights = b"".join((folder / name).read_bytes() for name in READING)
    except OSError as error:
        raise ModelError(f"{folder}: cannot load the weights: {error}") from error
    return f"legation-en-{hashlib.sha256(weights).hexdigest()[:12]}"


class Model:
    """The packaged weights. ``name`` tells which: a name and the hash of the files that reports are read with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            self._labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            attested = json.loads(gzip.decompress((folder / "lemmas.json.gz").read_bytes()))
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder}: cannot load the weights: {error}") from error
        self.name = weights_name(folder)
        self._attested: dict[str, dict[str, str]] = attested
        self._lemmas = {upos: frozenset(forms.values()) for upos, forms in attested.items()}
        self._lemma_of = lru_cache(100_000)(self._lemma)
        self._feats = ["" if f == "_" else f for f in self._labels["feats"]]
        self.pieces = Pieces(folder / "tokenizer.json")
        self._vectors = {VECTORS: unpacked(folder / WORDS)}
        self._reader = session(folder / "reader.onnx", self._vectors)
        self._relations = session(folder / "relations.onnx")
        self._acts = session(folder / "acts.onnx")
        self._frames = session(folder / "frames.onnx")
        self.arguments = [
            *self._labels["roles"],
            *(f"{p}-{k}" for k in ("source", "content", "target") for p in "BI"),
        ]
        self._tags = {layer: Tags.of(self._labels[layer]) for layer in (*MARKED, "stance")}
        self._argument_tags = Tags.of(self.arguments)
        self.relations = self._labels["pair"]

    def read(
        self,
        sentences: Sequence[Sequence[str]],
        quoted: Sequence[Sequence[bool]] | None = None,
        predicates: Sequence[Sequence[int]] | None = None,
    ) -> list[Analysis]:
        """Reads sentences of words, each of at most ``pieces.LONGEST`` pieces; order is kept.

        ``quoted``: whether each word stands in quotation marks, where that is known. ``predicates``: the words of
        each sentence whose roles are asked for.
        """
        out: list[Analysis | None] = [None] * len(sentences)
        for group in self.batches(sentences):
            words = [sentences[i] for i in group]
            batch = self.pieces.batch(words, [quoted[i] for i in group] if quoted else ())
            asked = [predicates[i] for i in group] if predicates else []
            for i, analysis in zip(group, self._analyse(words, batch, asked), strict=True):
                out[i] = analysis
        return [a for a in out if a is not None]

    def relate(self, sentences: Sequence[Sequence[str]], marks: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """What the source does to the target in each sentence: scores (n, ``relations``), higher for likelier.

        ``marks``: of each word whether it is of the source (1), of the target (2) or of neither (0).
        """
        return self._paired("scores", sentences, marks)

    def features(self, sentences: Sequence[Sequence[str]], marks: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """What ``relate`` answers from, of each sentence (n, width): the means of the vectors of the source's,
        the target's and all words, and the highest value of each column."""
        return self._paired("features", sentences, marks)

    def _paired(
        self, output: str, sentences: Sequence[Sequence[str]], marks: Sequence[Sequence[int]]
    ) -> NDArray[np.float32]:
        rows: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(sentences)
        for group in self.batches(sentences):
            batch = self.pieces.batch([sentences[i] for i in group], marks=[marks[i] for i in group])
            (found,) = self._pairs.run([output], batch.feed(marked=True))
            for i, row in zip(group, found, strict=True):
                rows[i] = row
        return np.array(rows)

    @cached_property
    def _pairs(self) -> InferenceSession:
        """The encoder with its own change for pairs: a second one in memory, so it is loaded where it is asked."""
        return session(self._folder / "pairs.onnx", self._vectors)

    def encode(self, batch: Batch) -> dict[str, NDArray[Any]]:
        """The bare network's answers for one batch, by the names in OUTPUTS."""
        return dict(zip(OUTPUTS, self._reader.run(OUTPUTS, batch.feed()), strict=True))

    def lower(self, parts: Sequence[Sequence[str]]) -> list[NDArray[np.float32]]:
        """What the lower layers alone say of the first and last piece of each word of parts of a text, each
        (words, 2 * width)."""
        out: list[NDArray[np.float32]] = [np.empty(0, np.float32)] * len(parts)
        for group in self.batches(parts):
            batch = self.pieces.batch([parts[i] for i in group])
            (middle,) = self._lower.run(None, {"pieces": batch.pieces, "types": batch.types})
            for r, i in enumerate(group):
                first, last = batch.first[r, : len(parts[i])], batch.last[r, : len(parts[i])]
                out[i] = np.concatenate([middle[r, first], middle[r, last]], 1)
        return out

    @cached_property
    def _lower(self) -> InferenceSession:
        return session(self._folder / "lower.onnx", self._vectors)

    def batches(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Indices of sentences of like length, so put together that all are read in the least time: with little
        padding, in few batches."""
        sizes = [self.pieces.count(s) + 2 for s in sentences]
        order = sorted(range(len(sentences)), key=sizes.__getitem__)
        best = [(0, 0)]  # of so many of the shortest: the least pieces, and where the last batch begins
        for end, i in enumerate(order, 1):
            most = max(1, min(end, PIECES_A_BATCH // sizes[i]))
            starts = range(end - most, end)
            best.append(min((best[start][0] + (end - start) * sizes[i] + TO_BEGIN, start) for start in starts))
        end = len(order)
        while end:
            start = best[end][1]
            yield order[start:end]
            end = start

    def _analyse(
        self, sentences: Sequence[Sequence[str]], batch: Batch, asked: Sequence[Sequence[int]]
    ) -> Iterator[Analysis]:
        out = self.encode(batch)
        again = self._read_again(out, batch)
        lengths = [len(words) for words in sentences]
        heads = np.zeros_like(batch.first)
        for r, n in enumerate(lengths):
            heads[r, :n] = decode(out["arcs"][r, :n, : n + 1])
        rels = self._related(out["dep"], out["head"], heads, lengths)
        spans = {layer: marks(out[layer], lengths, self._tags[layer]) for layer in MARKED}
        stances = marks(out["stance"], lengths, self._tags["stance"])
        declared, acting = (1 - np.exp(out[layer][..., 0]) for layer in ("stance", "act"))
        marked = [dict(zip(MARKED, row, strict=True)) for row in zip(*spans.values(), strict=True)]
        trees = [(heads[r, :n] - 1, rels[r]) for r, n in enumerate(lengths)]
        frames = [
            [(topmost(m.start, m.end, h.__getitem__), kind) for kind, marks in told for m in marks]
            for told, (h, _) in zip(([(CUE, m["cue"]), (ACT, m["act"])] for m in marked), trees, strict=True)
        ]
        for frame, predicates in zip(frames, asked, strict=False):
            frame += [(i, PREDICATE) for i in predicates]
        arguments = self._arguments(out, trees, frames)
        for r, words in enumerate(sentences):
            n = len(words)
            upos = self._named("upos", out["upos"][r, :n])
            yield Analysis(
                upos,
                [self._feats[k] for k in out["feats"][r, :n].tolist()],
                list(map(self._lemma_of, words, upos, out["lemma"][r, :n].tolist())),
                trees[r][0].tolist(),
                self._named("rels", rels[r]),
                tuple(Name(m.start, m.end, cast(NameKind, m.kind)) for m in marked[r]["names"]),
                marked[r]["times"],
                tuple(Told(cue, next(arguments)) for cue in marked[r]["cue"]),
                tuple(self._act(act, next(arguments), heads[r] - 1, out, r) for act in marked[r]["act"]),
                tuple(out["factuality"][r, :n].tolist()),
                np.flatnonzero(out["predicate"][r, :n]).tolist(),
                tuple(next(arguments) for _ in asked[r]) if asked else (),
                stances[r],
                tuple(declared[r, :n].tolist()) if r in again else (),
                tuple(acting[r, :n].tolist()),
            )

    def _read_again(self, out: dict[str, NDArray[Any]], batch: Batch) -> frozenset[int]:
        """Sets the marks of acts, their status, what is declared and the words' vectors as the upper layers see
        them that were trained for who did what to whom, in the sentences of which a word tells of an act with a
        probability of MAY_TELL; which these are. Elsewhere the first reading's vectors stand: arguments are read
        from either."""
        likely = (1 - np.exp(out["act"][..., 0])) * (batch.first > 0)
        rows = np.flatnonzero(likely.max(1) >= MAY_TELL)
        out["status"] = np.zeros_like(batch.first)
        out["stance"] = np.full((*batch.first.shape, len(self._labels["stance"])), NEVER, dtype=np.float32)
        out["stance"][..., 0] = 0
        if len(rows):
            given = {"middle": out["middle"], "pieces": batch.pieces, "first": batch.first, "last": batch.last}
            found = self._acts.run(AGAIN, {k: v[rows] for k, v in given.items()})
            for name, values in zip(AGAIN, found, strict=True):
                out[name][rows] = values
        return frozenset(rows.tolist())

    def _act(
        self,
        trigger: Mark,
        found: tuple[Mark, ...],
        heads: NDArray[np.int64],
        out: dict[str, NDArray[Any]],
        row: int,
    ) -> Act:
        head = topmost(trigger.start, trigger.end, heads.__getitem__)
        labels = self._labels["act"]
        told = [labels.index(f"{p}-{trigger.kind}") for p in "BI"]
        probability = float(np.exp(out["act"][row, head, told]).sum())
        status = self._labels["status"][out["status"][row, head]]
        return Act(trigger, tuple(m for m in found if m.kind in SIDES), status, probability)

    def _related(
        self,
        dep: NDArray[np.float32],
        head: NDArray[np.float32],
        heads: NDArray[np.int64],
        lengths: Sequence[int],
    ) -> list[NDArray[np.int64]]:
        """The relations of each sentence's words to their heads, read as one sentence, which needs no padding."""
        rows, width, size = head.shape
        told = np.arange(heads.shape[1]) < np.array(lengths)[:, None]
        begun = np.arange(0, rows * width, width)[:, None]
        dep, heads, all_heads = dep[told][None], (heads + begun)[told][None], head.reshape(1, -1, size)
        rels: list[NDArray[np.int64]] = []
        for i in range(0, heads.shape[1], RELATED):
            part = slice(i, i + RELATED)
            given = {"dep": dep[:, part], "head": all_heads, "heads": heads[:, part]}
            rels.append(self._relations.run(None, given)[0][0])
        return np.split(np.concatenate(rels), np.cumsum(lengths)[:-1])

    def _named(self, layer: str, numbers: NDArray[np.int64]) -> list[str]:
        labels = self._labels[layer]
        return [labels[k] for k in numbers.tolist()]

    def _arguments(
        self,
        out: dict[str, NDArray[Any]],
        trees: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]],
        asked: Sequence[Sequence[tuple[int, int]]],
    ) -> Iterator[tuple[Mark, ...]]:
        """The arguments of each word asked for, in order; ``asked`` are words of each sentence and their kinds."""
        places = [r for r, told in enumerate(asked) for _ in told]
        used = {r: k for k, r in enumerate(dict.fromkeys(places))}
        if not used:
            return
        width = max(len(trees[r][0]) for r in used)
        words = out["words"][list(used), :width]
        row = [used[r] for r in places]
        at, kind = zip(*(word for told in asked for word in told), strict=True)
        branch, down, top = np.zeros((3, len(row), width), dtype=np.int64)
        for p, (r, i) in enumerate(zip(places, at, strict=True)):
            heads, relations = trees[r]
            n = len(heads)
            way = paths(heads.tolist(), relations.tolist(), i, len(self._labels["rels"]))
            branch[p, :n], down[p, :n], top[p, :n] = way
        given = {"row": np.array(row), "at": np.array(at), "kind": np.array(kind)}
        (scores,) = self._frames.run(None, given | {"words": words, "branch": branch, "down": down, "top": top})
        lengths = [len(trees[r][0]) for r in places]
        yield from marks(scores, lengths, self._argument_tags, [k == CUE for k in kind])

    def _lemma(self, word: str, upos: str, rule: int) -> str:
        """The lemma that the training trees attest for the word, else the one that the model's rule makes.

        Of a word with a prefix that they don't know ("re-ordered") it is the attested one of the rest.
        """
        known, lower = self._attested.get(upos, {}), word.lower()
        if lemma := known.get(lower):
            slip = lower == lemma + "ed" and lower.endswith("eed")  # "freed" is no "fre"
            return lemma + "e" if slip and lemma + "e" in self._lemmas[upos] else lemma
        prefix, hyphen, rest = lower.rpartition("-")
        if prefix in PREFIXES and (lemma := known.get(rest)):
            return prefix + hyphen + lemma
        made = lemmas.apply(self._labels["lemma"][rule], word)
        if lower.endswith("men") and made.endswith("me"):
            return made.removesuffix("me") + "man"  # "militiamen" are no "militiame"
        other = made.removesuffix("s").removesuffix("ie") + "y"  # "supplies" is no "supplie"
        known_lemmas = self._lemmas.get(upos, frozenset())
        wrong = made.endswith(("ie", "ies")) and made not in known_lemmas
        return other if wrong and other in known_lemmas else made
