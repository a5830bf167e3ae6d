"""The corpora that the reader learns from, each as examples with the layers that it annotates."""

import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby, product
from pathlib import Path

from benchmarks import attribution, relations, sides, times
from benchmarks import names as names_benchmark
from legation.language import Language, conllu
from legation.language.boundaries import Boundaries, Offsets, simple_words
from legation.language.language import WEIGHTS
from legation.language.quotations import quoted
from training import acts, gum, names, positions
from training.acts import STATUSES
from training.examples import (
    IGNORE,
    NOTHING,
    PARTS,
    PLV,
    TIMES,
    Example,
    Labels,
    from_tree,
    words_in,
)

SENTENCES = Path(__file__).parent / "sentences"
NAMES_EWT, PAIRS, PAIRS_CAMEO, PAIRS_NEWS = (
    SENTENCES / n for n in ("names_ewt.tsv", "pairs.txt", "pairs_cameo.tsv", "pairs_news.tsv")
)
Spans = Iterable[tuple[int, int]]
TIMES_NEWS = 2  # that sentences of news are read while the written ones, which tell more acts, are read once

UW, UDS, MEGA, BANK = range(4)
"""The scales of factuality: each data set asked its question in its own way, so each has its own output."""


def trees(data: Path) -> tuple[list[conllu.Sentence], list[conllu.Sentence]]:
    """The training parts of EWT and of GUM's open genres, the latter with names."""
    ewt = list(conllu.read(data / "ud_ewt/en_ewt-ud-train.conllu"))
    open_gum = gum.read_open(data / "ud_gum/en_gum-ud-train.conllu")
    for sentence in open_gum:
        sentence.names = names.from_gum(sentence)
    names.settle_places(open_gum)
    return ewt, open_gum


def roles(data: Path) -> dict[str, list]:
    """PropBank's propositions by sentence of EWT's training part."""
    lines = (data / "srl_ewt/ewt-srl-train.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["sent_id"]: row["props"] for row in map(json.loads, lines)}


def role_names(propositions: dict[str, list]) -> Iterator[str]:
    return (a[0] for props in propositions.values() for p in props for a in p["args"] if a[0] != "V")


def web(ewt: list[conllu.Sentence], propositions: dict, facts: dict, labels: Labels) -> Iterator[Example]:
    """EWT's sentences with trees, roles, names and, where annotated, whether what they tell happened."""
    marked = read_names()
    named = _with_silver([([w.form for w in s.words], marked.get(s.id, set())) for s in ewt], labels)
    for sentence, inside, tags in zip(ewt, _quoted_words(ewt), named, strict=True):
        example = from_tree(sentence, labels)
        example.quoted = inside
        example.tags["names"] = tags
        n = len(example.forms)
        if sentence.id in propositions:
            found = propositions[sentence.id]
            example.tags["predicate"] = [0] * n
            for p in found:
                example.tags["predicate"][p["idx"]] = 1
                spans = [(a, b + 1, kind) for kind, a, b in p["args"] if kind != "V"]
                example.roles.append((p["idx"], labels.spans("roles", n, spans)))
        example.factuality = facts.get(" ".join(example.forms), {})
        yield example


def open_texts(open_gum: list[conllu.Sentence], labels: Labels) -> Iterator[Example]:
    for sentence, inside in zip(open_gum, _quoted_words(open_gum), strict=True):
        example = from_tree(sentence, labels)
        example.quoted = inside
        yield example


def _quoted_words(sentences: Iterable[conllu.Sentence]) -> Iterator[list[bool]]:
    """Whether each word stands in quotation marks, by document."""
    for document in conllu.documents(sentences):
        yield from quoted(*conllu.raw(document))


def written(path: Path, labels: Labels) -> Iterator[Example]:
    """Sentences written for the purpose, with names alone."""
    for text, spans in names.read_marked(path):
        words = simple_words(text)
        marked = [(*next(words_in([(a, b)], words, False)), kind) for a, b, kind in spans]
        yield Example([text[a:b] for a, b in words], {"names": labels.spans("names", len(words), marked)})


def web_names(data: Path, labels: Labels) -> Iterator[Example]:
    """UNER's names in EWT's development part, but for the documents that the benchmark keeps aside."""
    sentences = names_benchmark.read(data / "ner/uner_ewt/en_ewt-ud-dev.iob2", "dev")
    for words, tags in zip([w for w, _ in sentences], _with_silver(sentences, labels), strict=True):
        yield Example(words, {"names": tags})


def read_names() -> dict[str, set[tuple[int, int, str]]]:
    """The names marked in EWT's training part for the purpose (``sentences/names_ewt.tsv``), by sentence."""
    marked = {}
    for line in NAMES_EWT.read_text(encoding="utf-8").splitlines()[1:]:
        id, spans = line.split("\t")
        parts = (re.fullmatch(r"(\d+)-(\d+):(\w+)", s).groups() for s in spans.split())
        marked[id] = {(int(a), int(b), kind) for a, b, kind in parts}
    return marked


def _with_silver(sentences: list[names_benchmark.Labelled], labels: Labels) -> Iterator[list[int]]:
    """Labels of the words' names: persons, organisations and places as given; groups, events and agreements,
    which are not annotated, as the packaged weights read them."""
    read = Language.load().model.read([words for words, _ in sentences])
    for (words, spans), found in zip(sentences, read, strict=True):
        named = {i for a, b, _ in spans for i in range(a, b)}
        own = [(n.start, n.end, n.kind) for n in found.names if not named & set(range(n.start, n.end))]
        silver = {s for s in own if s[2] in {"group", "event", "agreement"}}
        yield labels.spans("names", len(words), spans | silver)


def news(data: Path, labels: Labels) -> Iterator[Example]:
    """PolNeAR's training part: who said what, in US political news."""
    boundaries = Boundaries(WEIGHTS / "boundaries.onnx")
    for item in attribution.texts(data / "polnear/train"):
        spans = {p: [s for a in item.attributions for s in getattr(a, p)] for p in PARTS}
        for words, example in _annotated(item.text, spans, boundaries, labels):
            for told in item.attributions:
                cue = [w for s in told.cue for w in words_in([s], words, False)]
                if cue:
                    example.attributions.append((cue[0], _arguments(told, words, labels)))
            yield example


def _arguments(told: attribution.Attribution, words: Offsets, labels: Labels) -> list[int]:
    parts = {part: words_in(getattr(told, part), words, True) for part in ("source", "content")}
    return labels.spans("arguments", len(words), [(a, b, part) for part, found in parts.items() for a, b in found])


def timed(data: Path, labels: Labels) -> Iterator[Example]:
    """TimeBank (but for the texts that the benchmark keeps aside), AQUAINT and WikiWars: expressions of time."""
    boundaries = Boundaries(WEIGHTS / "boundaries.onnx")
    for folder in ("timeml/TBAQ-cleaned", "wikiwars/trainingset"):
        for item in times.texts(data / folder, "dev"):
            spans: dict[str, list[tuple[int, int]]] = {k: [] for k in TIMES}
            for time in item.times:
                spans[time.type].append((time.start, time.end))
            yield from (e for _, e in _annotated(item.text, spans, boundaries, labels, "times"))


def _annotated(
    text: str,
    spans: dict[str, list[tuple[int, int]]],
    boundaries: Boundaries,
    labels: Labels | None,
    layer: str | None = None,
) -> Iterator[tuple[Offsets, Example]]:
    """A text's sentences with character spans as labels: each kind its own layer, or all in one ``layer``."""
    sentences = list(boundaries.split(text))
    for words, inside in zip(sentences, quoted(text, sentences), strict=True):
        low, high = words[0][0], words[-1][1]
        marked: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for kind, found in spans.items():
            here = [s for s in found if s[0] < high and s[1] > low]
            marked[layer or kind] += [(a, b, kind) for a, b in words_in(here, words, layer is None)]
        tags = {k: labels.spans(k, len(words), v) for k, v in marked.items()} if labels else {}
        yield words, Example([text[a:b] for a, b in words], tags, quoted=inside)


def facts(path: Path, scale: int) -> Iterator[Example]:
    """Sentences of one data set of factuality; values run from -3 (surely not) to 3 (surely)."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        values = {t["span1"][0]: (scale, float(t["label"])) for t in row["targets"]}
        yield Example(row["text"].split(" "), factuality=values)


def all_facts(data: Path) -> tuple[dict[str, dict[int, tuple[int, float]]], list[Example]]:
    """UDS by its sentences, which are EWT's; and the sentences of the other data sets."""
    folder = data / "factuality"
    uds = {" ".join(e.forms): e.factuality for e in facts(folder / "UDS_IH2/train.jsonl", UDS)}
    others = [
        *facts(folder / "UW/train.jsonl", UW),
        *facts(folder / "MV2/mv2/train.jsonl", MEGA),
        *facts(folder / "CB/CB/train.jsonl", BANK),
    ]
    return uds, others


def untold(data: Path, most: int = 30_000) -> list[Example]:
    """Sentences of news reports that nobody has labelled, drawn at random: the teacher alone tells of them."""
    boundaries, out = Boundaries(WEIGHTS / "boundaries.onnx"), list[Example]()
    reports = [line for path in sorted((data / "news").glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    for report in random.Random(1).sample(reports, len(reports)):
        if len(out) < most:
            out += [e for _, e in _annotated(json.loads(report)["text"], {}, boundaries, None)]
    return out[:most]


def untold_pairs(data: Path, most: int = 12_000) -> Iterator[Example]:
    """Two names, drawn from those that the packaged weights read, in each of those sentences that has them."""
    sentences, rng = untold(data, most), random.Random(2)
    for example, read in zip(sentences, Language.load().model.read([e.forms for e in sentences]), strict=True):
        if len(read.names) > 1:
            source, target = ((n.start, n.end) for n in rng.sample(read.names, 2))
            yield Example(example.forms, marks=_marks(len(example.forms), [source], [target]))


def acted(data: Path, labels: Labels) -> Iterator[Example]:
    """Sentences with their acts, whether each came about, and who did it to whom, and with what is declared:
    written for the purpose, or of news."""
    stances, known = declared(data), set[str]()
    for told, words in _told(data):
        known.add(told.text)
        spans = [(*_words(words, [act.trigger])[0], act) for act in told.acts if act.trigger]
        tags = {"act": labels.spans("act", len(words), [(a, b, act.type or "") for a, b, act in spans])}
        tags["status"] = [IGNORE] * len(words)
        if told.text in stances:
            tags["stance"] = _stances(words, stances[told.text], labels)
        example = Example([told.text[a:b] for a, b in words], tags)
        for a, b, act in spans:
            tags["status"][a:b] = [STATUSES.index(act.status)] * (b - a)
            parties = [(*w, "source") for w in _words(words, act.sources)]
            parties += [(*w, "target") for w in _words(words, act.targets)]
            example.acts.append(((a, b), labels.spans("arguments", len(words), parties)))
        yield example
    boundaries = Boundaries(WEIGHTS / "boundaries.onnx")
    for text in [t for t in stances if t not in known] * TIMES_NEWS:
        words = [w for sentence in boundaries.split(text) for w in sentence]
        yield Example([text[a:b] for a, b in words], {"stance": _stances(words, stances[text], labels)})


def declared(data: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Of sentences with labelled positions, where the act of each stands, and the stance."""
    out = {}
    for gold in (*positions.sentences(positions.FOLDER, "train"), *positions.read_news(data, "train")):
        acts_at = ((gold["sentence"].index(p["act_text"]), p) for p in gold["positions"])
        out[gold["sentence"]] = [(at, at + len(p["act_text"]), p["stance"]) for at, p in acts_at]
    return out


def _stances(words: Offsets, told: list[tuple[int, int, str]], labels: Labels) -> list[int]:
    found = [(*inside, stance) for a, b, stance in told for inside in _words(words, [(a, b)])]
    return labels.spans("stance", len(words), found)


def acted_pairs(data: Path, labels: Labels) -> Iterator[Example]:
    """The same sentences once for each two sides: what the first does to the second, or nothing."""
    for told, words in _told(data):
        types: dict[tuple[acts.Part, acts.Part], set[str]] = defaultdict(set)
        for act in told.acts:
            for source, target in product(act.sources, act.targets):
                if source[1] <= target[0] or target[1] <= source[0]:
                    types[source, target].add(act.type or NOTHING)
        forms = [told.text[a:b] for a, b in words]
        for (source, target), found in types.items():
            if len(found) == 1:  # who does two things to another is no example of either
                marks = _marks(len(words), _words(words, [source]), _words(words, [target]))
                yield Example(forms, marks=marks, pair=labels.pair.index(found.pop()))


def plv_pairs(data: Path, labels: Labels) -> Iterator[Example]:
    """PLV's training part, but for the sentences that the benchmark keeps aside."""
    boundaries = Boundaries(WEIGHTS / "boundaries.onnx")
    for pair in relations.read(data / "events/plv_train.jsonl", "train"):
        yield _pair(pair.text, pair.source, pair.target, PLV + pair.type, boundaries, labels)


def plv_like(data: Path, labels: Labels) -> Iterator[Example]:
    """Pairs labelled as PLV would: written for the purpose, in sentences of the CAMEO sets that PLV lacks, and in
    sentences of news reports."""
    written = (line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines())
    pairs = [(type, *relations.unmarked(text)) for type, text in written]
    quad = (data / "events/cameo_quad_train.jsonl").read_text(encoding="utf-8").splitlines()
    spans = (data / "events/cameo_spans_train.jsonl").read_text(encoding="utf-8").splitlines()
    for line in PAIRS_CAMEO.read_text(encoding="utf-8").splitlines()[1:]:
        source, number, type, *sides = line.split("\t")
        if source == "quad":
            told = tuple(acts.offsets(side) for side in sides)
            pairs.append((type, json.loads(quad[int(number)])["sentence"], *told))
        else:
            row = json.loads(spans[int(number)])
            marks = [" ST".index(tag[-1].replace("O", " ")) for tag in row["tags"]]
            yield Example(row["tokens"], marks=marks, pair=labels.pair.index(PLV + type))
    for text, (type, *sides), _, _ in acts.sentences_of_news(data, PAIRS_NEWS):
        pairs.append((type, text, *(acts.offsets(side) for side in sides)))
    boundaries = Boundaries(WEIGHTS / "boundaries.onnx")
    for type, text, source, target in pairs:
        yield _pair(text, source, target, PLV + type, boundaries, labels)


def _pair(text: str, source: Spans, target: Spans, label: str, boundaries: Boundaries, labels: Labels) -> Example:
    words = [w for sentence in boundaries.split(text) for w in sentence]
    marks = _marks(len(words), _words(words, source), _words(words, target))
    return Example([text[a:b] for a, b in words], marks=marks, pair=labels.pair.index(label))


def sided(data: Path, labels: Labels) -> Iterator[Example]:
    """Sentences of which the sides of one act are known: the spans of ConfliBERT's CAMEO set, and PLV. Those that
    the benchmarks keep aside are left out."""
    for item in sides.read(data / "events/cameo_spans_train.jsonl", "train"):
        spans = [(a, b, k) for k in ("source", "target") for a, b in _runs(item.tags, sides.SIDES[k])]
        yield Example(list(item.words), sides=labels.spans("arguments", len(item.words), spans))
    for example in plv_pairs(data, labels):
        marks = "".join("OST"[m] for m in example.marks or ())
        spans = [(a, b, "source") for a, b in _runs(marks, "S")] + [(a, b, "target") for a, b in _runs(marks, "T")]
        yield Example(example.forms, sides=labels.spans("arguments", len(marks), spans))


def _runs(tags: str, wanted: str) -> Iterator[tuple[int, int]]:
    """The runs of tags that are among the wanted ones."""
    start = 0
    for inside, run in groupby(tags, wanted.__contains__):
        end = start + len(list(run))
        if inside:
            yield start, end
        start = end


def _told(data: Path) -> Iterator[tuple[acts.Told, Offsets]]:
    boundaries = Boundaries(WEIGHTS / "boundaries.onnx")
    written = (told for path in sorted(acts.FOLDER.glob("*.txt")) for told in acts.read(path))
    for told in (*written, *list(acts.read_news(data)) * TIMES_NEWS):
        if not acts.kept_aside(told) and not (told.report and acts.for_belief(told)):
            yield told, [w for sentence in boundaries.split(told.text) for w in sentence]


def _words(words: Offsets, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return list(words_in(spans, words, False))


def _marks(length: int, *sides: list[tuple[int, int]]) -> list[int]:
    marks = [0] * length
    for number, spans in enumerate(sides, 1):
        for a, b in spans:
            marks[a:b] = [number] * (b - a)
    return marks
