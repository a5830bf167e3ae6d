"""PLOVER's rules that decide cases: what an act counts as that is still to come, or won't."""

from __future__ import annotations

from legation.coding.acts.grammar import cases, complements, infinitive, lemma
from legation.coding.acts.lexicon import lexicon
from legation.coding.acts.triggers import Trigger
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Status

FRIENDLY = {
    "CONSULT": "meet",
    "SUPPORT": None,
    "COOPERATE": "assist",
    "AID": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
}
PROMISED = ("SUPPORT", "COOPERATE", "AID")

Ruled = tuple[str, str | None, Status]


def ruled(sentence: Sentence, trigger: Trigger, status: Status) -> Ruled:
    """The type, mode and status of an act under the rules.

    A future SUPPORT, COOPERATE or AID is AGREE and an announced RETREAT CONCEDE; "will not" do any of these, or
    meet, is REJECT. A future meeting stays CONSULT, as in the gold labels.
    """
    row = trigger.row
    if row.type == "AGREE" and any(_hostile(sentence, c) for c in complements(sentence, trigger.head)):
        return "THREATEN", None, status
    if row.type == "AGREE" and status == "negated":  # "failed to reach a deal"
        return "REJECT", None, "actual"
    promises = row.type in (*FRIENDLY, "AGREE") and (
        row.type != "SUPPORT" or bool(row.needs)
    )  # not "wants to thank"
    willing = promises and _willing(sentence, trigger.head)
    if willing and status == "negated":
        return "REJECT", FRIENDLY.get(row.type), "actual"
    if willing:
        return "AGREE", None, "hypothetical" if status == "hypothetical" else "actual"
    if status == "negated" and row.type in FRIENDLY and _refused(sentence, trigger.head):
        return "REJECT", FRIENDLY[row.type], "actual"
    if status == "future" and row.type in PROMISED:
        return "AGREE", None, status
    if status == "future" and row.type == "RETREAT" and row.mode != "resign":
        return "CONCEDE", None, status
    return row.type, row.mode, status


def _hostile(sentence: Sentence, c: int) -> bool:
    """Whether what is promised is an act of force: "vowed to bomb"."""
    rows = lexicon().get((lemma(sentence, c), "V"), ()) if infinitive(sentence, c) else ()
    return bool(rows) and all(r.type in ("ASSAULT", "COERCE", "SANCTION") for r in rows)


def _willing(sentence: Sentence, i: int) -> bool:
    """Whether an act is what its doer is ready, willing or eager for: "is ready to expand ties"."""
    node = i
    for _ in range(4):
        word = sentence.words[node]
        head = word.head
        if head < 0:
            return False
        said = lemma(sentence, head)
        if word.upos in ("NOUN", "PROPN"):
            marks = set(cases(sentence, node))
            if said in listed("willing") and marks & {"for", "to"}:
                return True
            if word.relation not in ("obj", "conj") or said not in listed("light") | listed("wishing"):
                return False
        elif word.relation == "conj":
            pass
        elif word.relation in ("xcomp", "acl", "advcl", "ccomp", "obl"):
            marked = infinitive(sentence, node) or "to" in cases(sentence, node)
            if said in listed("willing") and marked:
                return not any(o < node for o in sentence.children(head, "obj", "iobj"))
            if word.relation != "xcomp":
                return False
        else:
            return False
        node = head
    return False


def _refused(sentence: Sentence, i: int) -> bool:
    """Whether a clause says "will not"."""
    for node in (i, sentence.words[i].head):
        if node >= 0 and sentence.words[node].upos == "VERB":
            helpers = {sentence.words[c].text.lower() for c in sentence.children(node, "aux")}
            if helpers & listed("future") and any(
                lemma(sentence, c) in listed("nots") for c in sentence.children(node, "advmod")
            ):
                return True
    return False
