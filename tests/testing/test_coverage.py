from testing.coverage import report


def test_packages_and_the_total_are_told_in_lines():
    files = {
        "pipeline/make.py": {"executed_lines": [1, 2, 3], "missing_lines": [4]},
        "pipeline/wording/numbers.py": {"executed_lines": [1], "missing_lines": [2, 3, 4]},
        "jobs/worker.py": {"executed_lines": [], "missing_lines": [1, 2]},
    }
    pipeline, jobs, total = (line.split() for line in report(files).splitlines())
    assert pipeline == ["pipeline", "4", "of", "8", "lines", "50%"]
    assert jobs == ["jobs", "0", "of", "2", "lines", "0%"]
    assert total == ["total", "4", "of", "10", "lines", "40%"]
