"""Starts and ends the server of one office on this PC.

In: the office's folder. Out: pages at 127.0.0.1, the browser opened when they are there. A second start finds the
first by a file in out/.gen, and only opens the browser at it.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import urllib.request
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from .. import outbox
from ..errors import GenError

HOST = "127.0.0.1"
PORT = 8910
PORTS = 20  # how many are tried where nobody asked for one
THREADS = 8
SLOW = 30  # seconds that a request may leave its line silent
LINES = 100  # connections at one time


def folder(root: Path) -> Path:
    """Where the server keeps what is its own."""
    return root / "out" / ".gen" / "web"


def serve(root: Path, port: int, opening: bool, say: Callable[[str], None]) -> None:
    """Serve until it is ended. `port`: 0 takes the first that is free from 8910 on; `say` is told the address.

    Raises: GenError E952 where the port is taken, E956 without the extra `web`.
    """
    try:
        import flask  # noqa: F401
        import waitress
    except ImportError:
        raise GenError("E956", extra="web") from None
    running = _running(root)
    if running:
        say(_open(running, opening))
        return
    from .app import create_app

    line = _listening(port)
    port = line.getsockname()[1]
    app = create_app(root, port)
    server = waitress.create_server(
        app,
        sockets=[line],
        threads=THREADS,
        channel_timeout=SLOW,
        connection_limit=LINES,
        ident="",
        max_request_body_size=app.config["MOST_BYTES"],
    )
    app.extensions["stop"] = server.close
    _write_state(root, port, app.extensions["hand"])
    _log_to(folder(root) / "log.txt")
    say(_open({"port": port, "hand": app.extensions["hand"]}, opening, app.extensions["links"].new()))
    try:
        server.run()
    except (KeyboardInterrupt, OSError):  # ended by Ctrl+C, or by the page
        pass
    finally:
        app.extensions["close"]()
        (folder(root) / "running.json").unlink(missing_ok=True)


def address(port: int, path: str = "/") -> str:
    return f"http://{HOST}:{port}{path}"


def _listening(port: int) -> socket.socket:
    """A socket that listens. Two servers on one port would share its visitors: no address is used again."""
    wanted = [port] if port else range(PORT, PORT + PORTS)
    for one in wanted:
        line = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "nt":
            line.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE"), 1)  # noqa: B009 – Windows only
        else:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that just ended
        try:
            line.bind((HOST, one))
            line.listen(128)
        except OSError:
            line.close()
            continue
        return line
    raise GenError("E952", port=port or PORT)


def _write_state(root: Path, port: int, hand: str) -> None:
    path = folder(root) / "running.json"
    outbox.overwrite(path, json.dumps({"port": port, "hand": hand, "pid": os.getpid()}).encode())
    if os.name == "posix":
        path.chmod(0o600)


def _running(root: Path) -> dict[str, Any] | None:
    """The server that is running for this office, if one answers."""
    with suppress(OSError, ValueError, KeyError):
        state: dict[str, Any] = json.loads((folder(root) / "running.json").read_text("utf-8"))
        if _ask(state, "/health") == root.resolve().name:
            return state
    return None


def _ask(state: dict[str, Any], path: str) -> str:
    """What the running server says to one who knows its secret."""
    request = urllib.request.Request(address(state["port"], path), headers={"X-Gen-Hand": state["hand"]})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=3) as answer:
        text: str = answer.read(1000).decode()
    return text


def _open(state: dict[str, Any], opening: bool, link: str = "") -> str:
    """Open the browser at the server, by a link that is good once; the link."""
    link = link or _ask(state, "/hand-in")
    url = address(state["port"], f"/start?link={link}")
    if opening:
        webbrowser.open(url)
    return url


def _log_to(path: Path) -> None:
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("generator.web")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logging.getLogger("waitress").addHandler(handler)

