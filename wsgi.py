"""The application as servers and the `flask` command find it."""

from summit import create_app

app = create_app()
