"""Many papers of one template as one Word file, to print them in one go.

In: a template and its cases, one by one. Out: a .docx in which each paper begins on its own page, with its own first
page, headers, page numbers from 1, lists from their start, notes and pictures. Papers are written as they are made; of
each only the names of its headers stay in memory, its text waits on the disk.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import IO, Any

from ..errors import GenError
from ..word import opc
from ..word.partnames import TYPES
from ..word.xml import NS, relations_name
from . import properties, sections, unique_ids
from .mend import numbered
from .template import NO_DAY, Template
from .unique_ids import NUMBERING

IN_MEMORY = 16 * 1024 * 1024  # bytes of text, before it goes to the disk
OFFICE = NS["r"]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATION = re.compile(r"<Relationship [^>]*>")
STORY = re.compile(r"word/(?:header|footer)\d*\.xml")
STYLE = re.compile(r'<w:style [^>]*?w:styleId="([^"]+)"(?:(?!</w:style>).)*?<w:numPr>', re.DOTALL)
EMPTY = '<w:{0} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:{0}>'


def combine(
    template: Template, cases: Iterable[Mapping[str, Any]], file: IO[bytes], title: str = "", day: date | None = None
) -> int:
    """Write the papers of the cases to a file that can be sought in; how many there are.

    Raises: GenError as `Template.render`, and E416 for a template whose lists are numbered by its styles.
    """
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as text, zipfile.ZipFile(file, "w") as archive:
        volume = Volume(template, archive, text)
        for case in cases:
            volume.add(template.parts(case))
        volume.close(properties.core({"title": title}, day or NO_DAY))
        return volume.papers


class Volume:
    """One Word file that papers are added to."""

    def __init__(self, template: Template, archive: zipfile.ZipFile, text: IO[bytes]) -> None:
        compiled = template.compiled
        self._base, self._main = compiled.package, compiled.main
        self._archive, self._text = archive, text
        self._relations = [self._base[relations_name(self._main)].decode().replace("</Relationships>", "")]
        self._types = [self._base[TYPES].decode().replace("</Types>", "")]
        self._known = frozenset(RELATION.findall(self._relations[0]))
        self._stories = self._filled_stories(set(compiled.starts))
        self._gone = {part for name in self._stories.values() for part in (name, relations_name(name))}
        used = [int(number) for name in self._base for number in re.findall(r"word/(?:header|footer)(\d+)\.xml", name)]
        self._numbers = count(max(used, default=0) + 1)
        self._kinds: set[str] = set()  # content types of file extensions
        self._media: dict[bytes, str] = {}  # digest of a picture: its part
        self._drawings = count(1)
        self._lists = unique_ids.Lists(self._base.get(NUMBERING, b"").decode())
        notes = {kind: self._base.get(f"word/{kind}s.xml", b"").decode() for kind in ("footnote", "endnote")}
        self._notes = [unique_ids.Notes(kind, xml) for kind, xml in notes.items() if xml]
        self._names = unique_ids.Names()
        self._last = ("", "")  # the last paper's blocks and section: whether another follows is not known yet
        self._tail = b""
        self.papers = 0
        self._refuse_numbering_styles(template.name)

    def _filled_stories(self, filled: set[str]) -> dict[str, str]:
        """The headers and footers with tags, by their relationship; the template's own give way to each paper's."""
        found = {}
        for relation in self._known:
            name = f"word/{_attribute(relation, 'Target')}"
            if name in filled and _attribute(relation, "Type") in (f"{OFFICE}/header", f"{OFFICE}/footer"):
                found[_attribute(relation, "Id")] = name
                self._relations[0] = self._relations[0].replace(relation, "")
                self._types[0] = re.sub(rf'<Override PartName="/{re.escape(name)}"[^>]*>', "", self._types[0])
        return dict(sorted(found.items()))

    def _refuse_numbering_styles(self, template: str) -> None:
        """Lists that a style numbers would count on from paper to paper."""
        styles = set(STYLE.findall(self._base.get("word/styles.xml", b"").decode()))
        used = set(re.findall(r'<w:pStyle w:val="([^"]+)"', self._base[self._main].decode()))
        if styles & used:
            why = f"รวมเล่มไม่ได้ เพราะลักษณะ {', '.join(sorted(styles & used))} ใส่เลขลำดับเอง"
            raise GenError("E416", template=template, why=why)

    def add(self, changed: Mapping[str, bytes]) -> None:
        """One paper more, by the parts that it changes in the template."""
        self.papers += 1
        data = changed.get(self._main, self._base[self._main])
        start, end = data.index(b"<w:body>") + len(b"<w:body>"), data.rindex(b"</w:body>")
        if self.papers == 1:
            self._text.write(data[:start])
            self._tail = data[end:]
        media = self._own_media(changed)
        body = self._own_stories(_counted(data[start:end].decode()), changed, media)
        body = self._own_pictures(body, changed, media)
        body = self._lists.renewed(body, changed.get(NUMBERING, b"").decode())
        body = self._names.renewed(body, self.papers)
        for notes in self._notes:
            body = notes.renewed(body, changed.get(notes.name, self._base.get(notes.name, b"")).decode())
        self._follow(*sections.begun(*sections.split(numbered(body, self._drawings))))

    def _follow(self, blocks: str, section: str) -> None:
        if self.papers > 1:
            self._text.write(sections.ended(*self._last).encode())
        self._last = blocks, section

    def _own_media(self, changed: Mapping[str, bytes]) -> dict[str, str]:
        """Write the paper's pictures that no paper had before; their parts by those that the paper calls them."""
        own = {}
        for name, data in changed.items():
            if name.startswith("word/media/"):
                digest = hashlib.sha256(data).digest()
                if digest not in self._media:
                    self._media[digest] = f"word/media/paper{self.papers}-{name.rpartition('/')[2]}"
                    self._write(self._media[digest], data)
                own[name] = self._media[digest]
        self._kinds |= set(re.findall(r"<Default [^>]*>", changed.get(TYPES, b"").decode()))
        return own

    def _own_stories(self, body: str, changed: Mapping[str, bytes], media: Mapping[str, str]) -> str:
        """The paper's own headers and footers, in place of the template's."""
        for relation, name in self._stories.items():
            story = "header" if "/header" in name else "footer"
            own = self._new_story(story)
            body = body.replace(f'r:id="{relation}"', f'r:id="{relation}p{self.papers}"')
            self._write(own, _counted(changed[name].decode()).encode())
            beside = changed.get(relations_name(name), self._base.get(relations_name(name)))
            if beside:
                self._write(relations_name(own), _renamed(beside.decode(), media).encode())
            self._relate(f"{relation}p{self.papers}", story, own)
        return body

    def _new_story(self, story: str) -> str:
        """A name for a header or footer, of the kind that Word gives."""
        return f"word/{story}{next(self._numbers)}.xml"

    def _own_pictures(self, body: str, changed: Mapping[str, bytes], media: Mapping[str, str]) -> str:
        """The body with its pictures under relationships of its own."""
        for relation in RELATION.findall(changed.get(relations_name(self._main), b"").decode()):
            if relation not in self._known:
                old = _attribute(relation, "Id")
                body = body.replace(f'r:embed="{old}"', f'r:embed="{old}p{self.papers}"')
                self._relations.append(_renamed(relation.replace(f'"{old}"', f'"{old}p{self.papers}"'), media))
        return body

    def _relate(self, relation: str, story: str, name: str) -> None:
        """A header or footer that the text may refer to."""
        target = name.removeprefix("word/")
        self._relations.append(f'<Relationship Id="{relation}" Type="{OFFICE}/{story}" Target="{target}"/>')
        self._types.append(f'<Override PartName="/{name}" ContentType="{WORD}.{story}+xml"/>')

    def close(self, core: bytes) -> None:
        """Write all that the papers share."""
        blocks, section = self._last
        self._text.write(f"{blocks}{section}".encode() + self._tail)
        for story in ("header", "footer"):
            name = self._new_story(story)
            self._write(name, EMPTY.format("hdr" if story == "header" else "ftr").encode())
            self._relate(sections.empty_id(story), story, name)
        shared = {**self._base, properties.PART: core, NUMBERING: self._lists.part().encode()}
        shared |= {notes.name: notes.part().encode() for notes in self._notes}
        shared[relations_name(self._main)] = f"{''.join(self._relations)}</Relationships>".encode()
        kinds = "".join(sorted(kind for kind in self._kinds if kind not in self._types[0]))
        shared[TYPES] = f"{''.join(self._types)}{kinds}</Types>".encode()
        for name in sorted(shared.keys() & {*self._base, properties.PART} - {self._main, *self._gone}):
            self._write(name, _counted(shared[name].decode()).encode() if STORY.fullmatch(name) else shared[name])
        self._text.seek(0)
        with self._archive.open(_member(self._main), "w", force_zip64=True) as member:
            shutil.copyfileobj(self._text, member)

    def _write(self, name: str, data: bytes) -> None:
        self._archive.writestr(_member(name), data)


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, opc.EPOCH)
    info.create_system = 0  # the same on every system
    info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(opc.STORED) else zipfile.ZIP_DEFLATED
    return info


def _attribute(element: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', element)
    return found[1] if found else ""


def _renamed(relations: str, media: Mapping[str, str]) -> str:
    """Relationships whose pictures are called as in the volume."""
    for old, new in media.items():
        relations = relations.replace(f'"{old.removeprefix("word/")}"', f'"{new.removeprefix("word/")}"')
    return relations


def _counted(xml: str) -> str:
    """The number of pages of a paper is that of its section."""
    return xml.replace("NUMPAGES", "SECTIONPAGES") if "NUMPAGES" in xml else xml
