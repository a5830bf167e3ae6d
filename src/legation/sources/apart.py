"""Foreign formats are taken to pieces in a process of its own, with a limit of memory and of time.

Their parsers are large and meet what strangers wrote. One that hangs, eats memory or crashes costs its input and
nothing else. The process is started when the first such file is there, and ends with the reading.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from threading import Event, Timer
from types import TracebackType

from legation.sources import limits
from legation.sources.unreadable import UnreadableError

SECONDS = 120.0
"""Longest wait for one report, the start of the process included: far more than any takes on a busy machine."""
MEMORY = 640 * limits.MIB
"""What the process may hold; with what is held of the input here, the whole stays under 1 GB."""


class Apart:
    """The process, started at need. Close it, or use it in a ``with``."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Apart":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def rows(
        self, kind: str, content: bytes | str, columns: Mapping[str, str] | None = None
    ) -> Iterator[dict[str, object]]:
        """The fields of each report in a file, given as its bytes or its path; ``{"refused": reason}`` for one
        that can't be read.

        Raises UnreadableError, behind what was read, where the rest can't be. Come to the end of
        one file's rows, or close them, before the next.
        """
        if self._process and self._process.poll() is not None:
            self.close()  # it ended while it had nothing to do
        path, given = (content, b"") if isinstance(content, str) else (None, content)
        request = {"kind": kind, "size": len(given), "path": path, "columns": dict(columns or {})}
        ended = False
        try:
            answer = self._answer(json.dumps(request).encode() + b"\n", given)
            while "end" not in answer:
                yield answer
                answer = self._answer()
            ended = True
            if answer["end"]:
                raise UnreadableError(str(answer["end"]))
        finally:
            if not ended:  # left early: its other rows are not for the next file
                self.close()

    def _answer(self, request: bytes = b"", content: bytes = b"") -> dict[str, object]:
        """The next answer, to a request or after the last one. Raises UnreadableError where there comes none."""
        process = self._process = self._process or self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        late = Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = Timer(self._seconds, stop)
        timer.start()
        try:
            with suppress(BrokenPipeError):  # it died, which the missing answer tells
                process.stdin.write(request)
                process.stdin.write(content)
                process.stdin.flush()
            line = process.stdout.readline()
        finally:
            timer.cancel()
        if line.endswith(b"\n"):
            answer: dict[str, object] = json.loads(line)
            return answer
        if late.is_set():
            raise UnreadableError(f"takes longer to read than {self._seconds:g} s")
        raise UnreadableError("could not be read: its parser crashed, perhaps for lack of memory")

    def _started(self) -> "subprocess.Popen[bytes]":
        # -P: a file in the working folder must not be taken for a module
        command = [sys.executable, "-P", "-m", "legation.sources", str(self._memory)]
        # Arrow's other pools reserve memory ahead, which counts against the limit
        environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}
        return subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
