"""How well the record's actors gather their mentions, against GUM's coreference (Zeldes 2017).

    python -m benchmarks.coreference --data FILE.conllu --genres news speech

MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e (Luo 2005) and their mean, counted over all
documents as the reference scorer does (Pradhan et al. 2014). Entities are GUM's persons, organisations, and the
places that the tables know as states. A state as a mere place ("in Peru"), "you", and "I" and "we" outside
quotations are no mentions for the record, which costs recall by design. Mentions are compared by their head in
GUM's tree; an actor's are names, role nouns and pronouns (``Draft.mentions``), less relative pronouns and
adjectives, which GUM doesn't mark. What is mentioned once is dropped on both sides. ``pronouns``: the third-person
ones whose entity has a name in the document; right where the actor that they are given to has a name of that
entity among its mentions.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.score import Counts
from legation.knowledge import Knowledge
from legation.language import conllu
from legation.reader import Reader

GENRES = ("bio", "court", "interview", "news", "speech")  # of those with an open licence, the most like news

Place = tuple[int, int, int]  # sentence, head word, and how many mentions of others inside have the same head
Mention = tuple[int, int, int, str]  # sentence, words [start, end), and whose
Clusters = Sequence[frozenset[Place]]
Document = Sequence[conllu.Sentence]


def muc(ours: Clusters, theirs: Clusters) -> tuple[float, int]:
    """Links kept, of all: a cluster has one less than mentions; one is lost for each cut on the other side."""
    return sum(len(a & b) - 1 for a in ours for b in theirs if a & b), sum(len(a) - 1 for a in ours)


def b_cubed(ours: Clusters, theirs: Clusters) -> tuple[float, int]:
    """Over all mentions, the share of its cluster that each is with on the other side too."""
    return sum(len(a & b) ** 2 / len(a) for a in ours for b in theirs), sum(map(len, ours))


def ceaf_e(ours: Clusters, theirs: Clusters) -> tuple[float, int]:
    """Clusters paired one to one so that the sum of their likenesses, 2|a∩b| / (|a|+|b|), is greatest."""
    rows, columns = sorted((ours, theirs), key=len)
    return assignment([[2 * len(a & b) / (len(a) + len(b)) for b in columns] for a in rows]), len(ours)


def assignment(weights: Sequence[Sequence[float]]) -> float:
    """The greatest sum of weights, one of each row and no two of a column, where no more rows than columns are:
    the Hungarian method (Kuhn 1955), which adds row after row by the cheapest chain of exchanges."""
    width = len(weights[0]) if weights else 0
    of_row, of_column = [0.0] * (len(weights) + 1), [0.0] * (width + 1)
    taken = [0] * (width + 1)  # the row of each column, 0 for none; column 0 is where a new row waits
    for taken[0] in range(1, len(weights) + 1):
        least, before, at, left = [float("inf")] * (width + 1), [0] * (width + 1), 0, set(range(1, width + 1))
        while taken[at]:
            for c in left:
                cost = -weights[taken[at] - 1][c - 1] - of_row[taken[at]] - of_column[c]
                if cost < least[c]:
                    least[c], before[c] = cost, at
            at = min(left, key=lambda c: least[c])
            step = least[at]
            for c in range(width + 1):
                if c in left:
                    least[c] -= step
                else:
                    of_row[taken[c]] += step
                    of_column[c] -= step
            left.remove(at)
        while at:
            taken[at], at = taken[before[at]], before[at]
    return sum(weights[row - 1][c] for c, row in enumerate(taken[1:]) if row)


def entities(document: Document) -> list[Mention]:
    """The mentions of GUM's entities that may be actors, from its brackets; discontinuous ones are left out."""
    kinds: dict[str, str] = {}
    mentions: list[Mention] = []
    for number, sentence in enumerate(document):
        opened: dict[str, list[int]] = defaultdict(list)
        for i, word in enumerate(sentence.words):
            for bracket in re.findall(r"\(?[^()]+\)?", word.misc.get("Entity", "")):
                who, _, rest = bracket.strip("()").partition("-")
                if bracket.startswith("("):
                    opened[who].append(i)
                    kinds.setdefault(who, rest.partition("-")[0])
                if bracket.endswith(")") and opened[who] and "[" not in who:
                    mentions.append((number, opened[who].pop(), i + 1, who))
    states = {who for s, a, b, who in mentions if _state(" ".join(w.form for w in document[s].words[a:b]))}
    fit = {"person": set(kinds), "organization": set(kinds), "place": states}
    return [m for m in mentions if m[3] in fit.get(kinds[m[3]], ())]


def _state(name: str) -> bool:
    found = Knowledge.load().country(name)
    return found is not None and found.form in ("name", "metonym")  # a capital is a town


def actors(document: Document, reader: Reader) -> list[Mention]:
    """The mentions of the record's actors, in GUM's words."""
    text, offsets = conllu.raw(document)
    at = {c: (s, i) for s, row in enumerate(offsets) for i, (a, b) in enumerate(row) for c in range(a, b)}
    mentions: list[Mention] = []
    for mention in reader.draft(text).mentions:
        (sentence, start), (last, end) = at[mention.span.start], at[mention.span.end - 1]
        words = document[sentence].words
        end = end + 1 if last == sentence else len(words)
        word = words[_head(words, start, end)]
        if word.upos != "ADJ" and "PronType=Rel" not in word.feats:
            mentions.append((sentence, start, end, mention.actor))
    return mentions


def placed(mentions: Iterable[Mention], document: Document) -> dict[Place, str]:
    """Whose mention is where: of "Peru" and "Peru and Chile", which have one head, the shorter counts first."""
    out: dict[Place, str] = {}
    for sentence, start, end, who in sorted(mentions, key=lambda m: m[2] - m[1]):
        at, depth = _head(document[sentence].words, start, end), 0
        while out.setdefault((sentence, at, depth), who) != who:
            depth += 1
    return out


def _head(words: Sequence[conllu.Word], start: int, end: int) -> int:
    return next(i for i in range(start, end) if not start < words[i].head <= end)


def clusters(places: dict[Place, str]) -> Clusters:
    """The places of each who has at least two."""
    together: dict[str, set[Place]] = defaultdict(set)
    for place, who in places.items():
        together[who].add(place)
    return [frozenset(c) for c in together.values() if len(c) > 1]


def pronouns(gold: dict[Place, str], found: dict[Place, str], document: Document) -> Counts:
    """Third-person pronouns of named entities: those given to the right actor, to any actor, all."""
    word = {p: document[p[0]].words[p[1]] for p in gold if p[2] == 0}
    names: dict[str, set[str | None]] = defaultdict(set)
    for place in (p for p in word if word[p].upos == "PROPN"):
        names[gold[place]].add(found.get(place))
    asked = [p for p in word if {"Person=3", "PronType=Prs"} <= set(word[p].feats.split("|")) and gold[p] in names]
    given = [p for p in asked if p in found]
    return Counts(sum(found[p] in names[gold[p]] for p in given), len(given), len(asked))


def harmonic(sides: Sequence[Sequence[float]]) -> float:
    """F1 in percent from the parts and wholes of recall and of precision."""
    recall, precision = (100 * part / whole if whole else 0.0 for part, whole in sides)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def score(path: Path, reader: Reader, genres: Sequence[str] = GENRES) -> dict[str, float]:
    """F1 of each measure and their mean; how many pronouns are right, of all and of the resolved. In percent."""
    measures, right = {"MUC": muc, "B-cubed": b_cubed, "CEAF-e": ceaf_e}, Counts()
    sides = {name: np.zeros((2, 2)) for name in measures}
    for document in conllu.documents(conllu.read(path)):
        if document[0].genre in genres:
            gold, found = placed(entities(document), document), placed(actors(document, reader), document)
            right += pronouns(gold, found, document)
            ours, theirs = clusters(gold), clusters(found)
            for name, measure in measures.items():
                sides[name] += [measure(ours, theirs), measure(theirs, ours)]
    f1 = {name: harmonic(side.tolist()) for name, side in sides.items()}
    mean = sum(f1.values()) / len(f1)
    return f1 | {"CoNLL": mean, "pronouns": right.recall, "pronouns, resolved": right.precision}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ud_gum/en_gum-ud-dev.conllu"))
    parser.add_argument("--genres", nargs="+", default=GENRES, metavar="GENRE")
    args = parser.parse_args()
    for name, value in score(args.data, Reader(), args.genres).items():
        print(f"{name:18}  {value:5.1f}")


if __name__ == "__main__":
    main()
