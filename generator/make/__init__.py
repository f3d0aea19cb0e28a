"""The whole road of a paper, and the way back; the only place that knows the order.

road     a form, files of cases and the office to Word files in `out/`, by
    plan     what is to be made, packed in chunks
    maker    who makes it
    workers  where: here, in several `processes`, on a cluster
    mailing  what goes with papers to many receivers
compare  a paper that a clerk has edited: what was changed since it was made, and its case read back
"""

from .compare import Pair, pair
from .plan import Job, Standing
from .renew import renew_sets
from .road import Made, Way, make, remake, standing

__all__ = [
    "Job",
    "Made",
    "Pair",
    "Standing",
    "Way",
    "make",
    "pair",
    "remake",
    "renew_sets",
    "standing",
]
