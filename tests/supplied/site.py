"""deploy/nginx.conf with our ports, folders and certificate, changed as docs/operations.md says."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.supplied.nginx import Nginx

ROOT = Path(__file__).parents[2]
AROUND = """{user}
worker_processes 1;
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


def around(folder: Path, site: str) -> str:
    """A whole configuration; folders of tests are their owner's alone, so nginx stays who we are."""
    return AROUND.format(folder=folder, site=site, user="user root;" if os.geteuid() == 0 else "")


@dataclass(frozen=True)
class Certificate:
    """Where the files of a certificate are."""

    chain: Path
    key: Path


def site(folder: Path, port: int, server: int, certificate: Certificate | None, plain: int = 0) -> str:
    """The site on `port` before the server on another; without a certificate it speaks plain HTTP."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(r"\n    listen \[::\][^\n]*", "", text)
    text = text.replace("server 127.0.0.1:8000;", f"server 127.0.0.1:{server};")
    text = text.replace("/var/cache/nginx/summit", str(folder / "cache"))
    text = text.replace("/srv/summit/", f"{ROOT}/")
    if certificate is None:
        text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, count=1, flags=re.DOTALL)
        text = re.sub(r"\n    ssl_[^\n]*", "", text)
        return text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;")
    text = text.replace("/etc/summit/tls/summit.crt", str(certificate.chain))
    return text.replace("/etc/summit/tls/summit.key", str(certificate.key))


@contextmanager
def before(server: int, folder: Path) -> Iterator[int]:
    """The port of an nginx that stands before the server on this port, without TLS."""
    nginx = Nginx(folder)
    nginx.start(around(folder, site(folder, nginx.port, server, None)))
    try:
        yield nginx.port
    finally:
        nginx.stop()
