"""Sentences with labelled events: how they are read, and that those in the project are whole."""

from pathlib import Path

import pytest

from training.acts import FOLDER, read

TEXT = "Peru freed two reporters; Peru had jailed them in May."


def written(folder: Path, *lines: str) -> Path:
    path = folder / "acts.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_events_and_their_spans(tmp_path: Path) -> None:
    lines = (
        "# a remark",
        TEXT,
        "RETREAT:release | actual | Peru | freed | two reporters",
        "COERCE:arrest | actual | Peru#2 | jailed | them",
        "",
        "Chile and Peru border on Bolivia.",
        "NONE | Chile | Bolivia",
    )
    first, second = read(written(tmp_path, *lines))
    release, arrest = first.acts
    assert (release.type, release.mode, release.status) == ("RETREAT", "release", "actual")
    assert [TEXT[a:b] for a, b in (*release.sources, release.trigger or (0, 0), *release.targets)] == [
        "Peru",
        "freed",
        "two reporters",
    ]
    assert arrest.sources == ((26, 30),)
    assert [a.type for a in second.acts] == [None]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("FREE | actual | Peru | freed | two reporters", "no type of PLOVER: FREE"),
        ("RETREAT:gone | actual | Peru | freed | two reporters", "no mode of RETREAT: gone"),
        ("RETREAT | done | Peru | freed | two reporters", "no status: done"),
        ("RETREAT | actual | Chile | freed | two reporters", "not in the sentence: 'Chile'"),
        ("RETREAT | actual | Peru#3 | freed | two reporters", "not in the sentence: 'Peru#3'"),
        ("RETREAT | actual | - | freed | -", "an event needs a side"),
        ("RETREAT | actual | Peru | freed", "five fields are needed"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, fault: str) -> None:
    path = written(tmp_path, TEXT, line)
    with pytest.raises(ValueError, match=r"acts\.txt:2: ") as error:
        read(path)
    assert str(error.value) == f"{path}:2: {fault}: {line}"


def test_a_sentence_needs_a_label(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT)
    with pytest.raises(ValueError, match="no event and no NONE below"):
        read(path)


def test_what_was_written_for_training_is_whole() -> None:
    told = [t for path in FOLDER.glob("*.txt") for t in read(path)]
    assert len(told) > 4000
    assert len({t.text for t in told}) == len(told)
