"""``python -m legation.sources BYTES``: the process behind ``apart``. Reads requests, answers a line a report."""

import json
import os
import sys
from typing import IO

from legation.sources import readings
from legation.sources.unreadable import UnreadableError


def main() -> None:
    limit_memory(int(sys.argv[1]))
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115  what a parser prints is no answer
    while line := requests.readline():
        request = json.loads(line)
        content = request["path"] or requests.read(request["size"])
        answer(request["kind"], content, request["columns"], answers)
        del content


def answer(kind: str, content: bytes | str, columns: dict[str, str], answers: IO[bytes]) -> None:
    """Writes a line for each report, and one that says it was the last, or why the rest can't be read."""
    end = ""
    try:
        for told in readings.read(kind, content, columns):
            answers.write(json.dumps(told.to_json(), default=str).encode() + b"\n")
            answers.flush()
    except UnreadableError as error:
        end = str(error)
    answers.write(json.dumps({"end": end}).encode() + b"\n")
    answers.flush()


def limit_memory(size: int) -> None:
    """No more than ``size`` bytes of memory of this process's own, where the system can limit them."""
    try:
        import resource
    except ImportError:  # Windows
        return
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    try:
        resource.setrlimit(kind, (size, size))
    except (ValueError, OSError):
        return  # a system that has no such limit, or a lower one


if __name__ == "__main__":
    main()
