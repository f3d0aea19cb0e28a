"""How an office dresses its words: the program that wrote the file, and the habits of the typist, with their mistakes.

Real files differ from ours less in words than in this: runs cut by the spelling checker, complex-script toggles, fonts of
themes, converters' pictures, places made with tabs and spaces, heads in tables and text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from generator.thai import arabic_digits
from tests.good_papers import png
from tests.offices.source import Line, Source
from tests.wordfile import SPACES, wordfile

EMBLEM = ("order", "announcement", "letter", "memo", "stamped", "certificate")
OFFICIAL = (*EMBLEM, "minutes")


@dataclass(frozen=True)
class Dress:
    """A program and a typist's habits; "" or the usual measure is what is right."""

    program: str  # word, libre, wps, google, olddoc
    left: int = 1701
    right: int = 1134
    indent: str = "first"  # first, tabs, one tab, spaces
    place: str = "indent"  # of date and signature: indent, tabs, spaces, box, table
    font: str = "TH SarabunPSK"
    second: str = ""  # a font of some paragraphs
    size: int = 32
    arabic: bool = False
    loose: bool = False  # Word's own spacing left in
    emblem: float = 1.0  # of the right height; 0 for none
    wide: float = 1.0
    leaders: str = "tabs"  # of a memo's head: tabs, dots, none
    head: str = "plain"  # of a memo: plain, table, beside (the picture), box, grid (its lines in a table)
    joined: bool = False  # name and position in one paragraph, parted by a line break
    pasted: bool = False  # a part from a chat or a web page: invisible characters, its own font
    letter_page: bool = False
    numbered: bool = False  # items with the numbers that Word puts
    controls: bool = False  # the text in content controls, as systems fill it in


DRESSES = (
    Dress("word"),
    Dress("word", left=1440, right=1440, indent="tabs", place="tabs", arabic=True, loose=True, leaders="dots"),
    Dress("libre", indent="spaces", place="spaces", leaders="none", emblem=0.8),
    Dress("google", font="Sarabun", indent="one tab", place="tabs", arabic=True, emblem=0, leaders="none"),
    Dress("wps", font="TH SarabunIT๙", arabic=True, place="box", head="table", joined=True),
    Dress("olddoc", indent="tabs", second="TH Sarabun New", head="beside", emblem=1.0),
    Dress("word", second="Cordia New", place="spaces", indent="tabs", leaders="dots", head="beside", joined=True),
    Dress("word", pasted=True, size=28, head="box", leaders="dots", left=1797, right=1797),
    Dress("libre", arabic=True, letter_page=True, place="tabs", indent="first", head="table", wide=1.2),
    Dress("olddoc", font="TH Sarabun New", indent="one tab", emblem=0.85, leaders="none"),
    Dress("word", font="TH SarabunIT๙", place="table", head="grid", numbered=True, leaders="dots"),
    Dress("wps", place="table", arabic=True, numbered=True, controls=True, head="grid"),
    Dress("google", font="Sarabun", place="indent", controls=True, loose=True, emblem=1.1),
)
STEPS = (0, 2, 5, 7)  # the dresses of a source, from its place in the list on
LATER = (0, 4, 7)  # of a later one
FIRST = 10  # dresses that the first papers wear


_NUMBER = re.compile("(?P<number>[๐-๙]{1,2})[.] *")


@dataclass(frozen=True)
class Paper:
    """A Word file with what is true of it: `mistakes` of places, and `habits`, rules that the whole paper breaks."""

    name: str
    kind: str
    docx: bytes
    mistakes: tuple[tuple[str, str], ...]
    habits: frozenset[str]


def dressed(source: Source, n: int) -> Paper:
    """A source in the n-th of its dresses."""
    n %= len(DRESSES) if source.later else FIRST
    dress = DRESSES[n]
    shown = arabic_digits if dress.arabic else str
    mistakes = tuple((rule, shown(words)) for rule, words in source.mistakes)
    writer = _Writer(source, dress)
    docx = writer.docx()
    return Paper(f"{source.kind} {source.name} {n}", source.kind, docx, mistakes, frozenset(_habits(source, dress, writer.fonts)))


def _official(source: Source) -> str:
    """The kind of the first paper of a source, as a reader sees it."""
    first = source.lines[0]
    if source.kind not in ("set", "form", "template", "other"):
        return source.kind
    if first.role == "head" and first.cells[0].startswith("คำสั่ง"):
        return "order"
    if first.role == "head" and re.match("ประกาศ|ระเบียบ(?!วาระ)", first.cells[0]):
        return "announcement"
    return {"memo": "memo", "number": "letter"}.get(first.role, source.kind)


def _habits(source: Source, dress: Dress, fonts: set[str]) -> Iterator[str]:
    """The rules that a dress breaks in a paper of this kind."""
    official = _official(source)
    kind, roles = source.kind, {line.role for line in source.lines}
    texts = [" ".join(line.cells) for line in source.lines]
    body = [line.cells[0] for line in source.lines if line.role == "body"]
    long = [text for text in body if len(re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", text)) > 66]
    if (dress.left, dress.right) != (1701, 1134):
        yield "L01"
    if dress.letter_page:
        yield "L02"
    if (fonts & {"Sarabun", "Cordia New"}) or (dress.pasted and body):
        yield "L03"
    if len(fonts & {"TH SarabunPSK", "TH Sarabun New"}) > 1:
        yield "L77"
    if dress.size != 32 and official in OFFICIAL:
        yield "L04"
    if dress.loose:
        yield "L05"
    if official in EMBLEM:
        if dress.emblem not in (1.0,):
            yield "L06"
        if dress.wide != 1.0:
            yield "L82"
    if long and dress.indent in ("one tab", "spaces") and official in EMBLEM and kind != "form":
        yield "L08"
    placed = roles & {"date", "dated", "close", "rank", "address"} or ("sign" in roles and not dress.joined)
    beside = dress.head == "beside" and "memo" in roles
    if (body and dress.indent == "spaces") or (placed and dress.place in ("tabs", "spaces")) or beside:
        yield "L09"
    if dress.arabic and any(re.search("[๐-๙]", text) for text in texts):
        yield "N35"
    items = [line.cells[0] for line in source.lines if line.role == "item"]
    if dress.numbered and dress.arabic and any(_NUMBER.match(text) for text in items):
        yield "N73"
    if dress.pasted and body:
        yield "T60"
    if dress.left == 1797 and "table" in roles:
        yield "L17"
    if (dress.leaders == "none" or dress.head == "grid") and "unit" in roles:
        yield "L16"


class _Writer:
    """Writes one paper as its program does."""

    def __init__(self, source: Source, dress: Dress) -> None:
        self.source, self.dress = source, dress
        self.count = 0
        self.lists: list[int] = []  # how many items each list has that Word numbers
        self.fonts: set[str] = set()
        memo = any(line.role == "memo" for line in source.lines)
        self.height = (1.5 if memo else 3.0) * dress.emblem

    def docx(self) -> bytes:
        blocks = list(self._blocks())
        d = self.dress
        size = 'w:w="12240" w:h="15840"' if d.letter_page else 'w:w="11906" w:h="16838"'
        section = f'<w:sectPr><w:pgSz {size}/><w:pgMar w:top="1134" w:right="{d.right}" w:bottom="851" w:left="{d.left}" w:header="709" w:footer="709" w:gutter="0"/><w:cols w:space="720"/><w:docGrid w:linePitch="360"/></w:sectPr>'
        parts: dict[str, str | bytes] = {"word/styles.xml": self._styles(), "word/settings.xml": f'<w:settings {SPACES}><w:defaultTabStop w:val="720"/></w:settings>', "word/media/image1.png": png(232, 250)}
        if self.lists:
            parts["word/numbering.xml"] = self._numbering()
        return wordfile("".join(blocks) + section, parts)

    def _styles(self) -> str:
        d = self.dress
        spacing = '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>' if d.loose else '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
        fonts = {
            "word": '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:sz w:val="22"/><w:szCs w:val="28"/>',
            "google": '<w:rFonts w:ascii="Arial" w:cs="Arial" w:eastAsia="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="th"/>',
            "olddoc": '<w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Angsana New"/>',
        }.get(d.program, f'<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="{d.font}"/><w:sz w:val="24"/><w:szCs w:val="32"/>')
        name = {"libre": "Standard", "google": "Normal"}.get(d.program, "Normal")
        return (
            f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
            f'<w:style w:type="paragraph" w:default="1" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="No Spacing"/><w:pPr><w:spacing w:after="0"/></w:pPr></w:style>'
            '<w:style w:type="character" w:default="1" w:styleId="a0"><w:name w:val="Default Paragraph Font"/></w:style></w:styles>'
        )

    # --- blocks

    def _blocks(self) -> Iterator[str]:
        lines = list(self.source.lines)
        if self.height and _official(self.source) in EMBLEM and lines[0].role != "memo":
            yield f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{self._picture()}</w:p>'
        rows: list[Line] = []
        signed: list[Line] = []
        for line in [*lines, Line("", ("",))]:
            if rows and line.role != "row":
                yield self._table(rows)
                rows = []
            if signed and line.role != "sign":
                yield from self._signature(signed)
                signed = []
            if line.role in ("table", "row"):
                rows.append(line)
            elif line.role == "sign":
                signed.append(line)
            elif line.role:
                yield from self._line(line)

    def _line(self, line: Line) -> Iterator[str]:
        text = line.cells[0]
        if line.role == "head":
            yield self._p(text, '<w:jc w:val="center"/>', "<w:b/><w:bCs/>")
        elif line.role == "rule":
            yield self._p(text, '<w:jc w:val="center"/>')
        elif line.role == "memo":
            yield from self._memo(text)
        elif line.role in ("unit", "no", "subject"):
            yield self._memo_grid(line) if self.dress.head == "grid" else self._memo_line(line)
        elif line.role == "body":
            yield self._body(text)
        elif line.role == "gap":
            yield from (self._p("", "") for _ in range(int(text)))
        elif line.role == "break":
            yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        elif line.role in ("date", "dated", "close", "rank"):
            yield self._placed(text)
        elif line.role == "right":
            yield self._p(text, '<w:jc w:val="right"/>')
        elif line.role == "heading":
            yield self._p(text, '<w:keepNext/>', "<w:b/><w:bCs/>")
        elif line.role in ("number", "address"):
            yield self._address(text, line.role == "number")
        elif line.role == "item":
            yield self._item(text)
        elif line.role == "line":
            yield self._p(text, '<w:tabs><w:tab w:val="left" w:pos="5103"/><w:tab w:val="left" w:pos="7371"/></w:tabs><w:ind w:left="567"/>')
        else:
            yield self._p(text, "")

    def _memo(self, title: str) -> Iterator[str]:
        big = '<w:b/><w:bCs/><w:sz w:val="58"/><w:szCs w:val="58"/>'
        picture = self._picture() if self.height else ""
        if self.dress.head == "table":
            cells = f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p>{picture}</w:p></w:tc><w:tc><w:tcPr><w:tcW w:w="7000" w:type="dxa"/></w:tcPr>{self._p(title, "", big)}</w:tc>'
            yield f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="7000"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
        elif self.dress.head == "box":
            box = f'<w:r><w:pict><v:shape style="position:absolute;width:200pt;height:40pt"><v:textbox><w:txbxContent>{self._p(title, "", big)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
            yield f"<w:p>{picture}{box}</w:p>"
        elif self.dress.head == "beside":
            yield f'<w:p>{picture}{self._run("                              " + title, big)}</w:p>'
        else:
            yield f"<w:p>{picture}</w:p>" if picture else ""
            yield self._p(title, '<w:jc w:val="center"/>', big)

    def _memo_line(self, line: Line) -> str:
        label = '<w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/>'
        pairs = list(zip(line.cells[::2], line.cells[1::2], strict=True))
        if self.dress.leaders == "tabs":
            tabs = '<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="4820"/><w:tab w:val="right" w:leader="dot" w:pos="9072"/></w:tabs>'
            runs = "".join(self._run(name, label) + self._run(f"  {words}\t", "") for name, words in pairs)
            return f"<w:p><w:pPr>{tabs}</w:pPr>{runs}</w:p>"
        if self.dress.leaders == "dots":
            runs = "".join(self._run(name, label) + self._run(f"....{words}...........................", "") for name, words in pairs)
            return f"<w:p>{runs}</w:p>"
        runs = "".join(self._run(name, label) + self._run(f"  {words}\t\t", "") for name, words in pairs)
        return f"<w:p>{runs}</w:p>".replace("<w:tab/><w:tab/></w:r></w:p>", "</w:r></w:p>")

    def _memo_grid(self, line: Line) -> str:
        """A line of the head as a row of a table without lines."""
        pairs = zip(line.cells[::2], line.cells[1::2], strict=True)
        texts = [(cell, n % 2) for pair in pairs for n, cell in enumerate(pair)]
        cells = "".join(
            f"<w:tc>{self._p(text, '', '' if told else '<w:b/><w:bCs/>')}</w:tc>" for text, told in texts
        )
        return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tr>{cells}</w:tr></w:tbl>'

    def _item(self, text: str) -> str:
        """An item, with the number that Word counts where the paper's own goes on by one."""
        found = _NUMBER.match(text) if self.dress.numbered else None
        number = int(found["number"]) if found else 0
        if not found or (number > 1 and number - 1 not in self.lists[-1:]):
            return self._p(text, '<w:ind w:firstLine="1418"/>')
        if number == 1:
            self.lists.append(0)
        self.lists[-1] = number
        layout = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{len(self.lists)}"/></w:numPr>'
        return self._p(text[found.end() :], f'{layout}<w:ind w:left="1778" w:hanging="360"/>')

    def _numbering(self) -> str:
        kind = "decimal" if self.dress.arabic else "thaiNumbers"
        lists = "".join(
            f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
            for n in range(len(self.lists))
        )
        used = "".join(
            f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(len(self.lists))
        )
        return f"<w:numbering {SPACES}>{lists}{used}</w:numbering>"

    def _body(self, text: str) -> str:
        paragraph = self._running(text)
        if not self.dress.controls:
            return paragraph
        return f'<w:sdt><w:sdtPr><w:tag w:val="p{self.count}"/></w:sdtPr><w:sdtContent>{paragraph}</w:sdtContent></w:sdt>'

    def _running(self, text: str) -> str:
        lead, layout = {"tabs": ("\t\t", ""), "one tab": ("\t", ""), "spaces": (" " * 12, "")}.get(self.dress.indent, ("", '<w:ind w:firstLine="1418"/>'))
        self.count += 1
        if self.dress.pasted and self.count == 1:
            half = text.find(" ", len(text) // 2)
            other = '<w:rFonts w:ascii="Helvetica" w:hAnsi="Helvetica" w:cs="Helvetica"/><w:szCs w:val="32"/>'
            return f'<w:p><w:pPr>{layout}<w:jc w:val="thaiDistribute"/></w:pPr>{self._run(lead + text[:half], "")}{self._run(chr(0x200B) + text[half:], other, False)}</w:p>'
        return self._p(lead + text, f'{layout}<w:jc w:val="thaiDistribute"/>')

    def _address(self, text: str, first: bool) -> str:
        if self.dress.place == "table" and first:
            cells = "".join(f"<w:tc>{self._p(part, '')}</w:tc>" for part in text.split("\t"))
            return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tr>{cells}</w:tr></w:tbl>'
        if self.dress.place in ("tabs", "spaces"):
            gap = "\t" * (3 if first else 7) if self.dress.place == "tabs" else " " * (20 if first else 60)
            return self._p(text.replace("\t", gap) if first else gap + text, "")
        return self._p(text if first else f"\t{text}", '<w:tabs><w:tab w:val="left" w:pos="5103"/></w:tabs>')

    def _placed(self, text: str) -> str:
        if self.dress.place == "tabs":
            return self._p("\t" * 6 + text, "")
        if self.dress.place == "spaces":
            return self._p(" " * 64 + text, "")
        return self._p(text, '<w:ind w:left="4253"/>')

    def _signature(self, lines: list[Line]) -> Iterator[str]:
        texts = [line.cells[0] for line in lines]
        if self.dress.place == "box":
            inner = "".join(self._p(text, '<w:jc w:val="center"/>') for text in texts)
            yield f'<w:p><w:r><w:pict><v:shape style="position:absolute;width:240pt;height:60pt"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
        elif self.dress.place == "table":
            inner = "".join(self._p(text, '<w:jc w:val="center"/>') for text in texts)
            yield (
                '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tr>'
                f"<w:tc><w:p/></w:tc><w:tc>{inner}</w:tc></w:tr></w:tbl>"
            )
        elif self.dress.joined:
            yield self._p("\n".join(texts), '<w:ind w:left="3402"/><w:jc w:val="center"/>')
        elif self.dress.place in ("tabs", "spaces"):
            yield from (self._placed(text) for text in texts)
        else:
            yield from (self._p(text, '<w:ind w:left="3402"/><w:jc w:val="center"/>') for text in texts)

    def _table(self, lines: list[Line]) -> str:
        sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
        columns = len(lines[0].cells)
        width = 9000 // columns
        rows = ""
        for line in lines:
            look = "<w:b/><w:bCs/>" if line.role == "table" else ""
            cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{self._p(cell, "", look)}</w:tc>' for cell in line.cells)
            rows += f"<w:tr>{cells}</w:tr>"
        grid = f'<w:gridCol w:w="{width}"/>' * columns
        return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'

    # --- runs as programs write them

    def _p(self, text: str, layout: str, look: str = "") -> str:
        own = {"wps": '<w:keepNext w:val="0"/><w:pageBreakBefore w:val="0"/><w:widowControl/>', "libre": '<w:pStyle w:val="Standard"/>'}.get(self.dress.program, "")
        own = own if "<w:keepNext/>" not in layout else own.replace('<w:keepNext w:val="0"/>', "")
        return f"<w:p><w:pPr>{own}{layout}</w:pPr>{self._run(text, look) if text else ''}</w:p>"

    def _run(self, text: str, look: str, own: bool = True) -> str:
        d = self.dress
        text = arabic_digits(text) if d.arabic else text
        font = d.second if d.second and len(text) % 5 == 0 else d.font
        if own and re.search("[ก-๛]", text):
            self.fonts.add(font)
        size = "" if "w:sz" in look else f'<w:sz w:val="{d.size}"/><w:szCs w:val="{d.size}"/>'
        fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>' if own else ""
        if d.program == "wps":
            fonts = fonts.replace("<w:rFonts ", f'<w:rFonts w:hint="default" w:eastAsia="{font}" ')
        if d.program == "google":
            fonts = fonts.replace("<w:rFonts ", f'<w:rFonts w:eastAsia="{font}" ')
        tail = {"word": "<w:cs/>", "google": '<w:rtl w:val="0"/>', "libre": "", "olddoc": "<w:cs/>"}.get(d.program, "")
        properties = f"<w:rPr>{fonts}{look}{size}{tail}</w:rPr>"
        made = ""
        for n, piece in enumerate(_split(text) if d.program in ("word", "olddoc") else [text]):
            mark = '<w:proofErr w:type="spellStart"/>' if n and d.program == "word" else ""
            made += f"{mark}<w:r>{properties}{_texts(piece)}</w:r>"
        return made

    def _picture(self) -> str:
        height, width = self.height, self.height * 232 / 250 * self.dress.wide
        if self.dress.program == "olddoc":
            return f'<w:r><w:pict><v:shape style="width:{width / 2.54 * 72:.2f}pt;height:{height / 2.54 * 72:.2f}pt"><v:imagedata r:id="rId3"/></v:shape></w:pict></w:r>'
        extent = f'cx="{round(width * 360000)}" cy="{round(height * 360000)}"'
        uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        pic = f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="Picture 1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId3"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        return f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr id="1" name="Picture 1"/><a:graphic><a:graphicData uri="{uri}">{pic}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'


def _split(text: str) -> list[str]:
    """Cut as the spelling checker cuts, at places that the words decide."""
    cuts = [at for at in range(3, len(text), 9) if text[at] not in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c"][: 2 + len(text) % 3]
    return [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if text[a:b]]


def _texts(text: str) -> str:
    made = ""
    for piece in re.split("([\t\n])", text):
        made += {"\t": "<w:tab/>", "\n": "<w:br/>", "": ""}.get(piece, f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return made
