"""Word templates as an office keeps them: start one, tidy it, read it in git, put the emblem in.

`page` reads the layout rules, `frame` makes a fresh template from them, `new` starts a form's folder, `tidy` is the
formatter, `outline` the text that a reviewer reads, `emblem` finds the office's own emblem.
"""
