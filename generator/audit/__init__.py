"""`gen check`: the proofreader. Reads any Word paper as Word shows it and holds it against the rules of papers.

`check` is the door; `rule` the list of rules, one small function each in the modules `rules_*`; `reading` makes a
`Paper` of a file; `comments` and `fix` write copies; `shown` makes lines and JSON; `learn` measures good papers.
"""
