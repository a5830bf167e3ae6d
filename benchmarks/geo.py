"""Places against TR-News; ``python -m benchmarks.geo`` prints what is wrong or missing.

The corpus (Kamalloo and Rafiei 2018) names the place of GeoNames for each toponym of 118 news texts. A toponym is
resolved where a place of ours overlaps it. Of the resolved: those in the right state, and those with a point
within 161 km (100 miles) of the listed one. Adjectives ("Turkish") are no places here and are left out.
"""

import argparse
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from legation.coding import places
from legation.coding.draft import Draft
from legation.knowledge import Knowledge
from legation.language import Language
from legation.nouns import Document, Place

NEAR = 161.0
"""Kilometres."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A listed place name: offsets in the text, GeoNames' name and feature code, ISO3 of its state, its point."""

    start: int
    end: int
    written: str
    name: str
    code: str
    country: str | None
    latitude: float
    longitude: float


def articles(path: Path) -> Iterator[tuple[str, list[Toponym]]]:
    """Texts with their toponyms, those with a point."""
    know = Knowledge.load()
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        listed = []
        for node in article.iter("toponym"):
            tag = node.find("gaztag")
            if tag is not None and tag.findtext("lat"):
                state = know.country(tag.findtext("country") or "")
                listed.append(
                    Toponym(
                        int(node.findtext("start") or 0),
                        int(node.findtext("end") or 0),
                        node.findtext("phrase") or "",
                        tag.findtext("name") or "",
                        tag.findtext("fcode") or "",
                        state.iso3 if state else None,
                        float(tag.findtext("lat") or 0),
                        float(tag.findtext("lon") or 0),
                    )
                )
        yield text, listed


def kilometres(one: Toponym, other: Place) -> float:
    """Great-circle distance (haversine); infinite where there is no point."""
    if other.latitude is None or other.longitude is None:
        return float("inf")
    lat, lon, lat2, lon2 = map(radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def score(path: Path, language: Language) -> tuple[dict[str, float], Counter[str]]:
    """Percent of the names that are resolved, and of the resolved, the right; what isn't right, counted."""
    know = Knowledge.load()
    seen: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for text, listed in articles(path):
        found = places.find(Draft(Document(text), language.read(text))).places
        for toponym in listed:
            form = know.country(toponym.written)
            if form and form.form in ("adjective", "demonym"):
                continue
            ours = next((p for p in found if p.span.start < toponym.end and toponym.start < p.span.end), None)
            seen["names"] += 1
            told = f"{toponym.written} ({toponym.name}, {toponym.code}, {toponym.country})"
            if ours is None or (ours.country is None and ours.latitude is None):
                missed[f"{'unread' if ours is None else 'unknown'} {told}"] += 1
                continue
            state, near = ours.country == toponym.country, kilometres(toponym, ours) <= NEAR
            seen.update({"resolved": 1, "state": state, "near": near})
            if not (state and near):
                told += f", not {ours.name} {ours.country} {ours.latitude}"
                missed[f"{'far' if state else 'state'} {told}"] += 1
    resolved = seen["resolved"]
    return {
        "resolved": 100 * resolved / seen["names"],
        "state, of the resolved": 100 * seen["state"] / resolved,
        "within 161 km, of the resolved": 100 * seen["near"] / resolved,
    }, missed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    scores, missed = score(args.data / "geo/Corpora/TR-News.xml", Language.load())
    print(scores)
    for told, count in missed.most_common():
        print(count, told)


if __name__ == "__main__":
    main()
