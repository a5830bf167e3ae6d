"""``make bench``: every benchmark with its floor. Exits 1 where a score has fallen below its floor.

Floors stand in ``floors.toml`` with the hash of the data they were measured on: other data is an error and no
pass. ``--raise`` writes floors anew from what is measured, and refuses to lower one. Scores are in percent;
speed is the share of the bare encoder's words a second that the whole of ``read`` keeps.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks import (
    acts,
    attribution,
    boundaries,
    coreference,
    factuality,
    forecast,
    geo,
    leaders,
    names,
    petrarch,
    positions,
    records,
    relations,
    roles,
    sides,
    speed,
    times,
    trees,
    who,
)
from benchmarks.score import Counts
from legation.knowledge import Knowledge
from legation.language import Language, conllu
from legation.reader import Reader
from training import positions as written
from training.acts import FOLDER, NEWS

FLOORS = Path(__file__).parent / "floors.toml"
SLACK = {"speed": 0.08, "factuality": 0.03, "records": 2.5, "positions": 2.5, "relations": 2.0}
SLACK_OF_OTHERS = 1.0
"""Between a measured score and its floor. Processors round int8 differently, and one event of the few labelled
reports is 0.9 already; other work on the machine moves speed."""
LESS_IS_BETTER = {"mean absolute error", "calibration error"}

Scores = dict[str, float]
Benchmark = tuple[str | tuple[str, ...], Callable[[Path], Scores]]


def benchmarks(language: Language, reader: Reader) -> dict[str, Benchmark]:
    """By name: the data it reads, and how it is scored; where it reads several, by the folder of all data."""

    def labelled(module: object) -> Callable[[Path], Scores]:
        def measure(path: Path) -> Scores:
            return f1(module.score(json.loads(path.read_text(encoding="utf-8")), reader))  # type: ignore[attr-defined]

        return measure

    return {
        "boundaries": ("ud_ewt/en_ewt-ud-dev.conllu", lambda p: f1(boundaries.score(p, language))),
        "trees": ("ud_ewt/en_ewt-ud-dev.conllu", lambda p: trees.score(list(conllu.read(p)), language)),
        "names": ("ner/uner_ewt/en_ewt-ud-dev.iob2", lambda p: f1(names.score(names.read(p, "test"), language))),
        "roles": ("srl_ewt/ewt-srl-dev.jsonl", lambda p: f1(roles.score(roles.read(p), language))),
        "attribution": ("polnear/dev", lambda p: f1(attribution.counts(p, attribution.marked(language)))),
        "statements": ("polnear/dev", lambda p: f1(attribution.counts(p, attribution.stated(reader)))),
        "times": ("timeml/TBAQ-cleaned/TimeBank", lambda p: f1(times.score(times.texts(p, "test"), language))),
        "factuality": ("factuality/UW/dev.jsonl", lambda p: factuality.score(p, language)),
        "relations": (
            "events/plv_train.jsonl",
            lambda p: relations.score(list(relations.read(p, "test")), language),
        ),
        "acts": (str(FOLDER), lambda p: f1(acts.score(acts.sentences(p), reader))),
        "news": ((str(NEWS), "news"), lambda p: f1(acts.score(acts.sentences_of_news(p), reader))),
        "sides": (
            "events/cameo_spans_train.jsonl",
            lambda p: f1(sides.score(sides.read(p, "test"), reader)),
        ),
        "coreference": ("ud_gum/en_gum-ud-dev.conllu", lambda p: coreference.score(p, reader)),
        "records": ("gold/records_dev.json", labelled(records)),
        "positions": ("gold/positions_dev.json", labelled(positions)),
        "stances": (
            str(written.FOLDER),
            lambda p: f1(positions.score(written.sentences(p, "test"), reader)),
        ),
        "stances_news": (
            (str(written.NEWS), "news"),
            lambda p: f1(positions.score(list(written.read_news(p, "test")), reader)),
        ),
        "petrarch": ("events/petrarch_unit_tests.jsonl", lambda p: f1(petrarch.score(p.parent))),
        "forecast": ("forecasting/ICEWS14", forecast.score),
        "who": (who.SOURCES, who.score),
        "leaders": ("entities/leaders", lambda p: leaders.score(p, Knowledge.load())),
        "geo": ("geo/Corpora/TR-News.xml", lambda p: geo.score(p, language)[0]),
        "speed": (
            "news/tehran_times.jsonl",
            lambda p: speed.score(speed.documents(p, 60), reader, language) | speed.first(),
        ),
    }


def f1(counts: Mapping[str, Counts]) -> Scores:
    return {k: c.f1 for k, c in counts.items()}


def digest(*paths: Path) -> str:
    """SHA-256 over the names and contents of files, or of all files in folders; 16 digits of it."""
    whole = hashlib.sha256()
    for path in paths:
        for file in sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]:
            whole.update(file.name.encode())
            whole.update(file.read_bytes())
    return whole.hexdigest()[:16]


def judge(name: str, scores: Scores, floors: Mapping[str, float]) -> bool:
    """Prints each score beside its floor; whether all hold."""
    held = True
    for key, value in scores.items():
        floor = floors.get(key)
        below = floor is not None and (value > floor if key in LESS_IS_BETTER else value < floor)
        held = held and not below
        mark = "" if floor is None else f"   floor {floor:,.2f}" + ("   BELOW" if below else "")
        print(f"{name:12} {key:34} {value:10,.2f}{mark}", flush=True)
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--only", nargs="*", help="names of benchmarks")
    parser.add_argument("--raise", dest="raising", action="store_true", help="write floors anew; never lower")
    args = parser.parse_args()
    if not args.data.is_dir():
        parser.error(f"{args.data}: no such folder of data; set LEGATION_DATA or --data")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    held = True
    for name, (where, measure) in benchmarks(Language.load(), Reader()).items():
        if args.only and name not in args.only:
            continue
        paths = [args.data / w for w in ((where,) if isinstance(where, str) else where)]
        known, data = floors.setdefault(name, {}), digest(*paths)
        if known.setdefault("data", data) != data:
            told = ", ".join(map(str, paths))
            print(f"{name}: {told} is not the data that its floor was measured on", file=sys.stderr)
            held = False
            continue
        scores = measure(paths[0] if isinstance(where, str) else args.data)
        held = judge(name, scores, {k: v for k, v in known.items() if k != "data"}) and held
        if args.raising:
            raise_floors(known, name, scores)
    if args.raising:
        FLOORS.write_text(as_toml(floors), encoding="utf-8")
    sys.exit(0 if held else 1)


def raise_floors(known: dict[str, float | str], name: str, scores: Scores) -> None:
    """Sets each floor a little below its score, unless it stands higher. Raw speeds have none."""
    slack = SLACK.get(name, SLACK_OF_OTHERS)
    for key, value in scores.items():
        if key.endswith("second") or (name == "speed" and key != "share"):
            continue
        floor = round(value + slack if key in LESS_IS_BETTER else value - slack, 2)
        stricter = min if key in LESS_IS_BETTER else max
        known[key] = stricter(floor, float(known.get(key, floor)))


def as_toml(floors: Mapping[str, Mapping[str, float | str]]) -> str:
    lines = ["# Measured scores less a little slack, and the hash of the data they were measured on.\n"]
    for name, values in floors.items():
        lines.append(f"[{name}]\n" + "".join(f"{json.dumps(k)} = {json.dumps(v)}\n" for k, v in values.items()))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
