"""The browser door: the whole road of an office in pages, on the clerk's own PC (`gen web`).

In: requests from the browser of this PC. Out: pages, pictures, files. It holds no rule of an office: a view asks for
the thing that an address names, calls one service and shows the answer. `addresses` is the map of the site, `guard`
says who may ask at all, `serve` starts and ends it, `jobs` does what takes long.
"""
