"""Events that others coded become events without text."""

import gzip
import re
from contextlib import closing

import pytest

from legation.coding import plover
from legation.exceptions import InputError
from legation.record import keep, open_record
from legation.record.exports import export
from legation.record.filters import Filters
from legation.record.health import faults
from legation.record.imports import import_file
from legation.record.imports.rows import coded_as
from legation.record.questions import events
from legation.record.series import series
from legation.record.status import status
from tests.files import write
from tests.test_cli import legation

ICEWS = "\t".join(
    [
        "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
        "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
        "City", "District", "Province", "Country", "Latitude", "Longitude",
    ]
)  # fmt: skip
POLECAT = "\t".join(
    [
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
        "Actor Country", "Recipient Name", "Recipient Country", "Placename", "City", "Country", "Latitude",
        "Longitude",
    ]
)  # fmt: skip
MEETING = (
    "1\t2026-03-11\tPeru\t\tPeru\tConsult\t{code}\t1.0\t"
    "Foreign Affairs (Chile)\tGov\tChile\t5\t2\tX\tLima\t\t\tPeru\t-12\t-77"
)


def test_gdelt_that_we_wrote_comes_back_as_the_same_events(kept, border, tmp_path):
    with kept.writing() as connection:
        keep.keep(connection, border)
    path = tmp_path / "events.tsv"
    export(kept, "gdelt", Filters(), path)
    with closing(open_record(f"sqlite:///{tmp_path}/other.db", create=True)) as other:
        done = import_file(other, "gdelt", path)
        assert (done.read, done.rejected) == (1, ())
        (event,) = events(other, Filters(source="ECU", target="PER"))
        assert (event["type"], event["day"], event["score"]) == ("REJECT", "2024-01-01", -4.0)
        assert event["evidence"] == {"imported": "gdelt"}
        assert event["model"] == "GDELT 2.0"
        assert list(faults(other)) == []


def test_icews_knows_states_by_name_and_keeps_leading_zeros(kept, tmp_path):
    lines = [ICEWS, MEETING.format(code="042"), MEETING.format(code="42"), MEETING.format(code="010")]
    done = import_file(kept, "icews", write(tmp_path / "e.tab", "\n".join(lines) + "\n"))
    assert done.read == 2
    (rejected,) = done.rejected
    assert (rejected.line, rejected.reason) == (4, "CAMEO code '010' has no type of PLOVER")
    rows = events(kept, Filters(source="Peru", target="CHL"))
    assert [(row["type"], row["mode"]) for row in rows] == [("CONSULT", "visit")] * 2
    assert rows[0]["targets"] == ["group:foreign-affairs-chile"]
    assert (rows[0]["place"], rows[0]["place_country"], rows[0]["latitude"]) == ("Lima", "PER", -12.0)
    assert [row["events"] for row in series(kept, Filters())] == [2]
    found = status(kept)
    assert (found["documents"], found["imports"], found["rejected"]) == (0, 1, 1)


def test_polecat_keeps_mode_and_contexts_and_may_be_packed(kept, tmp_path):
    row = "p1\t2026-03-11\tASSAULT\taerial\t-9\tMATERIAL CONFLICT\tmilitary;diplomatic\t"
    row += "Peru\tPER\tChile\tCHL\tArica\tArica\tChile\t\t"
    path = write(tmp_path / "p.txt.gz", gzip.compress(f"{POLECAT}\n{row}\n".encode()))
    assert import_file(kept, "polecat", path).read == 1
    (event,) = events(kept, Filters(source="PER", target="CHL"))
    assert (event["type"], event["mode"], event["contexts"]) == ("ASSAULT", "aerial", ["military", "diplomatic"])


def test_a_file_is_known_by_its_content(kept, tmp_path):
    path = write(tmp_path / "e.tab", f"{ICEWS}\n{MEETING.format(code='040')}\n")
    import_file(kept, "icews", path)
    assert import_file(kept, "icews", path.rename(tmp_path / "f.tab")).known
    assert len(events(kept, Filters())) == 1


def test_a_file_of_another_form_is_one_error_and_leaves_nothing(kept, tmp_path):
    path = write(tmp_path / "e.tab", "a\tb\n1\t2\n")
    with pytest.raises(InputError, match=r"e\.tab: has no column 'CAMEO Code': is it ICEWS\?"):
        import_file(kept, "icews", path)
    assert status(kept)["imports"] == 0


def test_the_command_names_what_is_wrong_and_takes_the_rest(tmp_path):
    good = write(tmp_path / "e.tab", f"{ICEWS}\n{MEETING.format(code='040')}\nshort\trow\n")
    done = legation("import", "icews", good, tmp_path / "gone.tab", "--record", f"sqlite:///{tmp_path}/x.db")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"legation: {good}:3: has 2 cells where the form has 20 columns",
        f"legation: {tmp_path}/gone.tab: can't be read: No such file or directory",
        "events read 1, rejected 1; files known 0, failed 1",
    ]


def test_cameo_is_read_as_plovers_own_table_converts_it(shared):
    """The manual's table has a code on each line, "042: CONSULT, visit, …", some with modes since dropped."""
    lines = (shared / "data" / "events" / "CAMEO2PLOVER-2021.txt").read_text(encoding="utf-8").splitlines()
    told = [m for line in lines if (m := re.match(r"(\d{3,}):\s*([A-Z]+)\s*,\s*([\w-]*)\s*,", line))]
    assert len(told) > 250
    for code, type, mode in (m.groups() for m in told):
        assert coded_as(code) == (type, mode if mode in plover.modes(type) else None), code
