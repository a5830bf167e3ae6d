"""Predicates and their roles against PropBank, with the shipped int8 weights.

``python -m benchmarks.roles --data FILE.jsonl``. ``predicates``: words that have a roleset. ``arguments``: exact
spans with their labels, of the predicates that the gold gives, as CoNLL 2005 counts (the verb itself left out).
"""

import argparse
import json
from pathlib import Path
from typing import Any

from benchmarks.score import Counts, show
from legation.language import Language

DATA = Path("../shared/data/srl_ewt/ewt-srl-dev.jsonl")


def score(rows: list[dict[str, Any]], language: Language) -> dict[str, Counts]:
    asked = [[p["idx"] for p in row["props"]] for row in rows]
    analyses = language.model.read([row["tokens"] for row in rows], predicates=asked)
    predicates = arguments = Counts()
    for row, analysis in zip(rows, analyses, strict=True):
        predicates += _counts(set(analysis.predicates), {p["idx"] for p in row["props"]})
        for proposition, found in zip(row["props"], analysis.roles, strict=True):
            gold = {(a, b + 1, kind) for kind, a, b in proposition["args"] if kind not in ("V", "C-V")}
            arguments += _counts({(m.start, m.end, m.kind) for m in found if m.kind != "C-V"}, gold)
    return {"predicates": predicates, "arguments": arguments}


def _counts(found: set[Any], gold: set[Any]) -> Counts:
    return Counts(len(found & gold), len(found), len(gold))


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    show(score(read(parser.parse_args().data), Language.load()))


if __name__ == "__main__":
    main()
