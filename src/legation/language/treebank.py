"""CoNLL-U files read anew: their words stay, their tags, lemmas and trees are the model's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from legation.language.model import Analysis, Model
from legation.language.pieces import LONGEST

COLUMNS = 10
TOGETHER = 1000
"""Sentences read at once: enough for full batches of like length, few enough to hold."""


@dataclass(slots=True)
class Block:
    """One sentence of a file: its comments, and its lines with columns in order; ``at`` are those of words."""

    comments: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return [self.rows[i][1] for i in self.at]

    def annotated(self, read: Analysis) -> str:
        """The sentence's lines with UPOS, lemma, features, head and relation as they were read."""
        for k, i in enumerate(self.at):
            head = str(read.heads[k] + 1)
            tags = read.lemmas[k], read.upos[k], "_", read.feats[k] or "_", head, read.relations[k], "_"
            self.rows[i][2:9] = [cell or "_" for cell in tags]
        return "".join(f"{line}\n" for line in (*self.comments, *map("\t".join, self.rows), ""))


def annotated(lines: Iterable[str], model: Model) -> Iterator[str]:
    """Each sentence of a CoNLL-U file with the model's UPOS, lemma, features, head and relation.

    Comments, ranges such as ``1-2`` and the last column stay; language-specific tags and the enhanced graph with
    its empty nodes, which the model doesn't read, are dropped. Raises ValueError with the number of a line that
    is no CoNLL-U.
    """
    waiting = blocks(lines)
    while batch := list(islice(waiting, TOGETHER)):
        for block, read in zip(batch, _read([b.words for b in batch], model), strict=True):
            yield block.annotated(read)


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """The sentences of a file. Raises ValueError where a line is no row of ten columns in order."""
    block = Block()
    for number, line in enumerate(lines, 1):
        line = line.rstrip("\r\n")
        if line.strip():
            _add(block, line, number)
        elif block.at:
            yield block
            block = Block()
    if block.at:
        yield block


def _add(block: Block, line: str, number: int) -> None:
    if line.startswith("#"):
        block.comments.append(line)
        return
    row = line.split("\t")
    if len(row) != COLUMNS:
        raise ValueError(f"line {number}: has {len(row)} columns where CoNLL-U has {COLUMNS}")
    if "." in row[0]:
        return  # an empty node
    if "-" not in row[0]:
        if row[0] != str(len(block.at) + 1):
            raise ValueError(f"line {number}: word {row[0]!r} comes where word {len(block.at) + 1} is expected")
        if not row[1].strip():
            raise ValueError(f"line {number}: the word's form is missing")
        block.at.append(len(block.rows))
    block.rows.append(row)


def _read(sentences: Sequence[list[str]], model: Model) -> Iterator[Analysis]:
    """Each sentence's analysis; one that is too long for the encoder is read in parts."""
    parts = [list(_fitting(words, model)) for words in sentences]
    read = iter(model.read([part for whole in parts for part in whole]))
    for whole in parts:
        yield _joined([next(read) for _ in whole])


def _fitting(words: list[str], model: Model) -> Iterator[list[str]]:
    if len(words) == 1 or model.pieces.count(words) <= LONGEST:
        yield words
    else:
        yield from _fitting(words[: len(words) // 2], model)
        yield from _fitting(words[len(words) // 2 :], model)


def _joined(parts: list[Analysis]) -> Analysis:
    """One analysis of several parts: the roots of later ones hang on the first as parataxis."""
    first, *later = parts
    root = first.heads.index(-1)
    for part in later:
        start = len(first.heads)
        first.heads.extend(root if h < 0 else h + start for h in part.heads)
        first.relations.extend(
            "parataxis" if h < 0 else r for h, r in zip(part.heads, part.relations, strict=True)
        )
        first.upos.extend(part.upos)
        first.feats.extend(part.feats)
        first.lemmas.extend(part.lemmas)
    return first
