"""What should be judged next, what was judged, and the judging itself."""

import hmac
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answers import Page, add
from legation.desk.asked import Number, Told
from legation.desk.desk import COOKIE, WHO, Desk, DeskOf
from legation.desk.pages.report import judged, undoable
from legation.exceptions import InputError, RecordError
from legation.record.agreement import agreement
from legation.record.corrections import Correction, correct, corrections, undo
from legation.record.fields import PARTIES
from legation.record.questions import Row
from legation.record.reports import numbers_of
from legation.record.review import queue

router = APIRouter()
SHOWN, LATELY = 20, 10
YEAR = 365 * 24 * 3600
Text = Annotated[str | None, Told, Form()]
Back = Annotated[Literal["report", "review"], Form()]


def review(desk: DeskOf) -> Page:
    """The review queue: what the machine is least sure of and what weighs most; what was judged lately."""
    waiting = queue(desk.store, SHOWN)
    every = corrections(desk.store)
    lately = every[: -LATELY - 1 : -1]
    figures: list[Row] | None
    try:
        figures = agreement(desk.store)
    except RecordError:  # without krippendorff
        figures = None
    rows = [w["item"] for w in waiting]
    context = {
        "waiting": waiting,
        "lately": lately,
        "undoable": undoable(judged(every)),
        "figures": figures,
        "names": desk.names(rows),
        "reports": {
            k: desk.reports(f"{k}s", [w["item"] for w in waiting if w["kind"] == k]) for k in ("event", "position")
        },
        "lately_reports": {
            k: numbers_of(desk.store, f"{k}s", [c["item_id"] for c in lately if c["kind"] == k])
            for k in ("event", "statement", "position")
        },
    }
    return Page("review.html", context, {"queue": waiting, "corrections": lately, "agreement": figures})


add(router, "/review", review)


def writing(desk: DeskOf, request: Request, token: Annotated[str, Form(max_length=200)] = "") -> Desk:
    """Lets those in who may write: a browser with cookie and form's token, a program with the token."""
    if desk.reads_only:
        raise HTTPException(403, "This desk only reads: start it without --read-only.")
    told = request.headers.get("authorization", "").removeprefix("Bearer ")
    by_program = hmac.compare_digest(told.encode(), (desk.keeper.token or "").encode())
    by_form = desk.writer and hmac.compare_digest(token.encode(), desk.keeper.form_token().encode())
    if not (by_program or by_form):
        raise HTTPException(403, "Changes need the desk's token: open the address that legation desk printed.")
    return desk


Writing = Annotated[Desk, Depends(writing)]


@router.post("/corrections", summary="Accept, edit or reject an item, or one field of it.", status_code=303)
def judge(
    desk: Writing,
    request: Request,
    kind: Annotated[Literal["event", "statement", "position"], Form()],
    item: Annotated[int, Form(ge=1, le=2**31 - 1)],
    verdict: Annotated[Literal["accept", "edit", "reject"], Form()],
    field: Text = None,
    value: Text = None,
    who: Text = None,
    why: Text = None,
    back: Back = "report",
) -> Response:
    if (verdict == "edit") != (value is not None):
        raise InputError("value", "goes with edit, and edit with it")
    told: object = value
    if value is not None and field in PARTIES | {"contexts"}:
        told = [one for one in value.replace(",", " ").split() if one]
    one = Correction(kind, item, verdict, who or desk.who, field, told, why)
    number = correct(desk.store, one)
    desk.keeper.remembered.clear()
    return _done(desk, request, number, kind, item, back)


@router.post("/corrections/{id}/undo", summary="Take a correction back.", status_code=303)
def take_back(desk: Writing, request: Request, id: Number, who: Text = None, back: Back = "report") -> Response:
    number = undo(desk.store, id, who or desk.who)
    desk.keeper.remembered.clear()
    row = next(c for c in corrections(desk.store) if c["id"] == number)
    return _done(desk, request, number, row["kind"], row["item_id"], back)


@router.post("/who", summary="Tell the name under which this browser corrects.", status_code=303)
def who(
    desk: Writing,
    name: Annotated[str, Told, Form()],
    back: Annotated[str, Form(max_length=300)] = "/",
) -> Response:
    own = back.startswith("/") and not back.startswith("//") and "\\" not in back
    answer = RedirectResponse(quote(back, safe="/?=&:#%") if own else "/", 303)
    answer.set_cookie(WHO, quote(name), max_age=YEAR, httponly=True, samesite="strict")
    return answer


@router.get("/enter", summary="Lets a browser in that has the token.", status_code=303)
def enter(desk: DeskOf, token: str = "") -> Response:
    if desk.reads_only or not hmac.compare_digest(
        token.encode("utf-8", "replace"), (desk.keeper.token or "").encode()
    ):
        raise HTTPException(403, "That is not this desk's token: open the address that legation desk printed.")
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return answer


def _done(desk: Desk, request: Request, number: int, kind: str, item: int, back: str) -> Response:
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"correction": number}, 201)
    if back == "review":
        return RedirectResponse("/review", 303)
    (document,) = numbers_of(desk.store, f"{kind}s", [item]).values()
    return RedirectResponse(f"/reports/{document}#{kind}-{item}", 303)
