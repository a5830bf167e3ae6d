"""Lemmas as edits of a word's end, so that a model can choose among a few hundred of them.

A rule is ``case:cut:add``: lower the word (``l``) or keep it (``k``), cut so many characters from its end and
add a string; or ``=lemma``, which replaces the whole word. After Chrupała (2006), "Simple data-driven
context-sensitive lemmatization".
"""


def rule(word: str, lemma: str) -> str:
    """The edit that makes ``lemma`` of ``word``.

    >>> rule("Going", "go")
    'l:3:'
    >>> rule("was", "be")
    '=be'
    """
    case = "k" if lemma != lemma.lower() else "l"
    form = word if case == "k" else word.lower()
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    if same == 0 or len(form) - same > 5 or len(lemma) - same > 5:
        return form_rule(case) if form == lemma else "=" + lemma
    return f"{case}:{len(form) - same}:{lemma[same:]}"


def form_rule(case: str) -> str:
    """The rule that takes the word as it is (``k``) or lowered (``l``)."""
    return f"{case}:0:"


def apply(rule: str, word: str) -> str:
    """The lemma that ``rule`` makes of ``word``; the word itself where the rule cuts more than there is.

    >>> apply("l:3:", "Going")
    'go'
    """
    if rule.startswith("="):
        return rule[1:]
    case, cut, add = rule.split(":", 2)
    form = word if case == "k" else word.lower()
    count = int(cut)
    return form[: len(form) - count] + add if count < len(form) or add else form
