"""A small analysis service outside the app: takes a job, fetches its file, and answers by callback.

Run as ``python outside_service.py PORT``. It writes the status of every answer it gets as a line of JSON.
A file whose first line is ``fail`` makes it report an error.
"""

import json
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any


def call(url: str, token: str, body: dict[str, Any] | None = None) -> tuple[int, bytes]:
    """GET, or POST the body as JSON; the status and the answer."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers)) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def say(what: str, status: int) -> None:
    """One line for whoever started this service."""
    sys.stdout.write(json.dumps({"what": what, "status": status}) + "\n")
    sys.stdout.flush()


def work(order: dict[str, Any]) -> None:
    """Take one job to its end."""
    url, token = order["callbackUrl"], order["token"]
    status, content = call(order["fileUrl"], token)
    say("file", status)
    lines = content.decode().splitlines()
    say("wrong token", call(url, "wrong", {"stage": "uploading", "progress": 50})[0])
    say("rubbish", call(url, token, {"hello": "world"})[0])
    for stage in ("uploading", "analyzing", "generating_narrative", "creating_visualizations"):
        say(stage, call(url, token, {"stage": stage, "progress": 100})[0])
    if lines[0] == "fail":
        error = {"code": "ANALYSIS_ERROR", "message": "Too odd a table.", "hint": "Even it out.", "retryable": False}
        say("error", call(url, token, {"error": error})[0])
    else:
        say("result", call(url, token, {"result": story(order, lines)})[0])
    say("too late", call(url, token, {"stage": "uploading", "progress": 50})[0])
    say("file too late", call(order["fileUrl"], token)[0])


def story(order: dict[str, Any], lines: list[str]) -> dict[str, Any]:
    """A story with one finding and its chart."""
    names = lines[0].split(",")
    rows = len(lines) - 1
    finding = {
        "id": "rows",
        "kind": "count",
        "headline": f"There are {rows} rows",
        "text": f"The table has {rows} rows.",
        "columns": names,
        "values": {"rows": rows},
        "n": rows,
        "sql": "SELECT count(*) AS rows FROM data",
        "score": 1.0,
        "chartId": "chart-1",
    }
    figure = {"data": [{"type": "bar", "x": ["rows"], "y": [rows]}], "layout": {}}
    return {
        "title": "Made outside",
        "dataset": {
            "filename": order["filename"],
            "rowCount": rows,
            "columnCount": len(names),
            "fileSize": order["size"],
            "format": "csv",
            "columns": [{"name": name, "type": "numeric"} for name in names],
        },
        "narratives": {"summary": f"There are {rows} rows.", "keyFindings": "", "recommendations": ""},
        "findings": [finding],
        "charts": [{"chartId": "chart-1", "kind": "bar", "title": "Rows", "altText": "A bar", "figure": figure}],
        "statistics": {"tests": {"run": 0, "kept": 0, "falseDiscoveryRate": 0.01}},
        "quality": [],
        "timings": {"analysis": 0.1},
    }


class Orders(BaseHTTPRequestHandler):
    """Takes orders and works on them one at a time, after answering."""

    def do_POST(self) -> None:
        """Accept a job."""
        order = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        threading.Thread(target=work, args=(order,)).start()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


if __name__ == "__main__":
    HTTPServer(("127.0.0.1", int(sys.argv[1])), Orders).serve_forever()
