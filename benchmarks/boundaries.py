"""Tokens and sentences found in raw text.

``python -m benchmarks.boundaries --data FILE.conllu``. The text of each document is put together from its
sentences, a blank line between paragraphs. Tokens are surface tokens with exact offsets ("don't"), words are
syntactic words ("do", "n't").
"""

import argparse
import re
from pathlib import Path

from benchmarks.score import Counts, show
from legation.language import Language, conllu
from legation.language.boundaries import WORD, Offsets

_SPACE = re.compile(r"\s")


def tokens(words: Offsets, ends: list[bool]) -> set[tuple[int, int]]:
    """The tokens that words make up, from which of them end one."""
    out, start = set(), None
    for (first, last), end in zip(words, ends, strict=True):
        start = first if start is None else start
        if end:
            out.add((start, last))
            start = None
    return out


def score(path: Path, language: Language) -> dict[str, Counts]:
    total = dict.fromkeys(["tokens", "words", "sentences"], Counts())
    read = conllu.read(path)
    for text, gold in conllu.raw_documents(path):
        found = list(language.boundaries.split(text))
        inside = language.boundaries.labels(text) == WORD
        inside[[m.start() - 1 for m in _SPACE.finditer(text, 1)]] = False
        surface = {t for s in found for t in tokens(s, [not inside[b - 1] for _, b in s])}
        gold_surface = {t for s in gold for t in tokens(s, [w.token_end for w in next(read).words])}
        words, gold_words = ({w for s in part for w in s} for part in (found, gold))
        sentences, gold_sentences = ({(s[0][0], s[-1][1]) for s in part} for part in (found, gold))
        total["tokens"] += Counts(len(surface & gold_surface), len(surface), len(gold_surface))
        total["words"] += Counts(len(words & gold_words), len(words), len(gold_words))
        total["sentences"] += Counts(len(sentences & gold_sentences), len(sentences), len(gold_sentences))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ud_ewt/en_ewt-ud-dev.conllu"))
    show(score(parser.parse_args().data, Language.load()))


if __name__ == "__main__":
    main()
