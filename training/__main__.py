"""``make model``: boundaries, reader, int8 export and model card, from the data to the packaged weights.

Takes about 75 minutes on two cores. Interrupted, it goes on from its last checkpoint.
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
    parser.add_argument("--minutes", type=float, default=60)
    args = parser.parse_args()
    if not (args.data / "ud_ewt").is_dir():
        parser.error(f"{args.data}: no training data there (looked for ud_ewt); set LEGATION_DATA")
    data, work = ["--data", str(args.data)], str(args.work)
    steps: list[list[str]] = [
        ["training.boundaries", *data, "--out", str(WEIGHTS)],
        ["training.train", *data, "--out", work, "--minutes", str(args.minutes)],
        ["training.export", "--trained", work, "--out", str(WEIGHTS)],
        ["training.card", *data],
    ]
    for step in steps:
        subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-m", *step], check=True)


if __name__ == "__main__":
    main()
