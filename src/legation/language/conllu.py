"""CoNLL-U, the form of Universal Dependencies: gold sentences for training and for benchmarks."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Word:
    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    misc: dict[str, str]
    space_after: bool = True
    token_end: bool = True  # False inside a multiword token such as "do" in "don't"


@dataclass(slots=True)
class Sentence:
    id: str
    words: list[Word]
    genre: str = ""
    starts_document: bool = False
    starts_paragraph: bool = False
    names: list[tuple[int, int, str]] | None = None  # word ranges and kinds; None where unlabelled
    comments: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, in order. Empty nodes are left out."""
    genre, new_document = "", False
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        if not block.strip():
            continue
        sentence = Sentence(id="", words=[])
        surface_end, surface_space = 0, True
        for line in block.split("\n"):
            if line.startswith("#"):
                key, _, value = line[1:].partition("=")
                key, value = key.strip(), value.strip()
                if key.startswith("newdoc"):
                    new_document, genre = True, ""
                elif key == "meta::genre":
                    genre = value
                elif key.startswith("newpar"):
                    sentence.starts_paragraph = True
                elif key == "sent_id":
                    sentence.id = value
                continue
            if not line:
                continue
            columns = line.split("\t")
            misc = dict(p.split("=", 1) for p in columns[9].split("|") if "=" in p)
            if "-" in columns[0]:
                surface_end = int(columns[0].split("-")[1])
                surface_space = misc.get("SpaceAfter") != "No"
                continue
            if "." in columns[0]:
                continue
            number = int(columns[0])
            inside = number < surface_end
            last = number == surface_end
            space = False if inside else surface_space if last else misc.get("SpaceAfter") != "No"
            sentence.words.append(
                Word(
                    columns[1],
                    columns[2],
                    columns[3],
                    columns[5],
                    int(columns[6]),
                    columns[7],
                    misc,
                    space,
                    not inside,
                )
            )
        if sentence.words:
            sentence.genre, sentence.starts_document = genre, new_document
            new_document = False
            yield sentence


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences of each document together."""
    current: list[Sentence] = []
    for sentence in sentences:
        if sentence.starts_document and current:
            yield current
            current = []
        current.append(sentence)
    if current:
        yield current


def raw_documents(path: Path) -> Iterator[tuple[str, list[list[tuple[int, int]]]]]:
    """The text of each document, put together from its words, and the offsets of its sentences' words."""
    return map(raw, documents(read(path)))


def raw(document: Sequence[Sentence]) -> tuple[str, list[list[tuple[int, int]]]]:
    """A document's text with a blank line between paragraphs, and the offsets of its sentences' words."""
    text, sentences = "", list[list[tuple[int, int]]]()
    for sentence in document:
        if text and sentence.starts_paragraph:
            text = text.rstrip(" ") + "\n\n"
        offsets = []
        for word in sentence.words:
            form = word.form.replace(" ", "\u00a0")  # a space inside a word would end it
            offsets.append((len(text), len(text) + len(form)))
            text += form + " " * word.space_after
        sentences.append(offsets)
    return text, sentences
