"""ProQuest: a text, page, RTF or DOCX of reports, each under "Document 1 of 20" and told in fields.

``Full text:`` holds the report; ``Title:``, ``Publication title:`` and ``Publication date:`` what it is.
"""

import re

from legation.sources import boilerplate, dates
from legation.sources.found import Found, Refused

MARK = "ProQuest document ID"
START = re.compile(r"Document \d+ of \d+")
RULE = re.compile(r"_{20,}")
FIELDS = (
    "Title;Author;Publication info;Abstract;Full text;Subject;Location;People;Company / organization;Company;"
    "Classification;Identifier / keyword;Publication title;Publication year;Publication date;Publication subject;"
    "Page;Pages;Section;Column;Dateline;Issue;Volume;Publisher;Place of publication;Country of publication;ISSN;"
    "eISSN;e-ISSN;Source type;Language of publication;Document type;Document feature;ProQuest document ID;"
    "Document URL;Copyright;Last updated;Database;Links;CODEN;DOI;Number of pages;Edition;First page;Credit;"
    "Illustration;Illustrations"
).split(";")
FIELD = re.compile(f"({'|'.join(map(re.escape, FIELDS))}): ?(.*)", re.DOTALL)


def is_export(lines: list[str]) -> bool:
    return any(one.startswith(f"{MARK}:") for one in lines) and any(
        one.startswith("Full text:") or START.fullmatch(one) for one in lines
    )


def reports(lines: list[str]) -> list[Found | Refused]:
    """One for each "Document n of m"; where these lines are missing, one for each part between rules."""
    start = START if any(START.fullmatch(one) for one in lines) else RULE
    parts: list[list[str]] = [[]]
    for line in lines:
        if start.fullmatch(line):
            parts.append([])
        elif not RULE.fullmatch(line):
            parts[-1].append(line)
    told = parts[1:] if start is START else [p for p in parts if any(FIELD.match(one) for one in p)]
    return [_report(part) for part in told]


def _report(lines: list[str]) -> Found | Refused:
    fields = _fields(lines)
    heading = next((one for one in lines if one), "").removesuffix(":").strip()
    title = " ".join(fields.get("Title", [heading])).strip() or None
    text = boilerplate.prose(fields.get("Full text", []), title)
    if not text:
        return Refused("holds no full text")
    return Found(
        text,
        id=_line(fields, "ProQuest document ID"),
        title=title,
        published=dates.day(_line(fields, "Publication date") or ""),
        url=_line(fields, "Document URL"),
        source=(_line(fields, "Publication title") or "").partition(";")[0].strip() or None,
        language=_line(fields, "Language of publication"),
    )


def _fields(lines: list[str]) -> dict[str, list[str]]:
    """The lines of each field; a line that begins none goes on with the last. The first of a name counts."""
    fields: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if (match := FIELD.fullmatch(line)) and match[1] not in fields:
            name = match[1]
            fields[name] = [match[2]]
        elif name:
            fields[name].append(line)
    return fields


def _line(fields: dict[str, list[str]], name: str) -> str | None:
    return " ".join(" ".join(fields.get(name, [])).split()) or None
