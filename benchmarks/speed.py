"""Words a second on one core: the whole of ``read`` beside the bare encoder, in the same run.

``python -m benchmarks.speed --data FILE.jsonl``. Both read the same reports; the bare encoder gets its batches
ready made, so that only the network is timed.
"""

import argparse
import json
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from legation.language import Language
from legation.nouns import Document
from legation.reader import Reader

ROUNDS = 3  # the best of three: other work on the machine only ever slows a run


def score(documents: list[Document], reader: Reader, language: Language) -> dict[str, float]:
    """Words a second of ``read`` and of the encoder, and the share of the one in the other."""
    sentences = [[w.text for w in s.words] for d in documents for s in language.read(d.text)]
    words = sum(map(len, sentences))
    batches = [language.model.pieces.batch([sentences[i] for i in g]) for g in language.model.batches(sentences)]
    encoder = words / _seconds(lambda: [language.model.encode(b) for b in batches])
    whole = words / _seconds(lambda: list(reader.read_many(documents)))
    return {"read": whole, "bare encoder": encoder, "share": whole / encoder}


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
    print(
        f"read {found['read']:,.0f} words/s, bare encoder {found['bare encoder']:,.0f}: {found['share']:.2f} of it"
    )


if __name__ == "__main__":
    main()
