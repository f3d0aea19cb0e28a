"""What an office does, one function an act: the floor that every door stands on.

A door (the command line, a browser) parses what a person wants into a request, calls one service,
and shows the result in its own words. A service prints nothing, asks nothing, and knows no command
and no page:

    act(office, request, watch) -> result        frozen dataclasses in and out

Everything that is wrong is told at once, as `GenError` with its `problems`; what is worth saying
stands in the result. `watch` (see `generator.watch`) sees how far long work is and may stop it:
`Stopped` comes, and what is finished is kept. One act = one thread = one `Office`; docs/service.md
says what may be shared between threads.

    office     an office opened, or begun
    works      its forms: which there are, what they ask for
    sheet      the blank workbook of a form
    make       cases to Word files in out/; how far a case is
    check      Word files and filled workbooks held against the rules; comments, mended copies,
               a profile learnt
    compare    a Word file beside the same paper as it was made: changes, tracked copy, its case
               read back
    issue      numbers and days into Word files; signed copies filed
    book       the number book
    pdf        PDFs, pictures of pages
    printing   print sets
    signing    electronic signatures
    settings   emblem, and what the machine has
    design     a new form, templates in order
    typed      what people type beside forms: days, numbers
"""
