"""``legation who`` and ``legation knowledge add``: whose name this is, and a user's own actors."""

import json
from datetime import date
from pathlib import Path

import pytest

from legation.exceptions import TableError
from legation.knowledge import Entity, Knowledge, own
from legation.knowledge.asking import Question, answer, question, told_around
from legation.knowledge.entity import OWN
from legation.knowledge.grams import Grams
from tests.files import write
from tests.test_cli import legation

FERRER = {
    "id": "person:lucia-ferrer",
    "name": "Lucía Ferrer",
    "kind": "person",
    "country": "PER",
    "aliases": ["Lucía Ferrer Ríos"],
    "offices": [{"office": "president", "country": "PER", "start": "2024-07-28", "end": None}],
    "sectors": ["GOV"],
}
OWN_PERSONS = {"lucia-ferrer": "Lucía Ferrer", "tomas-aguirre": "Tomás Aguirre"}
know = Knowledge.load()


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEGATION_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def lines(*values: object) -> str:
    return "".join(json.dumps(v, ensure_ascii=False) + "\n" for v in values)


def test_who_prints_one_json_value_with_candidates_best_first():
    done = legation("who", "Vladimer Pootin", "Bela Strelsau", "--on", "2024-03-01", "--json")
    assert done.returncode == 0
    found, stranger = json.loads(done.stdout)
    assert found["id"] == "Vladimer Pootin"
    best = found["candidates"][0]
    assert set(best) == {"id", "name", "country", "role", "match", "confidence"}
    assert (best["id"], best["country"], best["role"]) == ("person:vladimir-putin", "RUS", "president")
    assert stranger["candidates"] == []


def test_who_says_a_stranger_is_not_known():
    assert "not known" in legation("who", "Bela Strelsau").stdout


def test_a_file_of_names_is_answered_line_by_line_and_a_bad_line_named(tmp_path):
    asked = lines({"id": 1, "name": "Emanuel Macrone", "country": "FR", "on": "2020-05-01"}) + "{\n"
    asked += lines({"name": "X"}, {"id": "b", "name": "Bela Strelsau", "context": "the baker"})
    path, out = write(tmp_path / "names.jsonl", asked), tmp_path / "out.jsonl"
    done = legation("who", "--from", path, "--out", out)
    assert done.returncode == 1
    assert f"{path}, line 2: is no JSON" in done.stderr
    assert f"{path}, line 3: lacks 'id'" in done.stderr
    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["candidates"][0]["id"]) == (1, "person:emmanuel-macron")
    assert second == {"id": "b", "candidates": []}


@pytest.mark.parametrize(
    "arguments",
    [(), ("A", "--from", "x.jsonl"), ("A", "--country", "Ruritania"), ("A", "--on", "soon"), ("A", "--out", "x")],
)
def test_a_question_that_makes_no_sense_is_a_usage_error(arguments):
    assert legation("who", *arguments).returncode == 2


def test_a_file_that_is_not_there_is_named(tmp_path):
    for command in (("who", "--from"), ("knowledge", "add")):
        done = legation(*command, tmp_path / "none.jsonl")
        assert done.returncode == 1
        assert "none.jsonl" in done.stderr


def test_the_context_tells_state_and_post():
    told = "Quito and Lima disagree. The Venezuelan foreign minister, Rodriguez, spoke in Caracas."
    assert told_around(know, "Rodriguez", told) == ("VEN", "foreign minister")
    asked = Question("1", "Rodriguez", context="Cuban foreign minister Rodriguez said on Monday")
    assert answer(know, asked).candidates[0].country == "CUB"


def test_a_question_reads_codes_and_names_of_states():
    assert {
        question(know, lines({"id": 1, "name": "X", "country": c}).encode()).country for c in ("IRN", "IR", "Iran")
    } == {"IRN"}


def test_an_added_actor_is_known_from_then_on(at_home, tmp_path, monkeypatch):
    assert legation("who", "Lucia Ferer").stdout.endswith("not known\n")
    done = legation("knowledge", "add", write(tmp_path / "mine.jsonl", lines(FERRER)))
    assert (done.returncode, done.stdout) == (0, "")
    (found,) = json.loads(legation("who", "Lucia Ferer", "--on", "2025-01-01", "--json").stdout)
    assert found["candidates"][0]["id"] == "person:lucia-ferrer"
    assert found["candidates"][0]["role"] == "president"
    record = legation("read", "-", stdin="President Lucia Ferrer will visit Quito on Monday.").stdout
    assert "person:lucia-ferrer" in {a["id"] for a in json.loads(record)["actors"]}


def test_an_actor_added_again_replaces_the_first(at_home, tmp_path):
    own.add(write(tmp_path / "a.jsonl", lines(FERRER, FERRER | {"id": "person:tomas-aguirre"})))
    assert own.add(write(tmp_path / "b.jsonl", lines(FERRER | {"name": "Lucía F. Ferrer"}))) == 1
    assert [e.name for e in own.actors()] == ["Lucía F. Ferrer", "Lucía Ferrer"]
    assert own.actors()[0].offices[0].held(date(2025, 1, 1))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"name": None}, "lacks 'name'"),
        ({"kind": "planet"}, "kind 'planet' is none of"),
        ({"country": "Ruritania"}, "'Ruritania' is no ISO"),
        ({"aliases": "Lucy"}, "'aliases' is no list"),
        ({"aliases": [7]}, "'aliases' holds what is no text"),
        ({"sectors": ["government"]}, "no CAMEO code"),
        ({"offices": [{"office": "president", "start": "July"}]}, "start 'July' is no date"),
        ({"offices": [{"office": "president", "start": "2024-13"}]}, "start '2024-13' is no date"),
        ({"offices": [{"office": "envoy", "start": "2024", "end": "2020"}]}, "ends before it starts"),
        ({"party": "none"}, "unknown fields: party"),
    ],
)
def test_a_line_that_cant_be_used_is_named_and_nothing_is_kept(at_home, tmp_path, change, why):
    path = write(tmp_path / "mine.jsonl", lines(FERRER, FERRER | {"id": "person:two"} | change))
    with pytest.raises(TableError, match=why) as raised:
        own.add(path)
    assert str(raised.value).startswith(f"{path}, line 2: ")
    assert own.actors() == ()


@pytest.mark.parametrize(
    ("told", "meant"),
    [
        ("Tomasaguirre", "tomas-aguirre"),
        ("AGUIRRE Tomas", "tomas-aguirre"),
        ("Tomas Agu Irre", "tomas-aguirre"),
        ("Томас Агирре", "tomas-aguirre"),
        ("Lusia Ferer", "lucia-ferrer"),
        ("John Mayor", "john-major"),
    ],
)
def test_a_name_is_found_however_it_was_heard(told: str, meant: str) -> None:
    mine = [Entity(f"person:{i}", n, "person", "PER", "PER", None, (), (), OWN) for i, n in OWN_PERSONS.items()]
    assert know.extended(mine).find(told)[0].entity.id == f"person:{meant}"


def test_the_state_tells_two_bearers_of_one_name_apart() -> None:
    mine = [Entity(f"person:marin-{c}", "Carla Marin", "person", c, c, None, (), (), OWN) for c in ("PER", "ECU")]
    more = know.extended(mine)
    for country in ("PER", "ECU"):
        best, *_ = more.find("Karla Marine", country=country)
        assert best.entity.country == country
    assert more.find("Karla Marine")[0].confidence < 0.6


def test_letters_are_sieved_without_an_overflow() -> None:
    long = tuple("abcdefghijklmnopqrstuvwxyz" for _ in range(3))
    sieve = Grams([long, ("ptn",), ("pzn", "mst")])
    assert 0 in sieve.near([long], 1)
    assert sieve.near([("ptn",)], 1) == [1]
    assert Grams([]).near([("ptn",)], 1) == []
