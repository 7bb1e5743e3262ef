"""The bare Flask-SocketIO server: a form is posted, its words are broadcast to a room. Nothing is stored."""

from pathlib import Path

from flask import Flask, request
from flask_socketio import SocketIO, join_room

app = Flask("bare")
socketio = SocketIO(app, async_mode="gevent", async_handlers=False, transports=["websocket"])
FRAME = Path(__file__).with_name("intervention.html").read_text()


@socketio.on("follow")
def follow(message: dict[str, list[str]]) -> dict[str, list[str]]:
    for position in message["topics"]:
        join_room(position.rsplit(":", 2)[0])
    return {"heads": message["topics"]}


@app.post("/debates/<path:anchor>")
def say(anchor: str) -> str:
    html = FRAME.replace("WORDS", request.form["text"])
    socketio.emit("said", {"topic": f"debate:{anchor}", "html": html}, to=f"debate:{anchor}")
    return ""


@app.get("/healthz")
def healthz() -> str:
    return "up"
