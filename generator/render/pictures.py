"""Pictures of a case: a photograph, a QR code or a signature where a tag stands.

In: a `Picture` among the values of a case. Out: the drawing in the part's XML, and the parts that hold and announce it,
named and numbered as python-docx names and numbers them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO

from ..word.inline import PLACE as PLACE
from ..word.inline import Picture as Picture
from ..word.partnames import TYPES, relations_name

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
NO_RELATIONS = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
INLINE = (  # docxtpl's InlineImage: the text run around the tag ends, and another begins
    "</w:t></w:r><w:r><w:drawing>{}</w:drawing></w:r><w:r><w:t xml:space=\"preserve\">"
)
MARK = "<?picture {}?>"  # until it is known whether the text has line breaks: drawings have their own


@dataclass(frozen=True)
class Found:
    """The pictures that a template holds, and what its parts count with."""

    body: str  # the part that keeps white space between elements, as docxtpl's parsers have it
    media: dict[bytes, str]  # picture: its part
    relations: dict[str, bytes]  # part: its relationships
    types: bytes
    next_ids: dict[str, int]  # part: the number that python-docx gives a new drawing


@dataclass
class Desk:
    """The pictures of one paper, placed part by part."""

    found: Found
    part: str = ""
    drawings: list[str] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    names: dict[bytes, str] = field(default_factory=dict)  # picture: part, of those that the template does not hold
    relations: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # file extension: content type

    def place(self, picture: Picture) -> str:
        """A mark in place of the tag, for `drawn`; the picture becomes a part of the paper, once."""
        ext, content_type, *size = _facts(picture.data, picture.emu(picture.width), picture.emu(picture.height))
        name = self.found.media.get(picture.data) or self.names.get(picture.data)
        if name is None:
            name = self.names[picture.data] = self._next_name(ext)
            self.media[name] = picture.data
            self.types[ext] = content_type
        number = self.found.next_ids[self.part]
        drawing = INLINE.format(_drawing(number, self._relation(name), f"image.{ext}", *size))
        self.drawings.append(drawing if self.part == self.found.body else re.sub(r">\s+<", "><", drawing))
        return MARK.format(len(self.drawings) - 1)

    def _next_name(self, ext: str) -> str:
        """The lowest number that is free, whatever the extension."""
        names = [*self.found.media.values(), *self.names.values()]
        used = {int(number[1]) for name in names if (number := re.search(r"(\d+)\.\w+$", name))}
        return f"word/media/image{min(set(range(1, len(names) + 2)) - used)}.{ext}"

    def _relation(self, name: str) -> str:
        """The part's relationship to the picture, old or new."""
        old = self.relations.get(self.part) or self.found.relations.get(self.part, NO_RELATIONS)
        id_, new = _related(old, name.removeprefix("word/"))
        if new != old:
            self.relations[self.part] = new
        return id_

    def drawn(self, text: str) -> str:
        """The text with its drawings in place of their marks."""
        for number, drawing in enumerate(self.drawings):
            text = text.replace(MARK.format(number), drawing)
        return text

    def changed(self) -> dict[str, bytes]:
        """The parts beside the text that the pictures change or add."""
        if not self.relations:
            return self.media
        new = tuple(kind for kind in self.types.items() if f'Extension="{kind[0]}"'.encode() not in self.found.types)
        types = {TYPES: _with_types(self.found.types, new)} if new else {}
        return {**types, **{relations_name(part): xml for part, xml in self.relations.items()}, **self.media}


@lru_cache(64)  # nearly every paper of a template needs the same
def _related(relations: bytes, target: str) -> tuple[str, bytes]:
    """The id of a relationship to a picture, and the relationships with it."""
    for relation in re.findall("<Relationship [^>]*>", relations.decode()):
        if f'Target="{target}"' in relation and f'Type="{IMAGE}"' in relation:
            return str(re.findall(r'Id="([^"]+)"', relation)[0]), relations
    taken = set(re.findall(rb'Id="([^"]+)"', relations))
    new = next(n for n in range(1, len(taken) + 2) if b"rId%d" % n not in taken)
    added = f'<Relationship Id="rId{new}" Type="{IMAGE}" Target="{target}"/></Relationships>'
    return f"rId{new}", relations.replace(b"</Relationships>", added.encode())


@lru_cache(64)
def _with_types(types: bytes, new: tuple[tuple[str, str], ...]) -> bytes:
    """The content types with new file extensions, in order as python-docx writes them."""
    defaults = re.findall(rb"<Default [^>]*>", types)
    defaults += [f'<Default Extension="{ext}" ContentType="{kind}"/>'.encode() for ext, kind in new]
    head, first, others = re.sub(rb"<Default [^>]*>", b"", types).partition(b"<Override ")
    return b"".join((head, *sorted(defaults), first, others))


@lru_cache(64)
def _facts(data: bytes, width: int | None, height: int | None) -> tuple[str, str, int, int]:
    """File extension, content type, and the size in EMU that it is shown at."""
    from docx.image.image import Image

    image = Image.from_file(BytesIO(data))
    wide, high = image.scaled_dimensions(width, height)
    return image.ext, image.content_type, int(wide), int(high)


def _drawing(number: int, relation: str, name: str, width: int, height: int) -> str:
    xml = _skeleton(number)
    for hole, value in (("%relation", relation), ("%name", name), ("111111", width), ("222222", height)):
        xml = xml.replace(hole, str(value))
    return xml


@lru_cache(64)
def _skeleton(number: int) -> str:
    """python-docx's drawing, with holes."""
    from docx.oxml.shape import CT_Inline
    from docx.shared import Emu

    return str(CT_Inline.new_pic_inline(number, "%relation", "%name", Emu(111111), Emu(222222)).xml)
