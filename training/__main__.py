"""``make model``: boundaries, reader, int8 export and model card, from the data to the packaged weights.

Four sittings, as the packaged weights were made, each from what the one before packaged: trees and names from
MiniLM; every layer but acts; every layer; and every layer beside what a larger reader says. Takes about twelve
hours, and goes on from its last checkpoint.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from legation.language.language import WEIGHTS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("work/model"), help="checkpoints and logs")
    args = parser.parse_args()
    if not (args.data / "ud_ewt").is_dir():
        parser.error(f"{args.data}: no training data there (looked for ud_ewt); set LEGATION_DATA")
    data = ["--data", str(args.data)]
    parts = "first", "second", "third", "blend", "mpnet", "teacher", "fourth", "pairs"
    first, second, third, blend, mpnet, teacher, fourth, pairs = (str(args.work / part) for part in parts)
    before = ["trees", "names", "news", "times", "facts"]
    steps: list[list[str]] = [
        ["training.boundaries", *data, "--out", str(WEIGHTS), "--all"],
        ["training.train", *data, "--out", first, "--minutes", "60", "--corpora", "trees", "names"],
        ["training.export", "--trained", first, "--out", str(WEIGHTS)],
        [
            "training.train",
            *data,
            "--out",
            second,
            "--minutes",
            "80",
            "25",
            "--from-packaged",
            "--corpora",
            *before,
        ],
        ["training.export", "--trained", second, "--out", str(WEIGHTS)],
        ["training.train", *data, "--out", third, "--minutes", "76", "--from-packaged"],
        ["training.heads", *data, "--trained", third, "--out", blend],
        ["training.export", "--trained", blend, "--out", str(WEIGHTS)],
        ["training.mpnet", "--out", mpnet],
        [
            "training.train",
            *data,
            "--out",
            teacher,
            "--minutes",
            "160",
            "--teacher",
            mpnet,
            "--from-packaged",
            "--corpora",
            *before,
            "acts",
        ],
        ["training.lessons", *data, "--trained", teacher, "--mpnet", mpnet],
        ["training.train", *data, "--out", fourth, "--minutes", "56", "--from-packaged", "--lessons", teacher],
        ["training.export", "--trained", fourth, "--out", str(WEIGHTS)],
        ["training.marking", *data, "--out", str(WEIGHTS), "--lessons", teacher],
        ["training.marking", *data, "--out", str(WEIGHTS), "--start", str(WEIGHTS)],
        ["training.pairs", *data, "--out", str(WEIGHTS)],
        [
            "training.pairs",
            *data,
            "--out",
            str(WEIGHTS),
            "--start",
            str(WEIGHTS),
            "--minutes",
            "32",
            "--teacher",
            pairs,
            "--mpnet",
            mpnet,
        ],
        ["training.sharing", str(WEIGHTS)],
        ["training.belief", *data],
        ["training.ends", *data, "--out", str(WEIGHTS), "--all"],
        ["training.card", *data],
    ]
    for step in steps:
        subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-m", *step], check=True)


if __name__ == "__main__":
    main()
