"""How words hang in a tree, as seen from a predicate."""

from legation.language.paths import DOWN, FAR, OWN, SELF, UP, branches, paths

NSUBJ, DET, OBJ, XCOMP, MARK, KINDS = 0, 1, 2, 3, 4, 5
# the envoy agreed to sign it
HEADS = [1, 2, -1, 4, 2, 4]
RELATIONS = [DET, NSUBJ, 0, MARK, XCOMP, OBJ]


def seen(at: int) -> list[tuple[int, int, int]]:
    """Steps up, relation of the branch, steps down, of each word."""
    branch, down = paths(HEADS, RELATIONS, at, KINDS)
    assert branch.max() < branches(KINDS)
    return [(int(b) // (OWN + KINDS), int(b) % (OWN + KINDS), int(d)) for b, d in zip(branch, down, strict=True)]


def test_what_hangs_on_a_predicate_is_told_by_its_relation_and_depth():
    assert seen(2) == [
        (0, OWN + NSUBJ, 2),
        (0, OWN + NSUBJ, 1),
        (0, SELF, 0),
        (0, OWN + XCOMP, 2),
        (0, OWN + XCOMP, 1),
        (0, OWN + XCOMP, 2),
    ]


def test_what_hangs_above_is_told_by_the_steps_up():
    assert seen(4) == [
        (1, OWN + NSUBJ, 2),
        (1, OWN + NSUBJ, 1),
        (1, SELF, 0),
        (0, OWN + MARK, 1),
        (0, SELF, 0),
        (0, OWN + OBJ, 1),
    ]


def test_a_long_way_is_cut_at_both_ends():
    chain = list(range(-1, 11))
    branch, _ = paths(chain, [OBJ] * 12, 11, KINDS)
    assert branch[0] % (OWN + KINDS) == FAR
    assert branch[11 - UP] == UP * (OWN + KINDS) + SELF
    assert paths(chain, [OBJ] * 12, 0, KINDS)[1].max() == DOWN
