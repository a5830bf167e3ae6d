"""Fine-tunes the reader on every layer together: a batch mixes sentences of all corpora, each head learns where
its layer is annotated.

Run by ``make model``; keeps a checkpoint every few minutes and goes on from it.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, smooth_l1_loss

from legation.language.language import WEIGHTS
from legation.language.model import ACT, CUE, PREDICATE
from legation.language.pieces import SEP, Pieces
from training import corpora, lexicon, names
from training.examples import IGNORE, Example, Labels
from training.lessons import Lessons
from training.model import SPANS, TAGS, Reader, pretrained
from training.start import load_packaged
from training.teacher import Teacher

T = TypeVar("T")
KIND = PREDICATE, CUE, ACT
WRITTEN = Path(__file__).parent / "sentences"
LONGEST = 300  # pieces; what is longer is no sentence
MASK, HIDDEN = 103, 0.04  # the piece that stands for a hidden one, and the share of hidden ones

WEIGHT = dict.fromkeys(TAGS, 0.5) | dict.fromkeys(SPANS, 1.0) | {"predicate": 0.5, "status": 0.5}
FACTUALITY, LESSONS = 0.5, 1.0
"""What each head's loss counts for beside the tree's (1 for arcs, 1 for relations)."""

RESTART = 0.4
"""How high the rate rises again at the start of a later cycle, as a share of its first height. The weights at the
ends of the cycles are averaged (Izmailov et al. 2018): on the development sets that is better than either."""

SHARE = {"trees": 0.8, "names": 1.0, "news": 0.3, "times": 0.3, "facts": 0.5, "acts": 0.4, "untold": 1.0}
"""How often an epoch goes through each corpus."""


def half() -> torch.autocast:
    """Mixed precision where the processor has it: elsewhere bfloat16 is many times slower than float32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())


def varied(example: Example, cities: list[str], labels: Labels, rng: random.Random) -> Example:
    """The sentence as some newspaper would set it: curly quotes and dashes, a headline's capitals, a dateline."""
    chance = rng.random()
    if chance < 0.04 and example.heads is not None and len(example.forms) > 6:
        return with_dateline(example, rng.choice(cities), labels, rng)
    forms, quoted = example.forms, example.quoted
    if chance < 0.07 and list(example.tags) == ["names"]:
        forms = [f.capitalize() if len(f) > 3 and f.islower() else f for f in forms]
    elif chance > 0.67:
        forms = with_curly_marks(forms, rng)
    if example.heads is not None and rng.random() < 0.5:
        quoted = None  # as where a sentence is read alone
    return replace(example, forms=forms, quoted=quoted)


def with_curly_marks(forms: list[str], rng: random.Random) -> list[str]:
    out, opened = [], False
    for form in forms:
        if form == '"':
            opened = not opened
            out.append("“" if opened else "”")
        elif form in {"-", "--"} and rng.random() < 0.5:
            out.append("–" if rng.random() < 0.5 else "—")
        else:
            out.append(form.replace("'", "’"))
    return out


def with_dateline(example: Example, city: str, labels: Labels, rng: random.Random) -> Example:
    """``CITY –`` before the sentence; the city hangs on the root as parataxis, so it is never an argument."""
    assert example.heads is not None
    place = city.split() if rng.random() < 0.3 else city.upper().split()
    lead = [*place, rng.choice(["–", "-", "—"])]
    n, root = len(lead), example.heads.index(0) + 1
    before = {
        "upos": labels.numbers("upos", ["PROPN"] * (n - 1) + ["PUNCT"]),
        "rels": labels.numbers("rels", ["parataxis"] + ["flat"] * (n - 2) + ["punct"]),
        "names": labels.spans("names", n, [(0, n - 1, "place")]),
        "predicate": [0] * n,
    }
    return Example(
        lead + example.forms,
        {layer: before.get(layer, [IGNORE] * n) + tags for layer, tags in example.tags.items()},
        [root + n] + [1] * (n - 2) + [root + n] + [h + n if h else 0 for h in example.heads],
        None if example.quoted is None else [False] * n + example.quoted,
        {i + n: value for i, value in example.factuality.items()},
        [(i + n, [0] * n + tags) for i, tags in example.roles],
    )


def batches(data: list[Example], pieces: Pieces, rng: random.Random, budget: int) -> Iterator[list[Example]]:
    """Batches of sentences of like length with at most ``budget`` pieces."""
    sizes = [pieces.count(e.forms) + 2 for e in data]
    short = [i for i, size in enumerate(sizes) if size <= LONGEST + 2]
    return by_length([data[i] for i in short], [sizes[i] for i in short], rng, budget)


def by_length(items: Sequence[T], sizes: Sequence[int], rng: random.Random, budget: int) -> Iterator[list[T]]:
    """Batches of items of like size, in random order: with the padding at most ``budget`` in all, or one item."""
    groups: list[list[T]] = [[]]
    for size, i in sorted((size + rng.random() * 6, i) for i, size in enumerate(sizes)):
        if groups[-1] and (len(groups[-1]) + 1) * size > budget:
            groups.append([])
        groups[-1].append(items[i])
    rng.shuffle(groups)
    yield from groups


def epoch(data: dict[str, list[Example]], rng: random.Random) -> list[Example]:
    """Each corpus as often as its share says, a part of it drawn anew."""
    out: list[Example] = []
    for name, part in data.items():
        whole, rest = divmod(SHARE[name], 1)
        out += part * int(whole) + rng.sample(part, int(rest * len(part)))
    return out


def padded(rows: list[list[int] | None], width: int) -> Tensor:
    out = np.full((len(rows), width), IGNORE, dtype=np.int64)
    for r, row in enumerate(rows):
        if row is not None:
            out[r, : len(row)] = row
    return torch.from_numpy(out)


def loss_of(model: Reader, batch: list[Example], pieces: Pieces, lessons: Lessons | None = None) -> Tensor:
    arrays = pieces.batch([e.forms for e in batch], [e.quoted for e in batch])
    hide(arrays.pieces)
    with half():
        out = model(**{k: torch.from_numpy(v) for k, v in arrays.feed().items()})
    width = arrays.first.shape[1]
    total = torch.zeros(())
    for layer, weight in WEIGHT.items():
        total = total + weight * classified(out[layer], padded([e.tags.get(layer) for e in batch], width))
    heads = padded([e.heads for e in batch], width)
    if (heads != IGNORE).any():
        total = total + classified(out["arcs"], heads)
        with half():
            rels = model.relations(out["dep"], out["head"], heads.clamp(min=0))
        total = total + classified(rels, padded([e.tags.get("rels") for e in batch], width))
    facts = [(r, i, *value) for r, e in enumerate(batch) for i, value in e.factuality.items()]
    if facts:
        row, at, scale, gold = zip(*facts, strict=True)
        found = out["factuality"].float()[list(row), list(at), list(scale)]
        total = total + FACTUALITY * smooth_l1_loss(found, torch.tensor(gold))
    arguments = [(r, *told) for r, e in enumerate(batch) for told in asked(e)]
    if arguments:
        row, at, kind, tags = zip(*arguments, strict=True)
        with half():
            roles = model.roles(out["words"], torch.tensor(row), torch.tensor(at), torch.tensor(kind))
        gold, of = padded(list(tags), width), torch.tensor(kind)
        total = total + sum(classified(roles[of == k], gold[of == k]) for k in KIND)
    if lessons is not None:
        with half():
            total = total + LESSONS * lessons.loss(model, out, batch, WEIGHT)
    return total


def asked(example: Example) -> Iterator[tuple[int, int, list[int]]]:
    """Word, kind and labels of what has arguments: a predicate, the last word of a cue or of an act's trigger."""
    yield from ((at, PREDICATE, tags) for at, tags in example.roles)
    yield from ((end - 1, CUE, tags) for (_, end), tags in example.attributions)
    yield from ((end - 1, ACT, tags) for (_, end), tags in example.acts)


def hide(pieces: NDArray[np.int64]) -> None:
    """Hides some pieces, so that the rest of the sentence must tell."""
    pieces[(np.random.random(pieces.shape) < HIDDEN) & (pieces > SEP)] = MASK


def classified(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross entropy over the words that have a label; 0 where none has."""
    if not (gold != IGNORE).any():
        return torch.zeros(())
    return cross_entropy(scores.float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE)


def read_data(data: Path, out: Path) -> tuple[dict[str, list[Example]], Labels]:
    """All corpora as examples. Writes the labels, and the lemmas that the trees attest, to ``out``."""
    ewt, open_gum = corpora.trees(data)
    propositions = corpora.roles(data)
    labels = Labels.of(ewt + open_gum, corpora.role_names(propositions))
    labels.write(out / "labels.json")
    verbs = lexicon.propbank_verbs(data / "propbank_frames/rolesets.jsonl")
    lexicon.write(ewt + open_gum, verbs, out / "lemmas.json.gz")
    uds, facts = corpora.all_facts(data)
    written = [e for path in sorted(WRITTEN.glob("names*.txt")) for e in corpora.written(path, labels)]
    return {
        "trees": [*corpora.web(ewt, propositions, uds, labels), *corpora.open_texts(open_gum, labels)],
        "names": [*written, *corpora.web_names(data, labels)],
        "news": list(corpora.news(data, labels)),
        "times": list(corpora.timed(data, labels)),
        "facts": facts,
        "acts": list(corpora.acted(data, labels)),
        "untold": list(corpora.untold(data)),
    }, labels


def written_places() -> list[str]:
    """Short names of places, for datelines."""
    marked = names.read_marked(WRITTEN / "names.txt")
    return [text[a:b] for text, spans in marked for a, b, kind in spans if kind == "place" and b - a < 16]


def groups(model: Reader) -> tuple[list[nn.Parameter], list[nn.Parameter], tuple[float, float]]:
    """What is learned of the encoder and of the rest, and the highest rate of each. The teacher keeps the pieces'
    vectors as they are."""
    learned = dict(model.named_parameters())
    if larger := isinstance(model, Teacher):
        learned.pop("encoder.model.embeddings.word_embeddings.weight").requires_grad = False
    encoder = [p for n, p in learned.items() if n.startswith("encoder")]
    heads = [p for n, p in learned.items() if not n.startswith("encoder")]
    return encoder, heads, (6e-5, 6e-4) if larger else (1.5e-4, 1e-3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from-packaged", action="store_true", help="start from the packaged weights, not MiniLM")
    parser.add_argument("--teacher", type=Path, help="train a larger reader; folder of MPNet's weights")
    parser.add_argument("--lessons", type=Path, help="a teacher's folder, with what it says of the sentences")
    parser.add_argument("--corpora", nargs="*", choices=SHARE, default=list(SHARE))
    parser.add_argument("--minutes", type=float, nargs="+", default=[60], help="of each cycle of the rate")
    parser.add_argument("--budget", type=int, default=1500, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    everything, labels = read_data(args.data, args.out)
    data = {name: everything[name] for name in args.corpora}
    lessons = None if args.lessons is None else Lessons(args.lessons, labels)
    if lessons is not None:
        for example in chain.from_iterable(data.values()):
            example.lesson = lessons.start(example.forms)
    print({k: len(v) for k, v in data.items()}, flush=True)
    cities, pieces = written_places(), Pieces(pretrained() / "tokenizer.json")

    model = Reader(labels.sizes()) if args.teacher is None else Teacher(labels.sizes(), args.teacher)
    if args.from_packaged:
        print("not packaged:", *load_packaged(model, WEIGHTS))
    encoder, heads, rates = groups(model)
    optimiser = torch.optim.AdamW(
        [{"params": p, "lr": rate, "peak": rate} for p, rate in zip((encoder, heads), rates, strict=True)],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    step, began, spent = 0, time.time(), 0.0
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    finished: list[dict[str, Tensor]] = []  # the averages at the ends of the cycles
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent, average, finished = state["step"], state["spent"], state["average"], state["finished"]
    saved = time.time()
    while len(finished) < len(args.minutes):
        for group in batches(epoch(data, rng), pieces, rng, args.budget):
            before, own = sum(args.minutes[: len(finished)]), args.minutes[len(finished)]
            done = ((spent + time.time() - began) / 60 - before) / own  # the rate falls to nothing by the clock
            if done >= 1:
                finished.append({n: p.clone() for n, p in average.items()})
                break
            rate = min(1.0, (step + 1) / 300) * max(0.01, 1 - done) * (RESTART if finished else 1)
            for g in optimiser.param_groups:
                g["lr"] = g["peak"] * rate
            loss = loss_of(model, [varied(e, cities, labels, rng) for e in group], pieces, lessons)
            if not loss.requires_grad:
                continue  # sentences too long for the teacher, that nobody labelled
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimiser.step()
            step += 1
            decay = min(0.995, step / (step + 10))
            with torch.no_grad():
                for n, p in model.named_parameters():
                    if p.requires_grad:
                        average[n].lerp_(p, 1 - decay)
            if step % 50 == 0:
                print(f"step {step} done {done:.3f} loss {loss.item():.3f} {time.time() - began:.0f}s", flush=True)
            if time.time() - saved > 300:
                saved = time.time()
                state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
                state |= {"spent": spent + saved - began, "average": average, "finished": finished}
                torch.save(state, args.out / "new.pt")
                (args.out / "new.pt").replace(checkpoint)  # a cut while saving loses the new one alone
    model.load_state_dict({n: sum(f[n] for f in finished) / len(finished) for n in average}, strict=False)
    torch.save(model.state_dict(), args.out / "reader.pt")


if __name__ == "__main__":
    main()
