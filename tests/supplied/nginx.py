"""An nginx of its own for a test that puts one before our servers."""

from http.client import HTTPConnection
from pathlib import Path

from tests.ports import free_port
from tests.supplied.processes import Running
from tests.supplied.programs import program


class Nginx:
    """An nginx on a free port; its pid, log and configuration lie in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.running: Running | None = None

    def start(self, configuration: str) -> "Nginx":
        """Start it on the text of an nginx.conf, which has to listen on `self.port`."""
        conf = self.folder / "nginx.conf"
        conf.write_text(configuration)
        ours = f"daemon off; pid {self.folder}/nginx.pid;"
        log = self.folder / "nginx.log"
        command = [program("nginx"), "-p", str(self.folder), "-c", str(conf), "-e", str(log), "-g", ours]
        self.running = Running(command, log)
        self.running.wait_until(self._answers)
        return self

    def stop(self) -> None:
        if self.running is not None:
            self.running.stop()
            self.running = None

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status > 0
        except OSError:
            return False
        finally:
            connection.close()
