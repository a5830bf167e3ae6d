"""Sentences with labelled positions: how they are read, and that those in the project are whole."""

from pathlib import Path

import pytest

from training.positions import FOLDER, kept_aside, main, read


def written(folder: Path, *lines: str) -> Path:
    path = folder / "positions.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_position_has_its_parties_its_act_and_its_conditions(tmp_path: Path) -> None:
    text = "Peru will not talk to Chile until the siege ends and unless it apologises."
    line = "will-not | Peru | Chile | talk to Chile | until: the siege ends | unless: it apologises"
    first, second = read(written(tmp_path, "# a remark", text, line, "", "Peru did not talk."))
    (position,) = first["positions"]
    assert (position["stance"], position["holder"], position["toward"]) == ("will-not", "Peru", "Chile")
    assert [c["kind"] for c in position["conditions"]] == ["until", "unless"]
    assert second["positions"] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("will | Peru | Chile", "are needed"),
        ("would | Peru | - | talk", "no stance"),
        ("will | Bolivia | - | talk", "not in the sentence"),
        ("will | Peru | - | negotiate", "not in the sentence"),
        ("will | Peru | - | talk | when: it can", "no kind"),
        ("will | Peru | - | talk | if: it must", "not in the sentence"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(tmp_path: Path, line: str, fault: str) -> None:
    path = written(tmp_path, "Peru will talk.", line)
    with pytest.raises(ValueError, match=rf"positions\.txt:2: .*{fault}"):
        read(path)


def test_the_projects_sentences_are_whole_and_half_of_them_are_a_test() -> None:
    files = sorted(FOLDER.glob("*.txt"))
    assert main([str(f) for f in files]) == 0
    every = [gold for f in files for gold in read(f)]
    assert len(every) >= 600
    assert 0.4 < sum(map(kept_aside, every)) / len(every) < 0.6
    assert 0.3 < sum(not g["positions"] for g in every) / len(every) < 0.6  # near misses
