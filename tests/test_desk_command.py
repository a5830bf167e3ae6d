"""``legation desk`` from a terminal."""

import re
import signal
import socket
import subprocess
import time
from contextlib import closing
from urllib.request import urlopen

from legation.record import open_record
from tests.desks import fill, on
from tests.test_cli import COMMAND, legation


def test_it_opens_the_desk_prints_its_addresses_and_ends_on_ctrl_c(tmp_path):
    url = f"sqlite:///{tmp_path}/desk.db"
    with closing(open_record(url, create=True)) as store:
        fill(store, on("2026-01-05"))
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "desk", "--record", url, "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline(), process.stderr.readline()]
        entrance = re.search(r"http://\S+/enter\?token=\S+", lines[1])
        assert f"http://127.0.0.1:{port}/" in lines[0]
        assert entrance
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with closing(socket.socket()) as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        with urlopen(entrance[0]) as answer:
            assert "The border on 2026-01-05" in answer.read().decode()
        process.send_signal(signal.SIGINT)
        process.wait(30)
        assert "Traceback" not in process.stderr.read()


def test_a_record_that_is_not_there_is_told_in_one_line(tmp_path):
    done = legation("desk", "--record", f"sqlite:///{tmp_path}/none.db")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "legation ingest makes one" in done.stderr
