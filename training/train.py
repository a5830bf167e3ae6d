"""Fine-tunes the reader on trees, tags, lemmas and names together: one batch of one kind at a time.

Run by ``make model``; keeps a checkpoint every few minutes and goes on from it.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from legation.language import conllu, lemmas
from legation.language.boundaries import simple_words
from legation.language.pieces import Pieces
from legation.language.trees import decode
from training import gum, lexicon, names
from training.model import Reader, pretrained

IGNORE = -100


def half() -> torch.autocast:
    """Mixed precision where the processor has it: elsewhere bfloat16 is many times slower than float32."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.ops.mkldnn._is_mkldnn_bf16_supported())


@dataclass(slots=True)
class Example:
    """One sentence with label numbers; None where the source has no such layer."""

    forms: list[str]
    upos: list[int] | None
    feats: list[int] | None
    lemma: list[int] | None
    heads: list[int] | None
    rels: list[int] | None
    names: list[int] | None


@dataclass(slots=True)
class Labels:
    upos: list[str]
    feats: list[str]
    lemma: list[str]
    rel: list[str]
    names: list[str]

    def sizes(self) -> dict[str, int]:
        return {k: len(getattr(self, k)) for k in ("upos", "feats", "lemma", "rel", "names")}


def bio(length: int, spans: list[tuple[int, int, str]]) -> list[str]:
    tags = ["O"] * length
    for start, end, kind in spans:
        tags[start] = f"B-{kind}"
        tags[start + 1 : end] = [f"I-{kind}"] * (end - start - 1)
    return tags


def label_sets(sentences: list[conllu.Sentence]) -> Labels:
    words = [w for s in sentences for w in s.words]

    def common(values: Iterator[str], least: int = 1) -> list[str]:
        return [v for v, n in Counter(values).most_common() if n >= least]

    return Labels(
        upos=common(w.upos for w in words),
        feats=common((w.feats for w in words), 3),
        lemma=common((lemmas.rule(w.form, w.lemma) for w in words), 3),
        rel=common(w.deprel for w in words),
        names=["O", *(f"{p}-{k}" for k in names.KINDS for p in "BI")],
    )


def examples(sentences: list[conllu.Sentence], labels: Labels) -> list[Example]:
    number = {
        k: {v: i for i, v in enumerate(getattr(labels, k))} for k in ("upos", "feats", "lemma", "rel", "names")
    }
    out = []
    for s in sentences:
        spans = s.names
        out.append(
            Example(
                [w.form for w in s.words],
                [number["upos"].get(w.upos, IGNORE) for w in s.words],
                [number["feats"].get(w.feats, IGNORE) for w in s.words],
                [number["lemma"].get(lemmas.rule(w.form, w.lemma), IGNORE) for w in s.words],
                [w.head for w in s.words],
                [number["rel"].get(w.deprel, IGNORE) for w in s.words],
                None if spans is None else [number["names"][t] for t in bio(len(s.words), spans)],
            )
        )
    return out


def written_examples(path: Path, labels: Labels) -> list[Example]:
    """The sentences written for the purpose: names only."""
    number = {v: i for i, v in enumerate(labels.names)}
    out = []
    for text, spans in names.read_marked(path):
        words = simple_words(text)
        tags = ["O"] * len(words)
        for start, end, kind in spans:
            inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
            for k, i in enumerate(inside):
                tags[i] = ("I-" if k else "B-") + kind
        out.append(Example([text[a:b] for a, b in words], None, None, None, None, None, [number[t] for t in tags]))
    return out


def varied(example: Example, cities: list[str], labels: Labels, rng: random.Random) -> Example:
    """The sentence as some newspaper would set it: curly quotes and dashes, a headline's capitals, a dateline."""
    chance = rng.random()
    if chance < 0.04 and example.heads is not None and len(example.forms) > 6:
        return with_dateline(example, rng.choice(cities), labels, rng)
    forms = example.forms
    if chance < 0.07 and example.names is None:
        forms = [f.capitalize() if len(f) > 3 and f.islower() else f for f in forms]
    elif chance > 0.67:
        forms = with_curly_marks(forms, rng)
    return replace(example, forms=forms)


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
    assert example.upos and example.feats and example.lemma  # noqa: PT018
    assert example.heads and example.rels  # noqa: PT018
    place = city.split() if rng.random() < 0.3 else city.upper().split()
    lead = [*place, rng.choice(["–", "-", "—"])]
    n, root = len(lead), example.heads.index(0) + 1
    upos, rel, tag = labels.upos.index, labels.rel.index, labels.names.index
    return Example(
        lead + example.forms,
        [upos("PROPN")] * (n - 1) + [upos("PUNCT")] + example.upos,
        [IGNORE] * n + example.feats,
        [IGNORE] * n + example.lemma,
        [root + n] + [1] * (n - 2) + [root + n] + [h + n if h else 0 for h in example.heads],
        [rel("parataxis")] + [rel("flat")] * (n - 2) + [rel("punct")] + example.rels,
        None if example.names is None else [tag("B-place")] + [tag("I-place")] * (n - 2) + [0] + example.names,
    )


def batches(data: list[Example], pieces: Pieces, rng: random.Random, budget: int) -> Iterator[list[Example]]:
    """Batches of like length with at most ``budget`` pieces, in random order."""
    sized = sorted(((pieces.count(e.forms) + rng.random() * 6, i) for i, e in enumerate(data)))
    groups: list[list[int]] = [[]]
    for size, i in sized:
        if size > 300:
            continue
        if groups[-1] and (len(groups[-1]) + 1) * (size + 2) > budget:
            groups.append([])
        groups[-1].append(i)
    rng.shuffle(groups)
    for group in groups:
        yield [data[i] for i in group]


def padded(rows: list[list[int] | None], width: int) -> Tensor:
    out = np.full((len(rows), width), IGNORE, dtype=np.int64)
    for r, row in enumerate(rows):
        if row is not None:
            out[r, : len(row)] = row
    return torch.from_numpy(out)


def loss_of(model: Reader, batch: list[Example], pieces: Pieces) -> Tensor:
    arrays = pieces.batch([e.forms for e in batch])
    feed = {k: torch.from_numpy(v) for k, v in arrays.feed().items()}
    with half():
        out = model(**feed)
    width = arrays.first.shape[1]
    total = torch.zeros(())
    weights = {"upos": 0.5, "feats": 0.5, "lemma": 0.5, "names": 1.0}
    for task, weight in weights.items():
        gold = padded([getattr(e, task) for e in batch], width)
        if (gold != IGNORE).any():
            total = total + weight * cross_entropy(
                out[task].float().flatten(0, 1), gold.flatten(), ignore_index=IGNORE
            )
    heads = padded([e.heads for e in batch], width)
    if (heads != IGNORE).any():
        total = total + cross_entropy(out["arcs"].flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        with half():
            rels = model.relations(out["dep"], out["head"], heads.clamp(min=0)).float()
        gold = padded([e.rels for e in batch], width)
        total = total + cross_entropy(rels.flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
    return total


@torch.no_grad()
def score(model: Reader, data: list[Example], pieces: Pieces) -> dict[str, float]:
    """Accuracies and attachment scores in percent; names as span F1."""
    model.eval()
    right: Counter[str] = Counter()
    for group in batches(data, pieces, random.Random(0), 4000):
        arrays = pieces.batch([e.forms for e in group])
        with half():
            out = model(**{k: torch.from_numpy(v) for k, v in arrays.feed().items()})
        best = {t: out[t].argmax(-1).numpy() for t in ("upos", "feats", "lemma", "names")}
        heads = np.zeros_like(arrays.first)
        for r, e in enumerate(group):
            n = len(e.forms)
            heads[r, :n] = decode(out["arcs"][r, :n, : n + 1].numpy())
        rels = model.relations(out["dep"].float(), out["head"].float(), torch.from_numpy(heads)).argmax(-1).numpy()
        for r, e in enumerate(group):
            for task in ("upos", "feats", "lemma"):
                gold = getattr(e, task)
                if gold is not None:
                    right[task] += sum(int(a == b) for a, b in zip(best[task][r], gold, strict=False))
            if e.heads is not None and e.rels is not None:
                right["words"] += len(e.forms)
                for i, (head, rel) in enumerate(zip(e.heads, e.rels, strict=True)):
                    right["uas"] += int(heads[r, i] == head)
                    right["las"] += int(heads[r, i] == head and rels[r, i] == rel)
            if e.names is not None:
                found, gold_spans = spans_of(best["names"][r][: len(e.forms)]), spans_of(e.names)
                right["found"] += len(found)
                right["gold"] += len(gold_spans)
                right["hit"] += len(found & gold_spans)
    model.train()
    out = {k: 100 * right[k] / max(1, right["words"]) for k in ("upos", "feats", "lemma", "uas", "las")}
    out["names"] = 200 * right["hit"] / max(1, right["found"] + right["gold"])
    return out


def spans_of(tags: "list[int] | np.ndarray") -> set[tuple[int, int, int]]:
    """Spans of number tags where 0 is O, odd begins and even continues a kind."""
    out, start, kind = set(), -1, -1
    for i, tag in enumerate([*tags, 0]):
        goes_on = tag > 0 and tag % 2 == 0 and start >= 0 and (tag - 1) // 2 == kind
        if not goes_on and start >= 0:
            out.add((start, i, kind))
            start = -1
        if tag > 0 and not goes_on:
            start, kind = i, (int(tag) - 1) // 2
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--budget", type=int, default=1500, help="pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)

    ewt = list(conllu.read(args.data / "ud_ewt/en_ewt-ud-train.conllu"))
    open_gum = gum.read_open(args.data / "ud_gum/en_gum-ud-train.conllu")
    dev_ewt = list(conllu.read(args.data / "ud_ewt/en_ewt-ud-dev.conllu"))
    dev_gum = gum.read_open(args.data / "ud_gum/en_gum-ud-dev.conllu")
    for part in (open_gum, dev_gum):
        for s in part:
            s.names = names.from_gum(s)
        names.settle_places(part)
    labels = label_sets(ewt + open_gum)
    (args.out / "labels.json").write_text(
        json.dumps({k: getattr(labels, k) for k in labels.__slots__}, ensure_ascii=False)
    )
    verbs = lexicon.propbank_verbs(args.data / "propbank_frames/rolesets.jsonl")
    lexicon.write(ewt + open_gum, verbs, args.out / "lemmas.json.gz")
    pieces = Pieces(pretrained() / "tokenizer.json")
    written = Path(__file__).parent / "sentences/names.txt"
    extra = written_examples(written, labels)
    cities = [
        text[a:b]
        for text, spans in names.read_marked(written)
        for a, b, kind in spans
        if kind == "place" and b - a < 16
    ]
    data = examples(ewt + open_gum, labels) + extra * 2
    dev = {"ewt": examples(dev_ewt, labels), "gum": examples(dev_gum, labels)}

    model = Reader(labels.sizes())
    encoder = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": 1.5e-4, "peak": 1.5e-4}, {"params": heads, "lr": 1e-3, "peak": 1e-3}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )
    per_epoch = sum(1 for _ in batches(data, pieces, random.Random(0), args.budget))
    steps, step, began, spent = int(per_epoch * args.epochs), 0, time.time(), 0.0
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent, average = state["step"], state["spent"], state["average"]
    saved = time.time()
    print(
        f"{len(data)} sentences, {len(extra)} written, {per_epoch} batches an epoch, {steps} steps",
        flush=True,
    )
    while step < steps:
        for group in batches(data, pieces, rng, args.budget):
            # by clock as well as by steps: the rate falls to nothing when either is used up
            done = max(step / steps, (spent + time.time() - began) / (60 * args.minutes))
            if done >= 1:
                steps = step
                break
            rate = min(1.0, (step + 1) / 300) * max(0.01, 1 - done)
            for g in optimiser.param_groups:
                g["lr"] = g["peak"] * rate
            loss = loss_of(model, [varied(e, cities, labels, rng) for e in group], pieces)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimiser.step()
            step += 1
            decay = min(0.995, step / (step + 10))
            with torch.no_grad():
                for n, p in model.named_parameters():
                    if n in average:
                        average[n].lerp_(p, 1 - decay)
            if step % 50 == 0:
                print(
                    f"step {step} done {done:.3f} loss {loss.item():.3f} {time.time() - began:.0f}s",
                    flush=True,
                )
            if time.time() - saved > 240:
                saved = time.time()
                torch.save(
                    {
                        "model": model.state_dict(),
                        "optimiser": optimiser.state_dict(),
                        "step": step,
                        "spent": spent + time.time() - began,
                        "average": average,
                    },
                    checkpoint,
                )
    with torch.no_grad():
        for n, p in model.named_parameters():
            if n in average:
                p.copy_(average[n])
    torch.save(model.state_dict(), args.out / "reader.pt")
    for name, part in dev.items():
        print(name, {k: round(v, 2) for k, v in score(model, part, pieces).items()}, flush=True)


if __name__ == "__main__":
    main()
