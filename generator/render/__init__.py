"""From a template and a context to a Word file.

In: a .docx template whose tags are Jinja (docxtpl's language), and the dict of `context`. Out: the bytes of a .docx.
Templates run in a sandbox, autoescaped and strict on names, within limits of time and size. What is shown passes once
through `official`: Thai digits, and spaces that do not break.

    template     Template: opened once, one paper a case
    compiled     the engine: each part a program, the rest packed once
    tags         tags as they are typed in Word, and what they would lose in silence
    proof        what is left to do to a rendered part, found out beforehand; tags that would tear it are refused
    mend         what is then done to it, so that Word opens every paper
    archive      the zip of a paper
    pictures     Picture: a photograph or QR code of a case
    properties   title, author and day of a paper
    environment  the sandbox; code, filters: how Jinja compiles in it, and what templates may call
    values       what a template may touch: types, and what each shows
    show         official, shown: how a value stands in a paper
    limits       time and size
    helper       a process of its own, whose time and memory the system holds
    remote       a template that is out of the common, in such a process
    faults       errors of templates, at their paragraph; places finds it, wording says why
    emblem       the slot of the office's emblem
    fallback     docxtpl: what it makes of a template before Jinja reads it
    combine      many papers of one template as one Word file; sections, apart: what they must not share
"""

from .emblem import EMBLEM
from .environment import Sandbox, environment, text
from .faults import paragraph_text
from .filters import FILTERS
from .helper import Helper
from .limits import MOST_BYTES, SECONDS, TooLong
from .pictures import Picture
from .show import TEXT_OUTSIDE, official
from .tags import TAG, TYPED, free_section_breaks
from .template import Template
from .values import Arabic
from .wellformed import prove

__all__ = [
    "EMBLEM",
    "FILTERS",
    "MOST_BYTES",
    "SECONDS",
    "TAG",
    "TEXT_OUTSIDE",
    "TYPED",
    "Arabic",
    "Helper",
    "Picture",
    "Sandbox",
    "Template",
    "TooLong",
    "environment",
    "free_section_breaks",
    "official",
    "paragraph_text",
    "prove",
    "text",
]
