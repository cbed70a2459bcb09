"""An S3 server in a process of its own on loopback, and what lies in it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tests.batch.support import without_times

# It ends with its standard input, so also where the tests are killed.
_SERVER = """
import os, sys, threading
from moto.server import main
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
main(["-H", "127.0.0.1", "-p", "0"])
"""
_numbers = count(1)


@contextmanager
def s3_server(log: Path) -> Iterator[dict[str, str]]:
    """The environment in which the server is found; ``log`` has a line for each request."""
    with (
        log.open("w", encoding="utf-8") as lines,
        subprocess.Popen([sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=lines, stderr=lines) as server,
    ):
        try:
            while not (at := re.search(r"Running on (http://127\.0\.0\.1:\d+)", log.read_text(encoding="utf-8"))):
                assert server.poll() is None, log.read_text(encoding="utf-8")
                time.sleep(0.02)
            yield {
                "AWS_ENDPOINT_URL": at[1],
                "AWS_ACCESS_KEY_ID": "somebody",
                "AWS_SECRET_ACCESS_KEY": "secret",
                "AWS_EC2_METADATA_DISABLED": "true",
                "NO_PROXY": "127.0.0.1",
            }
        finally:
            server.kill()


class Shelf:
    """A bucket of its own for a test."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage
        self.name = f"bucket{next(_numbers)}"
        storage.mkdir(self.name)

    def __str__(self) -> str:
        return f"s3://{self.name}"

    def put(self, folder: Path, name: str) -> str:
        """All files of a local folder below ``name``; gives back its address."""
        for path in folder.rglob("*"):
            if path.is_file():
                self.write(f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes())
        return f"{self}/{name}"

    def write(self, name: str, data: bytes) -> None:
        self._storage.pipe_file(f"{self.name}/{name}", data)

    def read(self, name: str) -> bytes:
        data: bytes = self._storage.cat_file(f"{self.name}/{name}")
        return data

    def remove(self, name: str) -> None:
        self._storage.rm_file(f"{self.name}/{name}")

    def names(self, folder: str) -> set[str]:
        return {name.removeprefix(f"{self.name}/{folder}/") for name in self._storage.find(f"{self.name}/{folder}")}

    def info(self, name: str) -> dict[str, Any]:
        data: dict[str, Any] = self._storage.info(f"{self.name}/{name}")
        return data

    def forbid(self, action: str, name: str) -> None:
        """Nobody may do that from now on."""
        statement = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": action,
            "Resource": f"arn:aws:s3:::{self.name}/{name}",
        }
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self._storage.call_s3("put_bucket_policy", Bucket=self.name, Policy=policy)

    def snapshot(self, folder: str) -> dict[str, bytes]:
        """As ``support.snapshot`` of a local folder, without what only stored specs have."""
        files = {name: self.read(f"{folder}/{name}") for name in self.names(folder)}
        if "manifest.json" in files:
            files["manifest.json"] = without_times(files["manifest.json"])
        return files
