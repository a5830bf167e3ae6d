"""The web desk."""

import secrets
from contextlib import closing
from typing import Annotated

import typer

from legation.commands.options import DEFAULT, RecordOption
from legation.commands.terminal import tidy
from legation.exceptions import RecordError


def desk(
    record: RecordOption = DEFAULT,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=1, max=65535, help="The port to listen on.")] = 8000,
    read_only: Annotated[bool, typer.Option("--read-only", help="Let nobody correct.")] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A further name under which the desk is reached; repeatable."),
    ] = None,
) -> None:
    """Open a web desk on a record: its pages, and the same as data.

    It listens on this machine alone unless --host says otherwise. Whoever reaches it may read; corrections need
    the address with the token, which is printed at the start.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - && legation desk
    """
    with tidy():
        try:
            import uvicorn

            from legation.desk import application
            from legation.desk.app import HOSTS
        except ModuleNotFoundError as error:
            raise RecordError("legation desk", f"needs {error.name}: pip install 'legation[desk]'") from None
        from legation.commands.forecast import MODEL
        from legation.forecast.model import Model
        from legation.record import open_record

        learned = Model.load(MODEL) if MODEL.exists() else None
        token = None if read_only else secrets.token_urlsafe(24)
        with closing(open_record(record)) as store:
            names = {*HOSTS, host.lower(), *(n.lower() for n in allow or ())}
            app = application(store, token=token, hosts=names, model=learned)
            shown = f"[{host}]" if ":" in host else host
            typer.echo(f"the desk of {store.url} is at http://{shown}:{port}/", err=True)
            if token:
                typer.echo(f"to correct, open http://{shown}:{port}/enter?token={token}", err=True)
            uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)
