"""Builds the knowledge tables: ``python -m training.knowledge --data ../shared/data``.

From ``src/legation/knowledge/curated`` (written by hand) and from data that may be shipped:

- ``factbook``: The World Factbook's government section (CC0): official names, heads, chiefs of mission
- ``cia-2019``: CIA World Leaders, 2019 (public domain): heads, key ministers and envoys of that year
- ``leaders-2026``: open-data-archive's current world leaders (CC BY-SA 4.0)
- ``sprvd-orgs``: list of international organisations (CC BY-SA 4.0)

Each row's ``source`` names what it was built from, joined by ``+``.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import re
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from legation.knowledge.entity import slug
from legation.knowledge.matching import alike
from legation.knowledge.spelling import fold, sound, words

ROOM = Path(__file__).parents[1] / "src/legation/knowledge"
BY_HAND = ("agreements", "given_names", "letters", "roles", "spellings", "titles")
MONTHS = {m: i for i, m in enumerate(["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"], 1)}  # fmt: skip  # noqa: E501


@dataclass
class Post:
    """An office as the tables write it: dates as text, possibly partial."""

    title: str
    seat: str
    start: str
    end: str
    source: str

    def cell(self) -> str:
        return ",".join((self.title, self.seat, self.start, self.end))


@dataclass
class Person:
    """A person gathered from one or more sources."""

    name: str
    country: str
    surname: str = ""
    aliases: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    wikidata: str = ""
    sources: list[str] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="the data folder, read only")
    entities = parser.parse_args().data / "entities"
    (ROOM / "tables").mkdir(exist_ok=True)
    for table in BY_HAND:
        shutil.copyfile(ROOM / "curated" / f"{table}.tsv", ROOM / "tables" / f"{table}.tsv")
    factbook = json.loads((entities / "factbook/factbook_government.json").read_text(encoding="utf-8"))
    states = build_states(factbook)
    bodies = build_organisations(entities / "orgs/general_list.yaml")
    people = build_people(factbook, states, entities / "leaders")
    print(f"states {len(set(states.values()))}, organisations {len(bodies)}, people {len(people)}")


# States ---------------------------------------------------------------------------------------------------------


def build_states(factbook: dict[str, dict[str, object]]) -> dict[str, str]:
    """Writes states.tsv; returns folded names with their ISO3 codes."""
    rows = list(curated("states"))
    codes = {fold(n): r["id"] for r in rows for n in [r["name"], *r["names"].split(";")] if n}
    official: dict[str, str] = {}
    for government in governments(factbook):
        short, long = (text(government, "Country name", f"conventional {kind} form") for kind in ("short", "long"))
        if iso3 := codes.get(fold(short)) or codes.get(fold(long)):
            official.setdefault(iso3, "" if long in ("none", "") or ";" in long else long)
            if long:
                codes.setdefault(fold(long), iso3)
    for row in rows:
        row["official"] = official.get(row["id"], "")
        row["source"] = "curated+factbook" if row["official"] else "curated"
    columns = [
        "id",
        "iso2",
        "name",
        "official",
        "names",
        "adjectives",
        "demonyms",
        "capitals",
        "metonyms",
        "leader",
        "wikidata",
        "source",
    ]
    write("states", columns, rows)
    return codes


def governments(factbook: dict[str, dict[str, object]]) -> Iterator[dict[str, object]]:
    for entry in factbook.values():
        government = entry["Government"]
        assert isinstance(government, dict)
        yield government


def text(section: dict[str, object], *path: str) -> str:
    """The text at a path of the factbook, without markup; empty where there is none."""
    at: object = section
    for step in (*path, "text"):
        at = at.get(step) if isinstance(at, dict) else None
    plain = re.sub(r"<[^>]+>", " ", html.unescape(at)).strip() if isinstance(at, str) else ""
    return "" if plain == "none" else plain


# Organisations --------------------------------------------------------------------------------------------------


def build_organisations(path: Path) -> list[dict[str, str]]:
    """Writes organisations.tsv: the curated ones, then the list's, which never shadow them."""
    rows = [
        {**r, "id": f"{'group' if r['kind'] == 'group' else 'organisation'}:{slug(r['name'])}"}
        for r in curated("organisations")
    ]
    taken = {fold(n) for r in rows for n in (r["name"], *r["aliases"].split(";"))}
    ids = {r["id"] for r in rows}
    for listed_row in sprvd(path):
        names = [n for n in (listed_row["name"], *listed_row["aliases"].split(";")) if n]
        if fold(names[0]) in taken or listed_row["id"] in ids:
            continue
        listed_row["aliases"] = ";".join(n for n in names[1:] if fold(n) not in taken)
        taken.update(map(fold, names))
        ids.add(listed_row["id"])
        rows.append(listed_row)
    write(
        "organisations",
        ["id", "name", "kind", "country", "code", "aliases", "members", "wikidata", "source"],
        rows,
    )
    return rows


def sprvd(path: Path) -> Iterator[dict[str, str]]:
    import yaml

    for name, fields in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        aliases = [
            a
            for k in (
                "Abbreviation_en",
                "Abbreviation_other_en",
                "Name_other_en",
                "Name_other_2_en",
                "Abbreviation_fr",
            )
            for a in [fields.get(k)]
            if isinstance(a, str) and len(a) > 2 and "[" not in a and ";" not in a and fold(a)
        ]
        wikidata = fields.get("Wikidata_code")
        eu = str(fields.get("Org_family", "")).startswith("EU ")
        yield {
            "id": f"organisation:{slug(name)}",
            "name": name.replace(";", ","),
            "kind": "organisation",
            "code": "IGOEEC" if eu else "IGO",
            "aliases": ";".join(dict.fromkeys(aliases)),
            "wikidata": wikidata if isinstance(wikidata, str) and re.fullmatch(r"Q\d+", wikidata) else "",
            "source": "sprvd-orgs",
        }


# People ---------------------------------------------------------------------------------------------------------


def build_people(factbook: dict[str, dict[str, object]], codes: dict[str, str], leaders: Path) -> list[Person]:
    """Writes people.tsv: one row a person, curated facts before those of the other sources."""
    merged: list[Person] = []
    by_country: dict[str, list[Person]] = defaultdict(list)
    reigning: dict[str, Person] = {}  # a head of state may be head of other territories too
    every = (
        *curated_people(),
        *snapshot_2026(leaders / "world-leaders-current-2026", codes),
        *factbook_people(factbook, codes),
        *cia_people(leaders / "cia-world-leaders-2019.json.zip", codes),
    )
    for person in every:
        mine = person.sources == ["curated"]  # rows written by hand are one to a person already
        same = None if mine else next((p for p in by_country[person.country] if same_person(p, person)), None)
        same = same or (None if mine else reigning.get(" ".join(words(person.name))))
        if same:
            merge(same, person)
        else:
            merged.append(person)
            by_country[person.country].append(person)
        for written in (
            (person.name, *person.aliases) if any(p.title in ("president", "king") for p in person.posts) else ()
        ):
            reigning.setdefault(" ".join(words(written)), same or person)
    close_tenures(merged)
    write(
        "people",
        ["id", "name", "country", "surname", "aliases", "offices", "wikidata", "source"],
        person_rows(merged),
    )
    return merged


def person_rows(people: Iterable[Person]) -> Iterator[dict[str, str]]:
    ids: set[str] = set()
    for p in people:
        identity = f"person:{slug(p.name)}"
        if identity in ids:
            identity += f"-{p.country.lower()}" if p.country else "-2"
        if identity in ids:
            continue
        ids.add(identity)
        yield {
            "id": identity,
            "name": p.name,
            "country": p.country,
            "surname": p.surname,
            "aliases": ";".join(dict.fromkeys(a for a in p.aliases if fold(a) != fold(p.name))),
            "offices": ";".join(dict.fromkeys(o.cell() for o in p.posts)),
            "wikidata": p.wikidata,
            "source": "+".join(dict.fromkeys(p.sources)),
        }


def curated_people() -> Iterator[Person]:
    for row in curated("people"):
        posts = [curated_post(cell, row["country"]) for cell in row["offices"].split(";") if cell]
        aliases = [a for a in row["aliases"].split(";") if a]
        yield Person(row["name"], row["country"], row["surname"], aliases, posts, row["wikidata"], ["curated"])


def curated_post(cell: str, country: str) -> Post:
    """``foreign minister 2013-08..2021-08`` or ``secretary-general @united-nations 2017..``."""
    match = re.fullmatch(
        r"(?P<title>[^@\d]+?)(?: @(?P<seat>\S+))?(?: (?P<start>[\d-]*)\.\.(?P<end>[\d-]*))?", cell.strip()
    )
    if not match:
        raise ValueError(f"curated/people.tsv: can't read the office {cell!r}")
    seat = match["seat"] or country
    if seat and not re.fullmatch("[A-Z]{3}|group:.+", seat):
        seat = f"organisation:{seat}"
    return Post(match["title"], seat, match["start"] or "", match["end"] or "", "curated")


def snapshot_2026(folder: Path, codes: dict[str, str]) -> Iterator[Person]:
    """Heads of state and government in August 2026, with Wikidata ids."""
    everyone = json.loads((folder / "by-position.json").read_text(encoding="utf-8"))
    wikidata = {
        e["name_en"]: e.get("wikidata_id") or ""
        for group in everyone.values()
        if isinstance(group, list)
        for e in group
    }
    with (folder / "all-leaders.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            iso3 = codes.get(fold(row["Country"]))
            for who, title, since in (
                ("Head of Government", "HoG Title", "HoG Since"),
                ("Head of State", "HoS Title", "HoS Since"),
            ):
                if (
                    iso3
                    and row[who]
                    and not (who == "Head of State" and row[who] == "Charles III" and iso3 != "GBR")
                ):
                    post = Post(normal_title(row[title]), iso3, row[since], "", "leaders-2026")
                    yield Person(row[who], iso3, "", [], [post], wikidata.get(row[who], ""), ["leaders-2026"])


def factbook_people(factbook: dict[str, dict[str, object]], codes: dict[str, str]) -> Iterator[Person]:
    """Chief of state, head of government and chiefs of mission, from "President A B (since May 2020)"."""
    for government in governments(factbook):
        iso3 = codes.get(fold(text(government, "Country name", "conventional short form")))
        iso3 = iso3 or codes.get(fold(text(government, "Country name", "conventional long form")))
        if not iso3:
            continue
        for post in ("chief of state", "head of government"):
            yield from factbook_holders(text(government, "Executive branch", post), iso3, iso3)
        yield from factbook_holders(
            text(government, "Diplomatic representation in the US", "chief of mission"), iso3, iso3
        )
        yield from factbook_holders(
            text(government, "Diplomatic representation from the US", "chief of mission"), "USA", "USA"
        )


HELD = re.compile(r"(?P<title>[A-Z][\w.,'’\- ]*?) (?P<name>[^;()]*?) \(since (?P<date>[^)]*)\)")


def factbook_holders(sentence: str, country: str, seat: str) -> Iterator[Person]:
    sentence = re.sub(r"(?<=[A-Z]) of [A-Z][a-z]+(?= \()", "", sentence)  # "King HARALD V of Norway (since"
    for part in re.split(r";| and (?=[A-Z][a-z]+ )", sentence):
        match = re.fullmatch(r"\s*(?P<told>[^()]+?) \(since (?P<date>[^)]*)\).*", part, re.S)
        split = split_title(match["told"]) if match else None
        if not match or not split or "vacant" in part:
            continue
        title, name = split
        if country == "GBR" or "King" not in title or country not in REALMS:
            given, surname = shouted(name)
            if (given or surname) and not name.startswith("of "):
                whole = f"{given} {surname}".strip()
                yield Person(
                    whole,
                    country,
                    surname if given else "",
                    [],
                    [Post(normal_title(title), seat, iso_date(match["date"]), "", "factbook")],
                    "",
                    ["factbook"],
                )


REALMS = frozenset(
    ["AUS", "CAN", "NZL", "ATG", "BHS", "BLZ", "GRD", "JAM", "PNG", "KNA", "LCA", "VCT", "SLB", "TUV"]
)


def split_title(told: str) -> tuple[str, str] | None:
    """("President", "Masoud PEZESHKIAN"): the title is the longest run of words from the roles table."""
    roles = {fold(r["phrase"]) for r in curated("roles")} | {
        "charge d affaires",
        "interim president",
        "transitional president",
        "president of the government",
        "chairman of the council of ministers",
        "prince",
        "state counsellor",
        "king",
        "emir",
        "amir",
        "sultan",
        "grand duke",
    }
    pieces = told.split()
    for width in range(len(pieces) - 1, 0, -1):
        if fold(" ".join(pieces[:width])) in roles:
            return " ".join(pieces[:width]), " ".join(pieces[width:])
    return None


def shouted(name: str) -> tuple[str, str]:
    """Given names and surname of "Ali Hoseini-KHAMENEI" or "XI Jinping": the surname is in capitals."""
    bare = re.sub(
        r"\b(?:Gen|Dr|Lt|Col|Brig|Maj|Adm|Sir|Dame|Capt|Mr|Ms|Marshal)\.?(?: Gen\.)? ",
        "",
        re.sub(r"\(.*?\)|\[.*?\]|,.*", "", name),
    ).strip()
    pieces = bare.split()
    capital = [i for i, w in enumerate(pieces) if sum(c.isupper() for c in w) > 1 and re.search(r"[A-ZÀ-Þ]{2}", w)]
    if not capital or not all(re.fullmatch(r"[\w'’.\-]+", w) for w in pieces):
        return "", ""
    first, last = capital[0], capital[-1] + 1
    surname = " ".join(capitalised(w) for w in pieces[first:last])
    given = pieces[:first] or pieces[last:]
    ordered = " ".join(given if pieces[:first] else [])
    return (ordered, surname) if pieces[:first] else ("", f"{surname} {' '.join(given)}".strip())


def capitalised(word: str) -> str:
    """KHAMENEI, al-ASAD and McNAMARA as they are written in running text."""
    pieces = re.split(r"([-'’])", word)
    return "".join(
        p if p in ("al", "ul", "el", "de") or not p.isupper() else p.capitalize() for p in pieces
    ).replace("McN", "McN")


def iso_date(told: str) -> str:
    match = re.search(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})", told)
    if not match:
        return ""
    number, month, year = match.groups()
    if month not in MONTHS:
        return year
    return f"{year}-{MONTHS[month]:02d}" + (f"-{int(number):02d}" if number else "")


KEY_POSTS = (
    (r"^(?:Interim |Acting |Transitional )?President$", "president"),
    (r"^(?:Interim |Acting )?(?:Prime Minister|Premier|Taoiseach)$", "prime minister"),
    (r"^Chancellor$", "chancellor"),
    (r"^(?:King|Queen|Sultan|Amir|Emir|Grand Duke|Emperor)$", "king"),
    (r"^(?:First |Second )?Vice President$", "vice president"),
    (r"^(?:First |Second )?(?:Deputy Prime Minister|Vice Premier)$", "deputy prime minister"),
    (
        r"^(?:Minister|Min\.) (?:of|for) (?:Foreign|External) (?:Affairs|Relations)|^Foreign (?:Minister|Affairs)",
        "foreign minister",
    ),
    (
        r"^(?:Minister|Min\.) (?:of|for) (?:the )?(?:National )?(?:Defen[sc]e|Armed Forces)",
        "defense minister",
    ),
    (
        r"^(?:Minister|Min\.) (?:of|for) (?:the )?(?:Interior|Internal Affairs|Home Affairs)",
        "interior minister",
    ),
    (r"^(?:Minister|Min\.) (?:of|for) (?:Finance|Economy & Finance)", "finance minister"),
    (r"^Permanent Representative to the UN", "permanent representative to the united nations"),
    (r"^Ambassador to the US", "ambassador"),
)


def cia_people(path: Path, codes: dict[str, str]) -> Iterator[Person]:
    """Key posts of 2019. The list bears no dates, so a tenure is known for that year alone."""
    with zipfile.ZipFile(path) as archive:
        offices = json.loads(archive.read("dist/json/government-offices.json"))
        persons = json.loads(archive.read("dist/json/persons.json"))
    for office in offices.values():
        titles = list(office["datatypeProperties"].values())
        links = {k: link["@id"] for p in office["objectProperties"] for k, link in p.items()}
        labels = [link for p in office["objectProperties"] for link in p.values()]
        country = next(
            (x["http://www.w3.org/2000/01/rdf-schema#label"] for x in labels if x["@type"].endswith("#Country")),
            "",
        )
        iso3 = codes.get(fold(CIA_NAMES.get(country, country)))
        title = next((n for pattern, n in KEY_POSTS if titles and re.search(pattern, str(titles[0]))), "")
        holder = persons.get(next((v for k, v in links.items() if k.endswith("hasGovernmentOfficial")), ""))
        if iso3 and title and holder:
            name = {k.rsplit("/", 1)[-1]: v for k, v in holder["datatypeProperties"].items()}["name"]
            given, surname = shouted(name)
            whole = f"{given} {surname}".strip()
            if len(whole.split()) > 1:
                post = Post(title, iso3, "2019-01-01", "2019-12-31", "cia-2019")
                yield Person(whole, iso3, surname if given else "", [], [post], "", ["cia-2019"])


CIA_NAMES = {"Korea, North": "North Korea", "Korea, South": "South Korea", "Congo, Democratic Republic of the": "DR Congo", "Congo, Republic of the": "Republic of the Congo", "Bahamas, The": "Bahamas", "Gambia, The": "Gambia", "Burma": "Myanmar", "Swaziland": "Eswatini", "Micronesia, Federated States of": "Micronesia", "Holy See (Vatican City)": "Holy See"}  # fmt: skip  # noqa: E501


def normal_title(told: str) -> str:
    """The roles table's word for a title, or the title itself, folded."""
    phrases = {fold(r["phrase"]): r["title"] for r in curated("roles")}
    folded = re.sub(r"^(?:interim|acting|transitional|caretaker) ", "", fold(told))
    if folded in phrases:
        return phrases[folded]
    runs = (" ".join(folded.split()[:w]) for w in range(len(folded.split()), 0, -1))
    return next((phrases[r] for r in runs if r in phrases), "ambassador" if "charge" in folded else folded)


def same_person(one: Person, other: Person) -> bool:
    """Same state, and names made of the same words by sound, or alike names in one post at one time."""
    if any(overlap(a, b) for a in one.posts for b in other.posts) and alike_names(one, other):
        return True
    for written in (one.name, *one.aliases):
        first, second = words(written), words(other.name)
        if set(map(sound, first)) <= set(map(sound, second)) and len(first) > 1:
            return True
        if set(map(sound, second)) <= set(map(sound, first)) and len(second) > 1:
            return True
        if "".join(map(sound, first)) == "".join(map(sound, second)):
            return True
    return False


def overlap(one: Post, other: Post) -> bool:
    """Whether two tenures are of one post and share some time."""
    if (one.title, one.seat) != (other.title, other.seat) or one.title == "ambassador":
        return False
    return (not one.end or other.start < one.end) and (not other.end or one.start < other.end)


def alike_names(one: Person, other: Person) -> bool:
    """Whether some word of one name is like some word of the other at both ends."""
    first, second = words(one.name), words(other.name)
    if min(len(first), len(second)) < 2:
        return False
    return max(alike(first[0], w) for w in second) > 0.7 and max(alike(first[-1], w) for w in second) > 0.8


def merge(kept: Person, other: Person) -> None:
    kept.aliases += [other.name, *other.aliases]
    kept.wikidata = kept.wikidata or other.wikidata
    kept.surname = kept.surname or (other.surname if kept.name.endswith(other.surname) else "")
    kept.sources += other.sources
    kept.posts += [p for p in other.posts if not any(covers(k, p) for k in kept.posts)]


def covers(known: Post, other: Post) -> bool:
    """A dated tenure of the same post that the other one lies in, or begins within a year of."""
    if known.title != other.title or known.seat != other.seat:
        return False
    if other.source == "cia-2019":
        return known.start <= "2019-12-31" and (not known.end or known.end >= "2019")
    return not known.end or other.start <= known.end


def close_tenures(people: list[Person]) -> None:
    """An open tenure of a post with one seat ends when the next known holder's begins."""
    single = {r["title"] for r in curated("roles") if r["single"] == "1"}
    seats: dict[tuple[str, str], list[Post]] = defaultdict(list)
    for person in people:
        for post in person.posts:
            if post.title in single and post.seat:
                seats[post.title, post.seat].append(post)
    for posts in seats.values():
        posts.sort(key=lambda p: p.start)
        for number, post in enumerate(posts):
            later = next(
                (p.start for p in posts[number + 1 :] if p.start > post.start and p.source != "cia-2019"), ""
            )
            if not post.end and later:
                post.end = later


# Files ----------------------------------------------------------------------------------------------------------


def curated(table: str) -> Iterator[dict[str, str]]:
    with (ROOM / "curated" / f"{table}.tsv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def write(table: str, columns: list[str], rows: Iterable[dict[str, str]]) -> None:
    with (ROOM / "tables" / f"{table}.tsv").open("w", encoding="utf-8", newline="\n") as out:
        out.write("\t".join(columns) + "\n")
        for row in rows:
            out.write("\t".join(row.get(c, "").replace("\t", " ").replace("\n", " ") for c in columns) + "\n")


if __name__ == "__main__":
    main()
