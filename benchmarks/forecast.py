"""Forecasts on a folder of facts in the temporal-knowledge-graph form.

``python -m benchmarks.forecast`` scores the validation part, which methods are chosen by; ``--ablation`` what each
family of features adds, by leaving it out; ``--growth`` seconds and memory on the first quarter, half and all of the
days. The test part is for ``legation forecast backtest``, once for each release of the method.
"""

import argparse
import resource
import time
from dataclasses import replace
from pathlib import Path

from legation.forecast.backtest import Backtest, backtest
from legation.forecast.facts import Folder
from legation.forecast.history import FAMILIES
from legation.forecast.predictor import Settings

FOLDER = Path("../shared/data/forecasting/ICEWS14")
ROW = "{:28} {:>7} {:>7} {:>7} {:>8} {:>7}"


def score(path: Path) -> dict[str, float]:
    """Of the validation part, in percent."""
    told = backtest(Folder.read(path), part="valid").to_json()
    shares = {name: 100 * told[key] for name, key in (("MRR", "mrr"), ("Hits@1", "hits1"), ("Hits@10", "hits10"))}
    return {**shares, "calibration error": 100 * told["calibration"]["expected_error"]}


def ablation(folder: Folder, seed: int) -> None:
    """A row for all, and one for each family left out."""
    print(ROW.format("validation part", "MRR", "Hits@1", "Hits@10", "ECE", "seconds"))
    for left_out in ((), *((family,) for family in (*FAMILIES, "embedding"))):
        found = backtest(folder, seed, replace(Settings(), left_out=left_out), part="valid")
        _show(f"without {left_out[0]}" if left_out else "all", found)


def growth(folder: Folder, seed: int) -> None:
    """Seconds over facts: where they double, so should the seconds."""
    print(ROW.format("days", "facts", "MRR", "ECE", "seconds", "GB"))
    for part in (4, 2, 1):
        first = folder.valid - folder.valid // part
        cut = folder.facts[folder.facts.day >= first]
        days = replace(cut, day=cut.day - first)
        began = time.perf_counter()
        found = backtest(
            replace(folder, facts=days, valid=folder.valid - first, test=folder.test - first), seed, part="valid"
        )
        told, seconds = found.to_json(), time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        ece = told["calibration"]["expected_error"]
        print(
            ROW.format(
                folder.valid - first,
                len(days),
                f"{told['mrr']:.4f}",
                f"{ece:.4f}",
                f"{seconds:.0f}",
                f"{memory:.1f}",
            )
        )


def _show(name: str, found: Backtest) -> None:
    told = found.to_json()
    shares = [f"{told[k]:.4f}" for k in ("mrr", "hits1", "hits10")]
    seconds = sum(told["seconds"].values())
    print(ROW.format(name, *shares, f"{told['calibration']['expected_error']:.4f}", f"{seconds:.0f}"), flush=True)
    for kind, of in told["kinds"].items():
        if not name.startswith("without") and of["queries"]:
            print(ROW.format(f"  {kind}", f"{of['mrr']:.4f}", f"{of['hits1']:.4f}", f"{of['hits10']:.4f}", "", ""))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--growth", action="store_true")
    args = parser.parse_args()
    folder = Folder.read(args.data)
    if args.ablation:
        ablation(folder, args.seed)
    elif args.growth:
        growth(folder, args.seed)
    else:
        _show("validation part", backtest(folder, args.seed, part="valid"))


if __name__ == "__main__":
    main()
