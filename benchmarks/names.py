"""Names against Universal NER's labels (person, organisation, location), with the shipped int8 weights.

``python -m benchmarks.names --data FILE.iob2``. A name is found where span and kind are right; the model's
other kinds (groups, events, agreements) have no label there and are left out. A third of the documents of EWT's
development part, by a hash of their names, is kept aside from training (``--part test``).
"""

import argparse
import re
from pathlib import Path

from benchmarks.score import Counts, bucket, show
from legation.language import Language

_KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}

Labelled = tuple[list[str], set[tuple[int, int, str]]]


def part(sentence: str) -> str:
    """``test`` for one document of three; ``sentence`` is an id such as ``weblog-name-0012``."""
    document = sentence.rpartition("-")[0]
    return "test" if bucket(document, 3) == 0 else "dev"


def read(path: Path, which: str = "all") -> list[Labelled]:
    """Sentences of words, and their names as (start, end, kind); of one ``part`` or of all."""
    out = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        id = re.search(r"# sent_id = (.+)", block)
        if which != "all" and id and part(id[1]) != which:
            continue
        rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
        tags = [r[2] for r in rows]
        spans = set()
        for i, tag in enumerate(tags):
            if tag.startswith("B-") and tag[2:] in _KINDS:
                end = i + 1
                while end < len(tags) and tags[end] == f"I-{tag[2:]}":
                    end += 1
                spans.add((i, end, _KINDS[tag[2:]]))
        if rows:
            out.append(([r[1] for r in rows], spans))
    return out


def score(sentences: list[Labelled], language: Language) -> dict[str, Counts]:
    analyses = language.model.read([words for words, _ in sentences])
    total = dict.fromkeys([*_KINDS.values(), "all"], Counts())
    for (_, gold), analysis in zip(sentences, analyses, strict=True):
        found = {(n.start, n.end, n.kind) for n in analysis.names if n.kind in _KINDS.values()}
        for kind in total:
            ours, theirs = ({s for s in spans if kind in ("all", s[2])} for spans in (found, gold))
            total[kind] += Counts(len(ours & theirs), len(ours), len(theirs))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/ner/uner_ewt/en_ewt-ud-dev.iob2"))
    parser.add_argument("--part", choices=("dev", "test", "all"), default="all")
    args = parser.parse_args()
    show(score(read(args.data, args.part), Language.load()))


if __name__ == "__main__":
    main()
