"""Statements from what was found: quotations told by cues, and what other cues report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from legation.coding.draft import Draft
from legation.coding.speech.circumstances import Outside, addressees, certainty, occasion, when
from legation.coding.speech.complements import Complements
from legation.coding.speech.contents import Contents
from legation.coding.speech.cues import Cue
from legation.coding.speech.extents import trimmed
from legation.coding.speech.found import Found, Voices
from legation.coding.speech.page import Page
from legation.coding.speech.quoted import Told, told
from legation.coding.speech.relays import once
from legation.coding.speech.speakers import NOBODY, Speaker, named, speaker
from legation.coding.speech.turns import turns
from legation.coding.speech.unnamed import unnamed
from legation.coding.speech.unsaid import unsaid
from legation.coding.speech.words import listed, plain_text
from legation.coding.strangers import Strangers
from legation.nouns import Span, Statement, StatementKind

SURE, NAMELESS, GUESSED = 0.95, 0.8, 0.75
LASTS = 6  # sentences after which whoever spoke last does so no more


def reports(page: Page) -> tuple[list[Statement], Draft]:
    """The statements of a page, in no particular order and without ids; its draft with those who speak unnamed."""
    complements = Complements(page)
    quotations = told(page, complements)
    used = {(t.cue.sentence, t.cue.head) for t in quotations if t.cue}
    found = sorted([*_quotations(page, quotations), *_contents(page, complements, used)], key=lambda f: f.at)
    voices, made = Voices(), list[tuple[Found, Statement, Speaker]]()
    by_told: dict[int, Statement] = {}
    strangers = Strangers(page.draft)
    for one in found:
        who, sure = _who(page, one, quotations, voices, by_told)
        statement = _statement(page, one, quotations, by_told, who, sure)
        if statement is None:
            continue
        if one.cue is not None and (new := unnamed(page, one.cue, who)) is not None:
            who = replace(who, actor=strangers.enter(new))
            statement = replace(statement, speaker=who.actor)
        if one.told is not None:
            by_told[one.told] = statement
        if who.actor is not None:
            written = who.paper or (one.cue is not None and _written(page, one.cue))
            voices.add(one.at, _level(page, one, quotations), replace(who, paper=written))
        made.append((one, statement, who))
    spoken = turns(page)
    whole = _first_person(page, made, quotations, by_told, spoken)
    return [*spoken, *once(page, whole, quotations)], strangers.entered()


def _quotations(page: Page, quotations: list[Told]) -> Iterator[Found]:
    for k, one in enumerate(quotations):
        at = page.cue_offset(one.cue) if one.cue else page.quotes[one.quotes[0]].start
        yield Found(at, one.cue, told=k)


def _contents(page: Page, complements: Complements, used: set[tuple[int, int]]) -> Iterator[Found]:
    contents = Contents(page, complements)
    for row in page.cues:
        for cue in row:
            if (cue.sentence, cue.head) in used:
                continue
            found = contents.of(cue)
            if found is not None:
                yield Found(page.cue_offset(cue), cue, content=found)


def _level(page: Page, one: Found, quotations: list[Told]) -> int | None:
    """The quotation that a statement is told in."""
    if one.told is not None:
        return page.quotes[quotations[one.told].quotes[0]].parent
    return page.quote_at(one.at)


def _who(
    page: Page, one: Found, quotations: list[Told], voices: Voices, by_told: dict[int, Statement]
) -> tuple[Speaker, float]:
    """The speaker, and how sure that is."""
    level = _level(page, one, quotations)
    if one.cue is not None:
        who = speaker(page, one.cue)
        return _known(page, one, who, voices, level)
    assert one.told is not None
    quotation = quotations[one.told]
    if quotation.colon is not None:
        sentence, i = page.row[quotation.colon]
        subject = next(iter(page.draft.sentences[sentence].children(i, "nsubj")), None)
        if subject is not None:
            who, sure = _known(page, one, named(page, page.draft.sentences[sentence], subject), voices, level)
            if who.actor is not None:
                return who, sure * GUESSED
    last = voices.last(level)
    if level is None and (told_of := _told_of(page, one.at, 0 if last is None else last[0])) is not None:
        return replace(told_of, doubt=GUESSED), GUESSED
    if last is not None and _near(page, last[0], one.at):
        return replace(last[1], doubt=GUESSED), GUESSED
    return NOBODY, GUESSED


def _written(page: Page, cue: Cue) -> bool:
    """Whether something is said in a writing: "said in a statement"."""
    sentence = page.draft.sentences[cue.sentence]
    return any(sentence.words[o].lemma.lower() in listed("papers") for o in sentence.children(cue.head, "obl"))


def _told_of(page: Page, at: int, before: int) -> Speaker | None:
    """The person whose doings the sentence right before a quotation tells, after the last speaker's words."""
    place = page.at(at)
    if not place:
        return None
    word, sentence = page.word(place - 1), page.sentence(place - 1)
    if (
        "\n" in page.text[word.end : at]
        or sentence.words[0].start <= before
        or page.quote_at(word.start) is not None
    ):
        return None
    subject = next(iter(sentence.children(sentence.root, "nsubj")), None)
    mention = None if subject is None else page.draft.mention_at(sentence, subject)
    if subject is None or mention is None or page.draft.actor(mention.actor).kind != "person":
        return None
    return named(page, sentence, subject) if page.quote_at(sentence.words[subject].start) is None else None


def _known(page: Page, one: Found, who: Speaker, voices: Voices, level: int | None) -> tuple[Speaker, float]:
    """A speaker whom the report has named before, where the words by themselves name nobody."""
    last = voices.last(level, paper=who.paper)
    before = last[1] if last is not None and _near(page, last[0], one.at) else None
    pronoun = who.span is not None and who.span.text.lower() in listed("third")
    if who.actor is not None or who.first:
        if pronoun and before is not None and one.cue is not None and _further(page, one.cue):
            start = page.draft.sentences[one.cue.sentence].words[0].start
            told_of = None if level is not None or last is None else _told_of(page, start, last[0])
            if told_of is None or told_of.actor != who.actor:
                return replace(before, span=who.span), SURE
        return who, SURE * who.doubt
    if who.span is None and level is not None and one.told is None:
        return replace(who, first=True), SURE * GUESSED  # "… and stressed that": of a quotation's own clause
    if (pronoun or who.paper or (who.span is None and one.told is not None)) and before is not None:
        return replace(before, span=who.span or before.span, paper=who.paper), GUESSED
    return who, NAMELESS * who.doubt


def _further(page: Page, cue: Cue) -> bool:
    """Whether a cue says that its speaker goes on: "he also said", "she added"."""
    sentence = page.draft.sentences[cue.sentence]
    adverbs = sentence.children(cue.head, "advmod")
    return cue.flagged("on") or any(sentence.words[a].text.lower() in listed("further") for a in adverbs)


def _near(page: Page, before: int, at: int) -> bool:
    places = [min(page.at(x), len(page.row) - 1) for x in (before, at)]
    return page.row[places[1]][0] - page.row[places[0]][0] <= LASTS


def _statement(
    page: Page, one: Found, quotations: list[Told], by_told: dict[int, Statement], who: Speaker, sure: float
) -> Statement | None:
    if one.told is not None:
        stretches = _said(page, quotations[one.told])
        kind: StatementKind = "direct" if quotations[one.told].lead is None else "mixed"
    else:
        assert one.content is not None
        assert one.cue is not None
        if unsaid(page, one.cue, one.content, who):
            return None
        stretches = list(one.content.stretches)
        kind = _kind(page, one)
        if kind == "direct":
            stretches = [_bare(page, s) for s in stretches]
    cue = _cue(page, one, quotations, by_told)
    spans = tuple(Span.of(page.text, a, b) for a, b in stretches)
    bare = Statement("", kind, who.actor, who.span, cue, spans, certainty=sure)
    return bare if one.cue is None else _circumstances(page, one.cue, bare)


def _circumstances(page: Page, cue: Cue, bare: Statement) -> Statement:
    outside = Outside(page, cue, bare.content)
    return replace(
        bare,
        addressees=addressees(page, cue, bare.speaker, outside),
        when=when(page, cue, outside),
        occasion=occasion(page, cue, outside),
        certainty=bare.certainty * certainty(page, cue),
    )


def _said(page: Page, quotation: Told) -> list[tuple[int, int]]:
    """The stretches of a quotation, with what is said in front of it."""
    inner = [_inner(page, k) for k in quotation.quotes]
    if quotation.lead is None:
        return inner
    first = page.quotes[quotation.quotes[0]]
    whole = (first.start, first.end)
    before = trimmed(page, *quotation.lead)
    if before is None:
        return inner
    if not plain_text(page.text[before[1] : first.start]):
        return [(before[0], whole[1]), *inner[1:]]
    return [before, whole, *inner[1:]]


def _inner(page: Page, k: int) -> tuple[int, int]:
    """A quotation without its marks and without a comma at the end."""
    low, high = page.quotes[k].inner
    while high - low > 1 and (page.text[high - 1] in ",;" or page.text[high - 1].isspace()):
        high -= 1
    return low, high


def _cue(page: Page, one: Found, quotations: list[Told], by_told: dict[int, Statement]) -> Span | None:
    """The words of a cue; those of the quotation before, where one goes on from it."""
    if one.cue is None:
        assert one.told is not None
        follows = quotations[one.told].follows
        before = by_told.get(follows) if follows is not None else None
        if before is None or quotations[one.told].colon is not None:
            return None
        gap = page.quotes[quotations[one.told].quotes[0]].start - before.content[-1].end
        return before.cue if gap < 300 else None
    words = page.draft.sentences[one.cue.sentence].words
    start, end = words[one.cue.words[0]].start, words[one.cue.words[-1]].end
    return Span.of(page.text, start, end)


def _bare(page: Page, stretch: tuple[int, int]) -> tuple[int, int]:
    """A stretch that is one quotation, without its marks."""
    opened = page.opened_in(stretch[0], stretch[0] + 1)
    return _inner(page, opened[0]) if opened else stretch


def _kind(page: Page, one: Found) -> StatementKind:
    assert one.content is not None
    own = page.quote_at(one.at)
    low, high = one.content.stretches[0][0], one.content.stretches[-1][1]
    inside = [page.quotes[k] for k in page.opened_in(low, high) if page.quotes[k].parent == own]
    if any(q.start <= low and high <= q.end for q in inside):
        return "direct"
    return "mixed" if inside else "indirect"


def _first_person(
    page: Page,
    made: Iterable[tuple[Found, Statement, Speaker]],
    quotations: list[Told],
    by_told: dict[int, Statement],
    spoken: list[Statement],
) -> list[tuple[Found, Statement]]:
    """Statements, where "I said" inside a quotation or a turn is its speaker's."""
    whose = {k: by_told[n] for n, t in enumerate(quotations) if n in by_told for k in t.quotes}
    starts = [t.content[0].start for t in spoken]
    out = []
    for one, statement, who in made:
        if who.first:
            level = _level(page, one, quotations)
            turn = bisect_right(starts, one.at) - 1
            around = whose.get(level) if level is not None else spoken[turn] if turn >= 0 else None
            if around is not None:
                statement = replace(statement, speaker=around.speaker)
        out.append((one, statement))
    return out
