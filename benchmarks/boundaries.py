"""Tokens and sentences found in raw text.

``python -m benchmarks.boundaries --data FILE.conllu``. The text of each document is put together from its
sentences, a blank line between paragraphs; words are syntactic words with exact offsets.
"""

import argparse
from pathlib import Path

from benchmarks.score import Counts, show
from legation.language import Language, conllu


def score(path: Path, language: Language) -> dict[str, Counts]:
    total = dict.fromkeys(["words", "sentences"], Counts())
    for text, gold in conllu.raw_documents(path):
        found = list(language.boundaries.split(text))
        words, gold_words = ({w for s in part for w in s} for part in (found, gold))
        sentences, gold_sentences = ({(s[0][0], s[-1][1]) for s in part} for part in (found, gold))
        total["words"] += Counts(len(words & gold_words), len(words), len(gold_words))
        total["sentences"] += Counts(len(sentences & gold_sentences), len(sentences), len(gold_sentences))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ud_ewt/en_ewt-ud-dev.conllu"))
    show(score(parser.parse_args().data, Language.load()))


if __name__ == "__main__":
    main()
