"""`chancery desk`: a dossier in a browser."""

from __future__ import annotations

import getpass
import os
import sys
import time

import click

from chancery.errors import UsageError

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
EXAMPLES = """\b
Examples:
  chancery desk crisis.db
  chancery desk postgresql://me@host/crisis --port 8040
  chancery desk crisis.db --host 0.0.0.0 --name desk.example.org --tls-proxy --token anna:review:SECRET
"""


@click.command(epilog=EXAMPLES)
@click.argument("dossier", metavar="D")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; another than loopback needs --token and --tls-proxy.")
@click.option("--port", type=click.IntRange(0, 65535), default=8030, show_default=True, help="Port to listen at; 0 takes a free one.")
@click.option("--token", "tokens", multiple=True, metavar="USER:RIGHT:SECRET", help="Who may read, or also review. CHANCERY_TOKENS too, with spaces between.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A further name under which the desk is asked, behind a proxy.")
@click.option("--tls-proxy", is_flag=True, help="A proxy in front of it speaks TLS to the outside.")
@click.option("--user", metavar="NAME", help="Who reviews, where there are no tokens. Default: the user of this computer.")
@click.option("--audit", metavar="FILE", type=click.Path(dir_okay=False), help="Also write there who changed what. Default: standard error only.")
@click.option("--open", "browse", is_flag=True, help="Open it in the browser.")
def desk(
    dossier: str, host: str, port: int, tokens: tuple[str, ...], names: tuple[str, ...], tls_proxy: bool, user: str | None, audit: str | None, browse: bool
) -> int:
    """Serve the dossier D as pages in a browser, on this computer only unless told otherwise."""
    from chancery.desk.access import Access, parse

    known = parse([*tokens, *os.environ.get("CHANCERY_TOKENS", "").split()])
    if host not in LOOPBACK and not (known and tls_proxy):
        raise UsageError(f"{host} can be reached from other computers", hint="give --token for each user and --tls-proxy behind a proxy that speaks TLS")
    try:
        import uvicorn

        from chancery.desk import create
        from chancery.desk.memory import share
    except ImportError as error:
        raise UsageError("the desk's packages are not installed", hint="pip install 'chancery[desk]'") from error
    import socket

    _keep_audit(audit)
    share()
    sys.setswitchinterval(0.001)  # a page that is being made leaves the others their turn sooner than Python would
    app = create(dossier, access=Access(known, user or getpass.getuser()), hosts=names)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)  # whoever follows the address before the server is up waits instead of being refused
    except OSError as error:
        raise UsageError(f"{host}:{port}: {error.strerror}", hint="take another --port; 0 takes a free one") from error
    address = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}/"
    click.echo(f"the desk of {dossier}: {address}  (Ctrl-C ends it)", err=True)
    if browse:
        click.launch(address)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, proxy_headers=tls_proxy, timeout_keep_alive=60))
    server.run(sockets=[listener])
    return 0


def _keep_audit(path: str | None) -> None:
    """Have a line written for each change and each login."""
    import logging

    lines = logging.getLogger("chancery.desk.audit")
    lines.setLevel(logging.INFO)
    lines.propagate = False
    try:
        handlers: list[logging.Handler] = [logging.StreamHandler(), *([logging.FileHandler(path, encoding="utf-8")] if path else [])]
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", hint="name a file that can be written") from error
    form = logging.Formatter("%(asctime)sZ %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    for handler in handlers:
        handler.setFormatter(form)
        lines.addHandler(handler)
