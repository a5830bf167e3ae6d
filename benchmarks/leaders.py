"""Who held which post on a day; ``python -m benchmarks.leaders`` prints the wrong answers.

Questions of state, post and day are drawn from lists that the tables aren't built from: Archigos (Goemans and
others 2009; the effective leader, to 2015) and the heads of state and government of Wikidata (2022). A day is
drawn from the middle of a tenure, since sources differ by days at its ends. An answer is right where a word of the
listed name sounds like a word of the answer's.
"""

import argparse
import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from legation.knowledge import Knowledge
from legation.knowledge.matching import alike
from legation.knowledge.spelling import words

COW = dict(
    pair.split("=")
    for pair in (
        "AUS=AUT AUL=AUS SWZ=CHE SWA=SWZ SLV=SVN SAL=SLV MAC=MKD UKG=GBR FRN=FRA GMY=DEU GFR=DEU SPN=ESP"
        " POR=PRT NTH=NLD SWD=SWE DEN=DNK IRE=IRL ROM=ROU BUL=BGR CRO=HRV SER=SRB BOS=BIH LAT=LVA LIT=LTU MLD=MDA"
        " GRG=GEO ROK=KOR TAW=TWN MON=MNG BHU=BTN MYA=MMR SRI=LKA MAD=MDV NEP=NPL THI=THA CAM=KHM DRV=VNM MAL=MYS"
        " SIN=SGP PHI=PHL INS=IDN ETM=TLS NEW=NZL SOL=SLB FIJ=FJI KUW=KWT BAH=BHR UAE=ARE OMA=OMN LEB=LBN SUD=SDN"
        " MOR=MAR ALG=DZA LIB=LBY NIR=NER NIG=NGA CDI=CIV GUI=GIN SIE=SLE TOG=TGO CAO=CMR CHA=TCD CEN=CAF CON=COG"
        " DRC=COD BUI=BDI TAZ=TZA ANG=AGO MZM=MOZ ZAM=ZMB ZIM=ZWE MAW=MWI SAF=ZAF LES=LSO BOT=BWA MAG=MDG MAS=MUS"
        " GAM=GMB MAA=MRT BFO=BFA EQG=GNQ HAI=HTI TRI=TTO BAR=BRB BHM=BHS GUA=GTM HON=HND COS=CRI PAR=PRY URU=URY"
        " TKM=TKM TAJ=TJK KYR=KGZ UZB=UZB KZK=KAZ"
    ).split()
)
"""ISO 3166-1 alpha-3 of the Correlates of War codes that differ; "leader" is head of state or of government."""
HEADS = ("leader", "president", "prime minister", "king")
TODAY = date(2022, 12, 31)
"""The last day of the list from Wikidata."""


@dataclass(frozen=True, slots=True)
class Question:
    """Who held ``post`` of ``country`` (ISO3) on ``on``: ``name`` did."""

    source: str
    country: str
    post: str
    on: date
    name: str


def archigos(path: Path, knowledge: Knowledge, since: int, by: Random) -> Iterator[Question]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            start, end = (date.fromisoformat(row[k].strip()) for k in ("startdate", "enddate"))
            start = max(start, date(since, 1, 1))
            country = COW.get(row["iso3c_cow"], row["iso3c_cow"])
            if (end - start).days > 90 and knowledge.entity(country):
                yield Question("archigos", country, "leader", _inside(start, end, by), row["leader"])


def wikidata(path: Path, knowledge: Knowledge, by: Random) -> Iterator[Question]:
    posts = ("president", "prime minister", "chancellor", "king")
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found = knowledge.country(row["country"])
            post = next((p for p in posts if re.match(rf"{p} of(?! the) ", row["positionLabel"].lower())), None)
            if found and post and row["start_year"]:
                start = date(max(2000, int(row["start_year"]) + 1), 1, 1)
                end = date(int(row["end_year"]), 1, 1) if row["end_year"] else TODAY
                if start < end:
                    yield Question("wikidata", found.iso3, post, _inside(start, end, by), row["officeholderLabel"])


def _inside(start: date, end: date, by: Random) -> date:
    length = end.toordinal() - start.toordinal()
    return date.fromordinal(start.toordinal() + round(length * by.uniform(0.1, 0.9)))


def right(knowledge: Knowledge, question: Question) -> tuple[bool, str]:
    """Whether the post's holder is the one listed, and whom the tables name."""
    posts = HEADS if question.post == "leader" else (question.post,)
    holders = [h for p in posts if (h := knowledge.holder(p, question.country, question.on))]
    told = words(question.name)
    for holder in holders:
        names = {w for n in (holder.name, *holder.aliases) for w in words(n)}
        if any(alike(w, n) > 0.8 for w in told for n in names):
            return True, holder.name
    return False, holders[0].name if holders else "nobody"


def asked(folder: Path, knowledge: Knowledge, since: int = 1990) -> list[Question]:
    """The questions of a folder that holds both lists; the same each time."""
    by = Random(0)
    return [
        *archigos(folder / "archigos_4.1_spells.tsv", knowledge, since, by),
        *wikidata(folder / "wikidata.csv", knowledge, by),
    ]


def score(folder: Path, knowledge: Knowledge) -> dict[str, float]:
    """Percent of the questions of each list that are answered rightly; no answer is a wrong one."""
    results: dict[str, list[bool]] = defaultdict(list)
    for question in asked(folder, knowledge):
        results[question.source].append(right(knowledge, question)[0])
    every = [hit for hits in results.values() for hit in hits]
    return {name: 100 * sum(hits) / len(hits) for name, hits in {**results, "all": every}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--since", type=int, default=1990, help="the first year asked for")
    args = parser.parse_args()
    knowledge = Knowledge.load()
    for question in asked(args.data / "entities/leaders", knowledge, args.since):
        good, answer = right(knowledge, question)
        if not good:
            print(f"{question.country} {question.post} {question.on}: {question.name}, not {answer}")


if __name__ == "__main__":
    main()
