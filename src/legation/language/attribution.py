"""Who is said to say or think what: the cues of a text with their sources and contents put together.

The parts are those of PolNeAR (Newell et al. 2018): a source's words, a cue such as "said" or "according to", and
the content, which may stand in several stretches ("…," she said, "…") and go on over sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from legation.language.quotations import quotes
from legation.language.sentence import Mark, Sentence, Told

Stretch = tuple[int, int]
"""Offsets in the text."""

LONG_QUOTATION = 60
"""Characters from which a quotation is content whatever the encoder says: in PolNeAR's training part 97% are,
as are 98% of those of several sentences; a shorter one may be a name or a single word."""

_BEFORE_HEAD = frozenset({"det", "amod", "compound", "nummod", "case", "mark", "aux", "cop", "advmod", "cc"})
_NEAR = 4  # words
_OPENING, _CLOSING, _TERMINAL = ("“", '"', "‘"), ("”", '"', "’"), (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; each part may be missing. Source and cue have one stretch at most."""

    source: tuple[Stretch, ...] = ()
    cue: tuple[Stretch, ...] = ()
    content: tuple[Stretch, ...] = ()


def attributions(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """The attributions of a text, in order; none within a long quotation, which is content as a whole.

    A quotation that follows in the same paragraph ("…," she said. "…") goes on the one before; a short one where
    it ends a sentence.
    """
    every = [q.inner for q in quotes(text) if q.parent is None and text[q.start] not in "'‘"]
    long = _long(every, sentences)
    found = [_widened(a, long) for s in sentences for a in _cued(s)]
    found = [a for a in found if not any(_within(a.cue[0], q) for q in long)]
    taken = {stretch for a in found for stretch in a.content}
    rest = [q for q in every if not any(_overlap(q, t) for t in taken)]
    for quotation in rest:
        if quotation in long or text[quotation[1] - 1] in _TERMINAL:
            found = _placed(text, quotation, sorted(found, key=_start), alone=quotation in long)
    return sorted(found, key=_start)


def _cued(sentence: Sentence) -> Iterator[Attribution]:
    for told in sentence.told:
        cue = told.cue
        sources = sorted((m for m in told.arguments if m.kind == "source"), key=lambda m: _apart(m, cue))
        source = tuple(_stretch(sentence, m.start, m.end) for m in sources[:1])
        content = tuple(
            _stretch(sentence, m.start, _content_end(sentence, m, cue.start)) for m in _contents(sentence, told)
        )
        yield Attribution(source, (_stretch(sentence, cue.start, cue.end),), content)


def _apart(mark: Mark, cue: Mark) -> int:
    """How many words stand between the two."""
    return max(mark.start - cue.end, cue.start - mark.end)


def _contents(sentence: Sentence, told: Told) -> list[Mark]:
    """A cue's contents; of several those alone that no other cue parts from it: "said it was late, adding …"."""
    found = [m for m in told.arguments if m.kind == "content"]
    cue, others = told.cue, [t.cue.start for t in sentence.told if t is not told]
    near = [m for m in found if not any(cue.end <= o < m.start or m.end <= o < cue.start for o in others)]
    return near or found


def _stretch(sentence: Sentence, start: int, end: int) -> Stretch:
    return sentence.words[start].start, sentence.words[end - 1].end


def _content_end(sentence: Sentence, content: Mark, cue: int) -> int:
    """One past the last word of a content: it goes on to the head of a last word that is a modifier, and over what
    follows at once and hangs on its last word, unless the cue is in that."""
    words, end = sentence.words, content.end
    while (last := words[end - 1]).relation in _BEFORE_HEAD and end <= last.head < end + _NEAR:
        end = last.head + 1
    below = sentence.subtree(end - 1)
    broken = end in below and words[end].upos != "PUNCT" and content.start <= words[end - 1].head < end
    return below[-1] + 1 if broken and not end <= cue <= below[-1] else end


def _long(quotations: Sequence[Stretch], sentences: Sequence[Sentence]) -> list[Stretch]:
    ends = [s.end for s in sentences]
    return [(a, b) for a, b in quotations if b - a >= LONG_QUOTATION or any(a < end < b for end in ends)]


def _widened(found: Attribution, long: Sequence[Stretch]) -> Attribution:
    """With the whole of each long quotation that its content touches."""
    out: list[Stretch] = []
    for start, end in found.content:
        for quotation in long:
            if _overlap(quotation, (start, end)) and not _within(found.cue[0], quotation):
                start, end = min(start, quotation[0]), max(end, quotation[1])
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return replace(found, content=tuple(out))


def _placed(text: str, quotation: Stretch, found: list[Attribution], *, alone: bool) -> list[Attribution]:
    """``found`` with a quotation that no cue has claimed: of the attribution that it goes on, or, where it may
    stand ``alone``, by itself."""
    before = next((i for i in range(len(found) - 1, -1, -1) if _start(found[i]) < quotation[0]), -1)
    if before >= 0 and _goes_on(text, found[before], quotation):
        longer = replace(found[before], content=(*found[before].content, quotation))
        return [*found[:before], longer, *found[before + 1 :]]
    behind = found[before + 1] if before + 1 < len(found) else None
    if behind is not None and not behind.content and _told_behind(text, quotation, behind):
        return [*found[: before + 1], replace(behind, content=(quotation,)), *found[before + 2 :]]
    return [*found, Attribution(content=(quotation,))] if alone else found


def _goes_on(text: str, before: Attribution, quotation: Stretch) -> bool:
    """Whether a quotation goes on another after its cue, or is what a cue without content announces."""
    if not before.cue:
        return False
    between = text[before.cue[0][1] : quotation[0]].rstrip(" ")
    if "\n" in between or between[-1:] not in _OPENING:
        return False
    if not before.content:
        return True
    return text[before.content[-1][1] : before.cue[0][0]].lstrip(" ,.?!")[:1] in _CLOSING


def _told_behind(text: str, quotation: Stretch, behind: Attribution) -> bool:
    """Whether source and cue follow a quotation at once: "“Why now?” she asked"."""
    between = text[quotation[1] : _start(behind)]
    return between.strip(" ") in _CLOSING


def _start(found: Attribution) -> int:
    return min(start for part in (found.source, found.cue, found.content) for start, _ in part)


def _overlap(a: Stretch, b: Stretch) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _within(inner: Stretch, outer: Stretch) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]
