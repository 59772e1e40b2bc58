"""What the files of the bench make the pipeline do, how often, and how such a job must end if nothing else happens."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stages import STAGES

BOUNDARIES = (*(stage.name.value for stage in STAGES), "end")
MEMORY_LIMIT_MB = 128  # of the bench's workers


@dataclass(frozen=True)
class Deeds:
    """A kind of file: its lines, as of ``testing/fake_pipeline.py``, and how many parts of all are of this kind."""

    name: str
    lines: Sequence[str]
    parts: float
    end: str


DEEDS: Sequence[Deeds] = (
    Deeds("short", ("uploading work 0.1", "analyzing work 0.4", "creating_visualizations work 0.1"), 64, "completed"),
    Deeds("long", ("uploading work 0.3", "analyzing work 2", "analyzing spill"), 14, "completed"),
    Deeds("an unreadable file", ("uploading unreadable",), 3, "PREPROCESSING_ERROR"),
    Deeds("a stage raises what nobody expects", ("analyzing unexpected",), 2, "PROCESSING_ERROR"),
    Deeds("a stage runs out of memory, and says so", ("generating_narrative memory",), 2, "PROCESSING_ERROR"),
    Deeds("a stage takes more memory than it may", ("analyzing fill 256",), 2, "PROCESSING_ERROR"),
    Deeds("a stage hangs in C code", ("creating_visualizations hang",), 1, "TIMEOUT"),
    *(Deeds(f"raise at the boundary: {name}", (f"{name} raise",), 1, "ANALYSIS_ERROR") for name in BOUNDARIES),
    *(Deeds(f"death at the boundary: {name}", (f"{name} kill",), 0.6, "WORKER_LOST") for name in BOUNDARIES),
)
