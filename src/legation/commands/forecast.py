"""What comes next: forecasts on a kept record, learning from one, and backtests on a folder."""

import json as json_
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from legation.commands.options import DEFAULT, JsonOption, RecordOption
from legation.commands.terminal import day, say, tidy
from legation.exceptions import ForecastError

ModelOption = Annotated[
    Path,
    typer.Option("--model", metavar="FILE", help="What 'legation forecast train' learned.", show_default=True),
]
MODEL = Path("legation.forecast.json")
ASK = "of"
"""The command behind 'legation forecast SOURCE': the others are named."""
SHOWN, LEAST = 6, 0.01
"""Outcomes that a terminal shows, and the chance below which it doesn't."""


class _Asking(TyperGroup):
    """Takes a first argument that names no command as the source that is asked for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [ASK, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_Asking, no_args_is_help=True, rich_markup_mode=None)


def register(cli: typer.Typer) -> None:
    """Adds 'forecast' to the command line."""
    cli.add_typer(app, name="forecast")


@app.callback()
def forecast() -> None:
    """Tell what comes next, with the precedents behind it: legation forecast SOURCE.

    How likely SOURCE is to do each type of act, toward whom, within so many days: by what followed in the record
    whenever the like had happened. 'legation forecast of --help' tells its options.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - --published 2026-03-12
      legation forecast Iran --json

    \b
    With a record of your own:
      legation forecast Iran --toward USA --on 2025-03-13 --horizon 30
      legation forecast train && legation forecast Iran --plot reliability.svg
    """


@app.command(ASK)
def of(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="Who acts: an id, a name, or a state's letters.")
    ],
    toward: Annotated[str | None, typer.Option(metavar="TARGET", help="Toward this one alone.")] = None,
    type: Annotated[str | None, typer.Option(metavar="TYPE", help="This of PLOVER's types alone.")] = None,
    on: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=day, help="By what was known the evening before; else after the last act known."
        ),
    ] = None,
    horizon: Annotated[
        int | None,
        typer.Option(metavar="DAYS", min=1, max=3650, help="Days ahead, the first included; 14 if untold."),
    ] = None,
    json: JsonOption = False,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw how far the model's probabilities held, as SVG; after training."),
    ] = None,
    model: ModelOption = MODEL,
    record: RecordOption = DEFAULT,
) -> None:
    """Tell what comes next, with the precedents behind it.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - --published 2026-03-12
      legation forecast Iran --json
    """
    with tidy():
        from legation.forecast.forecast import forecast as told_of
        from legation.forecast.model import Model
        from legation.record import open_record

        learned = Model.load(model) if model.exists() or model != MODEL else None
        if plot and not (learned and learned.bins):
            raise ForecastError(f"{model}: holds no scores to draw: legation forecast train learns them")
        with closing(open_record(record)) as store:
            told = told_of(store, source, toward=toward, type=type, on=on, horizon=horizon, model=learned)
        if plot and learned:
            _draw(plot, learned.bins, "Forecasts of the record's last days")
        if json:
            typer.echo(json_.dumps(told, ensure_ascii=False))
        else:
            typer.echo("\n".join(_lines(told)))


@app.command()
def train(
    horizon: Annotated[int, typer.Option(metavar="DAYS", min=1, max=3650, help="Days ahead.")] = 14,
    json: JsonOption = False,
    model: ModelOption = MODEL,
    record: RecordOption = DEFAULT,
) -> None:
    """Learn from a record how far its precedents hold.

    Past days are asked as today would be, and the weights fitted to what came; the last fifth of them only score
    it, beside climatology and recurrence. The record may grow afterwards: forecasts take in what is new without
    this.

    \b
    Example:
      legation forecast train --record sqlite:///legation.db --model legation.forecast.json
    """
    with tidy():
        from legation.forecast.acts import read
        from legation.forecast.training import train as learned_from
        from legation.record import open_record

        with closing(open_record(record)) as store:
            learned = learned_from(read(store), horizon, date.today())
        learned.save(model)
        if json:
            typer.echo(json_.dumps(learned.to_json()))
            return
        typer.echo(f"{'':12} {'Brier':>8} {'log':>8}   over {learned.cases:,} cases, less is better")
        for name, scores in (learned.scores or {}).items():
            typer.echo(f"{name:12} {scores['brier']:8.4f} {scores['log']:8.4f}")
        say(f"{model}: learned")


@app.command()
def backtest(
    folder: Annotated[
        Path,
        typer.Argument(metavar="DIR", help="With train.txt, valid.txt, test.txt, entity2id.txt, relation2id.txt."),
    ],
    json: JsonOption = False,
    ranks: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write 'subject relation object time direction rank' of each fact."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of all that is drawn by chance.")] = 0,
    part: Annotated[str, typer.Option(metavar="PART", help="test, or valid to choose by.")] = "test",
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw how far probabilities held, as SVG.")
    ] = None,
) -> None:
    """Train on a folder of facts and score the forecasts of its last part.

    The folder has the form of a temporal knowledge graph. Each day of the part is asked with all earlier days
    known, in both directions, and then taken in; other true answers of the same day don't count against a rank.

    \b
    Example:
      legation forecast backtest ICEWS14 --json --ranks ranks.txt --seed 1
    """
    if part not in ("test", "valid"):
        raise typer.BadParameter(f"{part!r} is neither test nor valid", param_hint="--part")
    with tidy():
        from legation.forecast.facts import Folder
        from legation.forecast.libraries import needed

        for library in ("lightgbm", "numba"):
            needed(library)
        from legation.forecast.backtest import backtest as scored

        found = scored(Folder.read(folder), seed, part=part)
        told = found.to_json()
        if ranks:
            ranks.write_text(found.ranks(), encoding="utf-8")
        if plot:
            _draw(plot, found.bins, f"Best answers, {folder.name}")
        if json:
            typer.echo(json_.dumps(told))
        else:
            typer.echo("\n".join(_table(told)))


def _draw(path: Path, bins: Any, title: str) -> None:
    from legation.forecast.chart import reliability_svg

    path.write_text(reliability_svg(bins, title), encoding="utf-8")


def _table(told: dict[str, Any]) -> list[str]:
    lines = [f"{'':30} {'MRR':>7} {'Hits@1':>7} {'Hits@3':>7} {'Hits@10':>7} {'queries':>9}"]
    for name, of in [("all", told), *told["kinds"].items()]:
        if of["queries"]:
            shares = " ".join(f"{of[k]:7.3f}" for k in ("mrr", "hits1", "hits3", "hits10"))
            lines.append(f"{name:30} {shares} {of['queries']:9,}")
    seconds = told["seconds"]
    lines.append(f"expected calibration error of the best answer {told['calibration']['expected_error']:.3f}")
    lines.append(f"fit {seconds['fit']:.0f} s, predict {seconds['predict']:.0f} s; {told['setting']}")
    return lines


def _lines(told: dict[str, Any]) -> list[str]:
    toward = f" toward {told['toward_name']}" if told["toward"] else ""
    lines = [f"{told['name']}{toward}, {told['on']} to {told['until']}, by {told['acts']} acts known before"]
    if told["borrowed"]:
        lender = told["borrowed"]
        lines.append(f"few of its own: what they lack is borrowed from {lender['from']} ({lender['acts']} acts)")
    if not told["model"]["trained"]:
        lines.append("not calibrated on this record yet: legation forecast train")
    for name in ("type", "partner"):
        outcomes = told[name + "s"]
        if not outcomes:
            continue
        lines += ["", f"{name.upper()}S"]
        shown = [o for o in outcomes[:SHOWN] if o["probability"] >= LEAST] or outcomes[:1]
        for outcome in shown:
            lines.append(f"{_percent(outcome['probability'])}  {outcome[name]}")
            lines += _reasons(outcome)
        if len(outcomes) > len(shown):
            lines.append(f"        {len(outcomes) - len(shown)} more, less likely: --json")
    return lines


def _reasons(outcome: dict[str, Any]) -> list[str]:
    lines = [f"        {rule['words']}" for rule in outcome["rules"]] or [f"        {outcome['base']['words']}"]
    followed = [c for c in outcome["precedents"] if c["followed"]][:2]
    for case in followed:
        days = case["after_days"]
        lines.append(f"          {case['day']} {_act(case)}")
        later = f"{days} {'day' if days == 1 else 'days'} later" if days else "the same day"
        same = case["words"] and case["words"] == case["followed"]["words"]
        told = f"{case['followed']['type']}, in the same sentence" if same else _act(case["followed"])
        lines.append(f"          {later} {told}")
    if not followed:
        lines += [f"          {act['day']} {_act(act)}" for act in outcome["before"][:1]]
    return lines


def _act(act: dict[str, Any]) -> str:
    """Its words; of an imported event, which has none, the two sides."""
    told = f"“{act['words']}”" if act["words"] else f"{act['source']} to {act['target'] or 'nobody told'}"
    return f"{act['type']}: {told}"


def _percent(chance: float) -> str:
    return f"{chance:4.0%}" if chance >= 0.01 else " <1%"
