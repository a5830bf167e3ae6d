"""Whether what a word tells happened, against UW's labels from -3 to 3, with the shipped int8 weights.

``python -m benchmarks.factuality --data FILE.jsonl``. Mean absolute error (lower is better) and Pearson's r over
the annotated words, as Stanovsky et al. (2017) give them.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from legation.language import Language

DATA = Path("../shared/data/factuality/UW/dev.jsonl")


def score(path: Path, language: Language) -> dict[str, float]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    analyses = language.model.read([row["text"].split(" ") for row in rows])
    found, gold = [], []
    for row, analysis in zip(rows, analyses, strict=True):
        for target in row["targets"]:
            found.append(analysis.factuality[target["span1"][0]])
            gold.append(target["label"])
    error = np.abs(np.clip(found, -3, 3) - np.array(gold)).mean()
    return {"mean absolute error": float(error), "r": float(np.corrcoef(found, gold)[0, 1])}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    for name, value in score(parser.parse_args().data, Language.load()).items():
        print(f"{name:20} {value:6.3f}")


if __name__ == "__main__":
    main()
