"""The record itself: what it holds, where from, by which model and codebook, and how to ask it by program."""

from fastapi import APIRouter

from legation.desk.answers import Page, add
from legation.desk.desk import DeskOf
from legation.record.exports.citation import cited
from legation.record.reports import sources
from legation.record.status import status
from legation.record.tables import rows as table

router = APIRouter()


def about(desk: DeskOf) -> Page:
    """About this record: sources, model, codebook, data dictionary, and the addresses that programs ask."""
    held = desk.remembered("status", status)
    outlets = desk.remembered("sources", sources)
    dictionary = [dict(r) for r in table("dictionary")]
    paths = desk.request.app.openapi()["paths"]
    addresses = [
        {"path": path, "method": method.upper(), "summary": told.get("summary", "")}
        for path, methods in paths.items()
        for method, told in methods.items()
    ]
    context = {"held": held, "outlets": outlets, "dictionary": dictionary, "addresses": addresses}
    data = {"status": held, "sources": outlets, "dictionary": dictionary, "citation": cited(held)}
    return Page("about.html", context, data, (["source", "reports"], outlets))


add(router, "/about", about, "csv")
