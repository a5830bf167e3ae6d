"""Tags, lemmas and trees of gold-tokenised sentences, with the shipped int8 weights.

``python -m benchmarks.trees --data FILE.conllu``. UPOS and lemma accuracy, unlabelled and labelled attachment
(with subtypes) in percent of all words, punctuation included, as the CoNLL 2018 shared task counts.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from legation.language import Language, conllu


def score(sentences: Sequence[conllu.Sentence], language: Language) -> dict[str, float]:
    analyses = language.model.read([[w.form for w in s.words] for s in sentences])
    right = dict.fromkeys(["upos", "lemma", "uas", "las"], 0)
    total = 0
    for sentence, found in zip(sentences, analyses, strict=True):
        for i, word in enumerate(sentence.words):
            attached = found.heads[i] + 1 == word.head
            right["upos"] += found.upos[i] == word.upos
            right["lemma"] += found.lemmas[i] == word.lemma
            right["uas"] += attached
            right["las"] += attached and found.relations[i] == word.deprel
            total += 1
    return {k: 100 * v / total for k, v in right.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ud_ewt/en_ewt-ud-dev.conllu"))
    for name, value in score(list(conllu.read(parser.parse_args().data)), Language.load()).items():
        print(f"{name:6} {value:5.2f}")


if __name__ == "__main__":
    main()
