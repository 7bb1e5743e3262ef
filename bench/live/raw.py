"""The raw `websockets` server: what is posted is sent to everybody, with nothing around it. A lower bound."""

import asyncio
import json
import sys
from pathlib import Path
from urllib.parse import parse_qs

from websockets.asyncio.server import ServerConnection, broadcast, serve

FRAME = Path(__file__).with_name("intervention.html").read_text()
everybody: set[ServerConnection] = set()


async def follow(connection: ServerConnection) -> None:
    everybody.add(connection)
    try:
        await connection.wait_closed()
    finally:
        everybody.discard(connection)


async def forms(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Just enough HTTP for a form."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            form = parse_qs((await reader.readexactly(size)).decode())
            anchor = head.split(b" ")[1].decode().removeprefix("/debates/")
            html = FRAME.replace("WORDS", form["text"][0])
            broadcast(everybody, json.dumps({"topic": f"debate:{anchor}", "html": html}))
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main(port: int) -> None:
    async with (
        serve(follow, "127.0.0.1", port, compression=None, open_timeout=60),
        await asyncio.start_server(forms, "127.0.0.1", port + 1),
    ):
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
