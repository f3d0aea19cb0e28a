"""Settings and lists of an office, changed by a form: comments, order and all that the form does not know stay.

In: the bytes of office.yaml or of a CSV, and what is to change. Out: the new bytes. The only file that knows
ruamel.yaml, which keeps what PyYAML throws away.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from .errors import GenError


def edited(text: bytes, changes: Mapping[str, Any]) -> bytes:
    """A YAML file with other values: `section.key` names one inside a section; None empties. Raises: GenError E308."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000  # no line of a clerk is broken
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        found = yaml.load(text.decode("utf-8-sig"))
    except (YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise GenError("E308", file="office.yaml", line=mark.line + 1 if mark else 1, why="โครงสร้างผิด") from None
    for path, value in changes.items():
        section, _, key = path.rpartition(".")
        holder = found.setdefault(section, {}) if section else found
        if holder.get(key) != value:
            _put(holder, key, value)
    stream = io.StringIO()
    yaml.dump(found, stream)
    return stream.getvalue().encode()


def _put(holder: Any, key: str, value: Any) -> None:
    """Another value in its place; the lines behind the old one, often a comment on what follows, stay behind it."""
    old, behind = holder.get(key), _taken_behind(holder, key)
    if isinstance(value, Mapping) and isinstance(old, dict):  # parts that stay keep their own comments
        for gone in [one for one in old if one not in value]:
            del old[gone]
        for one, inner in value.items():
            if old.get(one) != inner:
                old[one] = _commented(inner)
    else:
        holder[key] = _commented(value)
    if behind:
        _put_behind(holder, key, behind)


def _commented(value: Any) -> Any:
    """A value to which comments can be put."""
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    if isinstance(value, Mapping):
        return CommentedMap({key: _commented(inner) for key, inner in value.items()})
    return CommentedSeq(map(_commented, value)) if isinstance(value, list) else value


def _last(holder: Any, key: Any) -> tuple[Any, Any, int]:
    """The last scalar in a value: where it is held, its key there, and where its comment lies among those."""
    while isinstance(holder[key], (dict, list)) and holder[key]:
        holder = holder[key]
        key = len(holder) - 1 if isinstance(holder, list) else list(holder)[-1]
    return holder, key, 0 if isinstance(holder, list) else 2


def _taken_behind(holder: Any, key: str) -> str:
    """Take away and give the lines that stand behind a value: blank ones, and comments of what follows."""
    if key not in holder:
        return ""
    where, last, at = _last(holder, key)
    token = (where.ca.items.get(last) or [None] * 4)[at]
    if token is None:
        return ""
    own, end, rest = token.value.partition("\n")
    token.value = own + end
    if not own:
        where.ca.items[last][at] = None
    return str(rest)


def _put_behind(holder: Any, key: str, lines: str) -> None:
    from ruamel.yaml.error import CommentMark
    from ruamel.yaml.tokens import CommentToken

    where, last, at = _last(holder, key)
    comments = where.ca.items.setdefault(last, [None] * 4 if at else [None, None])
    if comments[at] is None:
        comments[at] = CommentToken("\n" + lines, CommentMark(0), None)
    else:
        comments[at].value += lines


def table(data: bytes) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of a CSV of the office."""
    rows = list(csv.reader(io.StringIO(_text(data), newline="")))
    return (rows[0], rows[1:]) if rows else ([], [])


def written(data: bytes, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """The same CSV with other rows; its mark for Excel and its line ends stay."""
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") or not data else b""
    ends = "\r\n" if b"\r\n" in data or not data else "\n"
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=ends)
    writer.writerow(headings)
    width = len(headings)
    writer.writerows([*row[:width], *[""] * (width - len(row))] for row in rows if any(row))
    return mark + stream.getvalue().encode()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:  # Excel on a Thai Windows saves CSV in its code page
        return data.decode("cp874", errors="replace")
