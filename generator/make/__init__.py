"""The whole road of a paper, and the way back; the only place that knows the order.

road     a form, files of cases and the office to Word files in `out/`
again    a paper that a clerk has edited: what was changed since it was made, and its case read back
"""

from .again import Review, read_back, review, write_tracked
from .road import Job, Made, Progress, Standing, make, remake, standing

__all__ = [
    "Job",
    "Made",
    "Progress",
    "Review",
    "Standing",
    "make",
    "read_back",
    "remake",
    "review",
    "standing",
    "write_tracked",
]
