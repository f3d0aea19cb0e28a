"""Word files: their parts, their XML, and a document as a person sees it. Nothing else reads or writes either.

`opc` makes parts of bytes and back; `xml` is the one safe parser, with names and units; `reading` makes a `Document`
of a file as Word shows it; `active` says what of a file acts by itself.
"""
