"""Breaking running jobs on purpose: `python -m bench.faults`."""
