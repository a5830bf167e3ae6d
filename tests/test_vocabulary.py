"""The encoder's vocabulary, without what English doesn't need."""

import json

from training.vocabulary import SPECIAL, pruned

LATER = ["peru", "##ğan", "é", "–", "##s", "[unused999]", "ქ", "##中", "ö3"]


def test_other_scripts_and_unused_places_go_and_the_special_pieces_stay_where_they_are(tmp_path):
    special = [f"[unused{i}]" for i in range(SPECIAL - 1)] + ["[CLS]"]
    whole = {"model": {"vocab": {piece: i for i, piece in enumerate(special + LATER)}}, "version": "1.0"}
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    text, kept = pruned(path)
    left = json.loads(text)
    assert left["version"] == "1.0"
    assert list(left["model"]["vocab"]) == [*special, "peru", "##ğan", "é", "–", "##s", "ö3"]
    assert list(left["model"]["vocab"].values()) == list(range(SPECIAL + 6))
    assert [(special + LATER)[i] for i in kept] == list(left["model"]["vocab"])
