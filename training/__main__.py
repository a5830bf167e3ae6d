"""``make model``: boundaries, reader, int8 export and model card, from the data to the packaged weights.

Two sittings, as the packaged weights were made: trees and names from MiniLM, then every layer from what the first
packaged. Takes about three and a half hours. Interrupted, it goes on from its last checkpoint.
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
    data, first, second = ["--data", str(args.data)], str(args.work / "first"), str(args.work / "second")
    steps: list[list[str]] = [
        ["training.boundaries", *data, "--out", str(WEIGHTS), "--all"],
        ["training.train", *data, "--out", first, "--minutes", "60", "--corpora", "trees", "names"],
        ["training.export", "--trained", first, "--out", str(WEIGHTS)],
        ["training.train", *data, "--out", second, "--minutes", "80", "25", "--from-packaged"],
        ["training.export", "--trained", second, "--out", str(WEIGHTS)],
        ["training.frames", *data, "--out", str(WEIGHTS)],
        ["training.card", *data],
    ]
    for step in steps:
        subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-m", *step], check=True)


if __name__ == "__main__":
    main()
