"""The nginx of deploy/ before a server, on a free port and without TLS, for measurements and tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.integration.live_server import Server
from tests.supplied.nginx import Nginx

ROOT = Path(__file__).parents[2]
AROUND = """worker_processes 1;
worker_rlimit_nofile 16384;
error_log stderr warn;
events {{ worker_connections 8192; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{site}
}}
"""
"""What the system's nginx.conf says around a site."""


def site(folder: Path, listen: int, servers: list[int]) -> str:
    """The site of deploy/nginx.conf with our ports and folders, as operations.md says that one changes it."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, count=1, flags=re.S)
    text = re.sub(r"\n    listen \[::\]:443[^\n]*", "", text)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{listen};")
    text = re.sub(r"\n    ssl_[^\n]*", "", text)
    ours = "\n    ".join(f"server 127.0.0.1:{port};" for port in servers)
    text = re.sub(r"server 127\.0\.0\.1:8000;[^\n]*", ours, text)
    text = text.replace("/var/cache/nginx/summit", str(folder / "cache"))
    return text.replace("/srv/summit/", f"{ROOT}/")


@contextmanager
def before(server: Server, folder: Path) -> Iterator[int]:
    """The port of an nginx that stands before this server."""
    nginx = Nginx(folder)
    server.wait()
    nginx.start(AROUND.format(folder=folder, site=site(folder, nginx.port, [server.port])))
    try:
        yield nginx.port
    finally:
        nginx.stop()
