"""Words a second on one core: the whole of ``read``, beside the bare encoder and beside spaCy, in one run.

``python -m benchmarks.speed --data FILE.jsonl``. All read the same reports. The bare encoder gets its batches
ready made, so that only the network is timed. spaCy's pipeline is a tagger, a parser and a recogniser of names
over its small convolutional network, of the sizes of ``en_core_web_sm``; its weights are untrained, which costs
no time. Last come the seconds that a new process takes to import the package, and to the end of its first record.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from legation.language import Language
from legation.nouns import Document
from legation.reader import Reader

ROUNDS = 3  # the best of three: other work on the machine only ever slows a run
FIRST = """import time; began = time.perf_counter()
import legation; print(time.perf_counter() - began)
legation.Reader().read("Peru rejected Chile's offer on Monday."); print(time.perf_counter() - began)"""
"""What a new process does that reads one report, and after how many seconds."""
TOK2VEC = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 96,
    "depth": 4,
    "embed_size": 2000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
TAGS, RELATIONS, NAMES = 50, 45, 18  # how many labels spaCy's small English pipelines tell apart


def score(documents: list[Document], reader: Reader, language: Language) -> dict[str, float]:
    """Words a second of ``read``, of the encoder and of spaCy, and the share of the first in the others."""
    sentences = [[[w.text for w in s.words] for s in language.read(d.text)] for d in documents]
    words = sum(len(s) for text in sentences for s in text)
    model = language.model
    batches = [model.pieces.batch([s[i] for i in group]) for s in sentences for group in model.batches(s)]
    encoder = words / _seconds(lambda: [model.encode(b) for b in batches])
    whole = words / _seconds(lambda: list(reader.read_many(documents)))
    found = {"read": whole, "bare encoder": encoder, "share": whole / encoder}
    if importlib.util.find_spec("spacy"):
        pipe = spacy_pipe()
        found["spaCy"] = words / _seconds(lambda: pipe([d.text for d in documents]))
        found["share of spaCy"] = whole / found["spaCy"]
    return found


def first() -> dict[str, float]:
    """Seconds that a new process takes to import the package, and until it has read its first report."""
    command = [sys.executable, "-c", FIRST]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(ROUNDS)]
    seconds = [list(map(float, run.stdout.split())) for run in runs]
    return dict(zip(("seconds to import", "to the first record"), map(min, *seconds), strict=True))


def spacy_pipe() -> Callable[[list[str]], list[object]]:
    """spaCy's convolutional pipeline with untrained weights, reading many texts in this process."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": TOK2VEC})
    pipes: list[Any] = [nlp.add_pipe(name) for name in ("tagger", "parser", "ner")]
    tagger, parser, names = pipes
    for i in range(TAGS):
        tagger.add_label(f"T{i}")
    for i in range(RELATIONS):
        parser.add_label(f"r{i}")
    for i in range(NAMES):
        names.add_label(f"N{i}")
    told = {"tags": ["T0", "T1"], "heads": [1, 1], "deps": ["r0", "ROOT"], "entities": [(0, 4, "N0")]}
    example = Example.from_dict(nlp.make_doc("Peru agreed"), told)
    nlp.initialize(lambda: [example])
    return lambda texts: list(nlp.pipe(texts))


def _seconds(job: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        job()
        times.append(time.perf_counter() - began)
    return min(times)


def documents(path: Path, limit: int) -> list[Document]:
    with path.open(encoding="utf-8") as lines:
        return [Document(json.loads(line)["text"]) for line in islice(lines, limit)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/news/tehran_times.jsonl"))
    parser.add_argument("--limit", type=int, default=60)
    args = parser.parse_args()
    found = score(documents(args.data, args.limit), Reader(), Language.load())
    for name, value in (found | first()).items():
        print(f"{name:20} {value:10,.2f}")


if __name__ == "__main__":
    main()
