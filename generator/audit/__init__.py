"""`gen check`: the proofreader. Reads any Word paper as Word shows it and holds it against the rules of papers.

`check` is the door; `rule` says what a rule is, `rules` has them all; `find` finds what the words hold, an `Exam` keeps
it; `comments` and `fix` write copies; `shown` makes lines and JSON; `learn` measures good papers.
"""

from . import rules  # noqa: F401  (they are registered, for settings name them)
