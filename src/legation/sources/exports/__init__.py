"""What news databases hand out: many reports in one file, each with its title, outlet and date.

An export is known by marks that no report has. ``of_lines`` takes the lines of a text, DOCX, RTF or PDF;
``of_page`` the HTML of a saved page.
"""

from legation.sources import markup
from legation.sources.exports import factiva, lexisnexis, proquest
from legation.sources.found import Found, Refused

Reports = list[Found | Refused]


def of_lines(lines: list[str]) -> Reports:
    """The reports of an export; none where the lines are no export."""
    if lexisnexis.is_export(lines):
        return lexisnexis.reports(lines)
    if proquest.is_export(lines):
        return proquest.reports(lines)
    return []


def of_page(html: str) -> Reports:
    if factiva.is_export(html):
        return factiva.pages(html)
    if proquest.MARK in html:
        return of_lines(markup.paragraphs(html))
    return []
