"""Whether English reports are taken for English: ``python -m benchmarks.languages --data FOLDER``.

Prints how many reports of each file are rejected for their language, and which. The sentences in other languages
that must be rejected stand in ``tests/test_language_told.py``.
"""

import argparse
import json
import time
from pathlib import Path

from legation.sources import language


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/news"))
    for path in sorted(parser.parse_args().data.glob("*.jsonl")):
        reports = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        language.foreign("The first call loads the model, which takes most of a second on its own.")
        began = time.process_time()
        told = [(r.get("id"), code) for r in reports if (code := language.foreign(r["text"]))]
        each = (time.process_time() - began) / len(reports)
        print(f"{path.name:24} {len(reports):6,} reports, {1000 * each:.1f} ms each; rejected {len(told)}: {told}")


if __name__ == "__main__":
    main()
