"""Story documents for the tests of the exporters."""

from typing import Any

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> [link](javascript:alert(3)) `a` & $b$ ![i](http://x)"


def document(text: str = "plain", **more: Any) -> dict[str, Any]:
    """A story whose names, values and texts are ``text``, as if from a stranger's file."""
    figure = {
        "data": [{"type": "bar", "x": [0, 1], "y": [3, 5], "name": text, "customdata": [[text], [text]]}],
        "layout": {"height": 300, "xaxis": {"ticktext": [text, "b"], "tickvals": [0, 1]}},
    }
    column = {"name": text, "type": "numeric", "unit": text, "missing": 2, "distinct": 1500, "example": text}
    story = {
        "title": text,
        "dataset": {
            "filename": text,
            "rowCount": 12345,
            "columnCount": 1,
            "fileSize": 2_500_000,
            "format": "csv",
            "encoding": "utf-8",
            "delimiter": ",",
            "columns": [column],
            "warnings": [{"kind": "ragged_rows", "text": text, "rows": 1, "example": text}],
        },
        "narratives": {"summary": f"The **summary**. {text}", "keyFindings": f"- One: {text}", "recommendations": text},
        "findings": [
            {
                "id": "f1",
                "kind": "trend",
                "headline": f"**Sales** rose {text}",
                "text": f"The finding's text. {text}",
                "columns": [text],
                "values": {"slope": 1.23456789012, "group": text, "rows": 1234, "none": None, "yes": True},
                "n": 1234,
                "test": text,
                "effect": text,
                "effectSize": 0.123456,
                "pValue": 1e-9,
                "qValue": 0.004321,
                "caveats": [f"A caveat. {text}"],
                "sql": f"SELECT '{text}' -- ``` ",
                "chartId": "chart-1",
                "score": 1.0,
            },
            {
                "id": "f2",
                "kind": "share",
                "headline": "Without a chart",
                "text": "Words only.",
                "columns": [],
                "values": {},
                "n": 10,
                "test": None,
                "effect": None,
                "effectSize": None,
                "pValue": None,
                "qValue": None,
                "caveats": [],
                "sql": "SELECT 1",
                "chartId": None,
                "score": 0.5,
            },
        ],
        "charts": [{"chartId": "chart-1", "kind": "bar", "title": text, "altText": text, "figure": figure}],
        "statistics": {
            "trends": [],
            "correlations": [],
            "distributions": [],
            "frequencies": [],
            "outliers": [],
            "tests": {"run": 312, "kept": 14, "falseDiscoveryRate": 0.01},
            "notes": [f"A note. {text}"],
        },
        "quality": [{"kind": "missing", "columns": [text], "text": f"Missing. {text}", "values": {}}],
        "timings": {"reading": 0.1},
    }
    return story | more


def without_findings() -> dict[str, Any]:
    tests = {"run": 0, "kept": 0, "falseDiscoveryRate": 0.01}
    empty = document()
    return empty | {
        "findings": [],
        "charts": [],
        "quality": [],
        "narratives": {"summary": "Nothing was found.", "keyFindings": "", "recommendations": ""},
        "dataset": empty["dataset"] | {"warnings": []},
        "statistics": empty["statistics"] | {"tests": tests, "notes": []},
    }
