"""The command as people and programs call it: as a process."""

import functools
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE

import pytest

from legation import __version__
from tests.conftest import slow
from tests.contract import check_keys
from tests.files import rows, write

COMMAND = [sys.executable, "-m", "legation"]
PERU = "Peru rejected the offer on Tuesday."


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def legation(*arguments: object, stdin: str = "", cwd: Path | None = None) -> Done:
    command = [*COMMAND, *map(str, arguments)]
    done = subprocess.run(command, input=stdin.encode(), capture_output=True, cwd=cwd, timeout=600)
    assert b"Traceback" not in done.stderr
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_a_terminal(*arguments: object) -> str:
    """What the command prints where all three streams are a terminal."""
    outer, inner = pty.openpty()
    command = [*COMMAND, *map(str, arguments)]
    wide = {**os.environ, "COLUMNS": "100"}
    process = subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env=wide)
    os.close(inner)
    out = b""
    while True:
        try:
            piece = os.read(outer, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        out += piece
    process.wait(60)
    os.close(outer)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", out.decode())


def records(lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.splitlines()]


def test_a_pipe_gets_one_line_of_json_a_report(tmp_path):
    path = write(tmp_path / "a.txt", PERU)
    done = legation("read", path, path, "--published", "2026-03-12")
    assert (done.returncode, done.stderr) == (0, "read 2, rejected 0\n")
    one, two = records(done.stdout)
    assert one == two
    check_keys(one)
    assert one["document"] | {"sha256": ""} == {
        "id": "a.txt",
        "source": None,
        "url": None,
        "title": None,
        "published": "2026-03-12",
        "language": "en",
        "sha256": "",
        "text": PERU,
    }


def test_letters_are_written_as_they_are_whatever_the_locale(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = legation("read", "-", stdin="Zoë “left”.")
    assert "Zoë “left”." in done.stdout
    assert legation("read", "-", "--view", stdin="Zoë “left”.").returncode == 0


def test_a_file_gets_the_same_lines(tmp_path):
    write(tmp_path / "a.txt", PERU)
    done = legation("read", "a.txt", "--out", "b.jsonl", "--no-text", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    (record,) = records((tmp_path / "b.jsonl").read_text())
    assert "text" not in record["document"]


def test_the_view_can_be_asked_for_where_there_is_no_terminal(tmp_path):
    done = legation("read", write(tmp_path / "a.txt", PERU), "--view")
    assert done.stdout.startswith("a.txt ──")
    assert "\x1b" not in done.stdout
    assert done.stderr == ""


def test_a_terminal_gets_the_view_and_data_on_demand(tmp_path):
    path = write(tmp_path / "a.txt", PERU)
    assert on_a_terminal("read", path).startswith("a.txt ──")
    assert records(on_a_terminal("read", path, "--json").splitlines()[0])[0]["document"]["id"] == "a.txt"


def test_a_bar_counts_more_than_a_few_reports(tmp_path):
    few = rows(tmp_path / "few.jsonl", *[{"text": PERU}] * 3)
    many = rows(tmp_path / "many.jsonl", *[{"text": PERU}] * 4)
    assert "reading" not in on_a_terminal("read", few, "--out", tmp_path / "out.jsonl")
    assert "/4" in on_a_terminal("read", many, "--out", tmp_path / "out.jsonl")


def test_what_cannot_be_read_is_named_kept_and_the_rest_is_read(tmp_path):
    write(tmp_path / "a.txt", PERU)
    write(tmp_path / "b.txt", b"Zo\xe9")
    write(tmp_path / "c.jsonl", f'{{"text": "{PERU}"}}\n{{\n')
    done = legation("read", "a.txt", "none.txt", "b.txt", "c.jsonl", "--rejects", "r.jsonl", cwd=tmp_path)
    assert done.returncode == 1
    assert [r["document"]["id"] for r in records(done.stdout)] == ["a.txt", "c.jsonl:1"]
    assert done.stderr.splitlines() == [
        "legation: none.txt: does not exist",
        "legation: b.txt: is not UTF-8 text: byte 0xe9 at offset 2 can't be decoded; save it as UTF-8",
        "legation: c.jsonl:2: is no JSON: Expecting property name enclosed in double quotes at character 1",
        "read 2, rejected 3",
    ]
    kept = records((tmp_path / "r.jsonl").read_text())
    assert [(r["input"], r["line"]) for r in kept] == [("none.txt", None), ("b.txt", None), ("c.jsonl", 2)]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["read"], "Missing argument"),
        (["reed"], "No such command"),
        (["read", "x", "--published", "yesterday"], "'yesterday' is no ISO date"),
        (["read", "x", "--workers", "0"], "--workers"),
        (["read", "x", "--map", "body"], "'body' names no field"),
        (["read", "x", "--map", "text="], "write FIELD=COLUMN"),
        (["read", "x", "--view", "--json"], "--view"),
        (["read", "x", "--out", "missing/x.jsonl"], "No such file or directory"),
        (["read", "x", "--out", "x.csv"], "writes JSON lines (.jsonl) and Parquet"),
        (["read", "x", "--rejects", "x.parquet"], "writes JSON lines (.jsonl)"),
        (["read", "here.txt", "--out", "here.txt"], "is an input and would be overwritten"),
        (["read", "here.txt", "--rejects", "./here.txt"], "is an input and would be overwritten"),
    ],
)
def test_a_wrong_call_is_told_and_ends_with_2(tmp_path, arguments, reason):
    here = write(tmp_path / "here.txt", PERU)
    done = legation(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert here.read_text() == PERU


def test_a_record_does_not_hang_on_the_order_of_sets(examples):
    """Python orders the words of a set by a seed that every process draws anew."""
    once, twice = (
        subprocess.run(
            [*COMMAND, "read", examples, "--published", "2026-03-12"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    )
    assert once == twice


def test_the_version_is_told():
    assert legation("--version").stdout == f"legation {__version__}\n"


def test_help_is_quick_and_its_example_works():
    start = time.monotonic()
    told = legation("--help").stdout
    assert time.monotonic() - start < 2  # 0.15 s on a free machine: nothing heavy is imported
    (example,) = re.findall(r"Example:\n\s+(.*)", told)
    assert example in legation("read", "--help").stdout
    run = example.replace("legation", f"{sys.executable} -m legation")
    done = subprocess.run(["bash", "-o", "pipefail", "-c", run], capture_output=True, check=True)
    assert json.loads(done.stdout)["document"]["published"] == "2026-03-12"


def test_help_imports_neither_the_runtime_nor_the_view():
    heavy = ("onnxruntime", "numpy", "rich.console")
    code = f"import sys, legation.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_workers_give_the_same_records_in_the_same_order(tmp_path):
    reports = [{"text": f"{PERU} It was offer {n}.", "id": n} for n in range(50)]
    reports[20] = {"no": "text"}
    path = rows(tmp_path / "a.jsonl", *reports)
    one, two = legation("read", path), legation("read", path, "--workers", "2")
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert [r["document"]["id"] for r in records(two.stdout)] == [str(n) for n in range(50) if n != 20]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_reader_of_the_pipe_may_leave_early(tmp_path, workers):
    path = rows(tmp_path / "a.jsonl", *[{"text": PERU * 20}] * 200)
    command = f"'{sys.executable}' -m legation read '{path}' --workers {workers} | head -n 1 | wc -l"
    done = subprocess.run(["bash", "-c", command], capture_output=True, timeout=120)
    assert (done.stdout.strip(), done.stderr) == (b"1", b"")


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_it_without_a_word(tmp_path, workers):
    path = rows(tmp_path / "a.jsonl", *[{"text": PERU}] * 20_000)
    command = [*COMMAND, "read", path, "--workers", str(workers)]
    default = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a background job ignores it
    process = subprocess.Popen(command, stdout=PIPE, stderr=PIPE, start_new_session=True, preexec_fn=default)
    try:
        assert process.stdout is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, err) == (130, b"")
    assert len(out.splitlines()) < 20_000


def test_a_report_that_fails_is_rejected_alone(tmp_path):
    """A reader that stumbles over one report, put in the place of the real one."""
    code = """
import sys
from legation import cli, reader
from legation.nouns import Record

class Stumbling:
    def __init__(self, **own):
        pass

    def read_many(self, documents, batch_size=64):
        for d in documents:
            if "stone" in d.text:
                raise IndexError("list index\\nout of range")
            yield Record("0", "none", d, (), (), (), (), (), (), ())

reader.Reader = Stumbling
sys.argv = ["legation", "read", *sys.argv[1:]]
cli.main()
"""
    path = rows(tmp_path / "a.jsonl", {"text": "a"}, {"text": "stone"}, {"text": "b"})
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True)
    assert [r["document"]["text"] for r in records(done.stdout.decode())] == ["a", "b"]
    assert done.stderr.decode().splitlines() == [
        "legation: a.jsonl:2: could not be read: IndexError: list index out of range",
        "read 2, rejected 1",
    ]
    assert done.returncode == 1


def test_missing_weights_are_one_line(tmp_path):
    code = """
import sys
from legation import cli, reader
from legation.exceptions import ModelError

def broken(**own):
    raise ModelError("weights/reader.onnx: cannot load the weights")

reader.Reader = broken
sys.argv = ["legation", "read", sys.argv[1]]
cli.main()
"""
    path = write(tmp_path / "a.txt", PERU)
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True)
    assert (done.returncode, done.stderr) == (1, b"legation: weights/reader.onnx: cannot load the weights\n")


SENTENCE = "Peru rejected the offer on Tuesday and Chile praised it, "


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(SENTENCE * 1_000, id="60 kB of words"),
        pytest.param("a" * 5_000_000, id="5 MB of one word"),
        pytest.param(SENTENCE * 90_000, id="5 MB of words", marks=slow),
    ],
)
def test_a_text_of_one_endless_line_is_read(tmp_path, line):
    done = legation("read", write(tmp_path / "a.txt", line), "--no-text")
    assert (done.returncode, done.stderr) == (0, "read 1, rejected 0\n")
    check_keys(json.loads(done.stdout))
