"""`gen check`: the proofreader. Reads any Word paper as Word shows it and holds it against the rules of papers.

`check` is the door; `rule` the list of rules, one small function each in the modules `rules_*`; `reading` makes a
`Paper` of a file; `comments` and `fix` write copies; `shown` makes lines and JSON; `learn` measures good papers.
"""

from . import (  # noqa: F401  (each registers its rules, which settings name)
    rules_active,
    rules_consistency,
    rules_counts,
    rules_dates,
    rules_items,
    rules_layout,
    rules_leftover,
    rules_numbers,
    rules_pages,
    rules_privacy,
    rules_structure,
    rules_text,
    rules_wording,
)
