"""What a paragraph and a run look like in Word (kiểu trình bày): defaults, styles, numbering, direct marks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWIPS_IN_MM = 25.4 / 1440
MAX_CHAIN = 20
AUTO_SPACE = 14.0
_OFF = ("0", "false", "off", "none")

# Properties of paragraphs and runs under short names.
Look = dict[str, object]


def value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{W}{name}", "")


def twips(text: str) -> float | None:
    """A length in twips, or with a unit, in twips; None for anything else."""
    found = re.fullmatch(r"(-?\d{1,7}(?:\.\d{1,6})?)(pt|cm|mm|in)?", text.strip())
    if found is None:
        return None
    return float(found[1]) * {"pt": 20, "cm": 567, "mm": 56.7, "in": 1440}.get(found[2] or "", 1)


def mm(text: str) -> float | None:
    length = twips(text)
    return None if length is None else round(length * TWIPS_IN_MM, 2)


def paragraph_marks(shape: Element | None) -> Look:
    """What a w:pPr sets itself."""
    if shape is None:
        return {}
    made: Look = {}
    if (align := value(shape.find(f"{W}jc"))) != "":
        made["align"] = {"both": "justify", "distribute": "justify", "start": "left", "end": "right"}.get(align, align)
    if (indents := shape.find(f"{W}ind")) is not None:
        made |= _indents(indents)
    if (spaces := shape.find(f"{W}spacing")) is not None:
        made |= _spaces(spaces)
    if (numbers := shape.find(f"{W}numPr")) is not None:
        made["list"] = value(numbers.find(f"{W}numId"))
        made["level"] = value(numbers.find(f"{W}ilvl")) or "0"
    if (contextual := shape.find(f"{W}contextualSpacing")) is not None:
        made["contextual"] = value(contextual) not in _OFF
    if (borders := shape.find(f"{W}pBdr")) is not None:
        sides = [borders.find(f"{W}{side}") for side in ("top", "bottom", "left", "right")]
        drawn = [side is not None and value(side) not in ("", "nil", "none") for side in sides]
        made["rule"] = (drawn[0] or drawn[1]) and not (drawn[2] and drawn[3])
    if (frame := shape.find(f"{W}framePr")) is not None:
        made["frame_align"] = value(frame, "xAlign")
    return made


def _indents(indents: Element) -> Look:
    made: Look = {}
    for names, key in ((("left", "start"), "left"), (("right", "end"), "right")):
        text = value(indents, names[0]) or value(indents, names[1])
        if (length := mm(text)) is not None:
            made[key] = length
    first, hanging = mm(value(indents, "firstLine")), mm(value(indents, "hanging"))
    if hanging is not None:
        made["first"] = -hanging
    elif first is not None:
        made["first"] = first
    return made


def _spaces(spaces: Element) -> Look:
    made: Look = {}
    for key in ("before", "after"):
        if value(spaces, f"{key}Autospacing") in ("1", "true", "on"):
            made[key] = AUTO_SPACE
        elif (length := twips(value(spaces, key))) is not None:
            made[key] = length / 20
    if (line := twips(value(spaces, "line"))) is not None and line > 0:
        rule = value(spaces, "lineRule") or "auto"
        made["line"] = (line / 240 if rule == "auto" else line / 20, rule)
    return made


def run_marks(marks: Element | None, themes: dict[str, str]) -> Look:
    """What a w:rPr sets itself."""
    if marks is None:
        return {}
    made: Look = {}
    if (fonts := marks.find(f"{W}rFonts")) is not None:
        theme = value(fonts, "asciiTheme") or value(fonts, "hAnsiTheme")
        name = themes.get(theme[:5], "") if theme else value(fonts, "ascii") or value(fonts, "hAnsi")
        if name:
            made["font"] = name
    if (size := value(marks.find(f"{W}sz"))).isdecimal() and len(size) < 5:
        made["size"] = int(size) / 2
    for tag, key in (("b", "bold"), ("i", "italic"), ("caps", "caps"), ("vanish", "hidden")):
        if (mark := marks.find(f"{W}{tag}")) is not None:
            made[key] = value(mark) not in _OFF
    if (mark := marks.find(f"{W}u")) is not None:
        made["underline"] = value(mark) not in ("", *_OFF)
    if (color := value(marks.find(f"{W}color"))) != "":
        made["color"] = "" if color == "auto" else color.upper()
    return made


@dataclass
class Styles:
    """The styles of a document and its defaults; `looks` answers for a paragraph or a run."""

    themes: dict[str, str] = field(default_factory=dict)
    defaults: tuple[Look, Look] = field(default_factory=lambda: ({}, {}))
    by_id: dict[str, Element] = field(default_factory=dict)
    default_id: str = ""
    _known: dict[str, tuple[Look, Look]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None, theme: Element | None) -> Styles:
        made = cls()
        if theme is not None:
            for kind in ("major", "minor"):
                latin = theme.find(f".//{A}{kind}Font/{A}latin")
                made.themes[kind] = "" if latin is None else latin.get("typeface", "")
        if root is None:
            return made
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            shape, marks = defaults.find(f"{W}pPrDefault/{W}pPr"), defaults.find(f"{W}rPrDefault/{W}rPr")
            made.defaults = (paragraph_marks(shape), run_marks(marks, made.themes))
        for style in root.iterfind(f"{W}style"):
            style_id = value(style, "styleId")
            made.by_id[style_id] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                made.default_id = style_id
        return made

    def marks_of(self, style_id: str) -> tuple[Look, Look]:
        """What a style and all that it rests on set, the nearest last."""
        if style_id in self._known:
            return self._known[style_id]
        shape: Look = {}
        marks: Look = {}
        chain: list[str] = []
        at = style_id
        while at in self.by_id and at not in chain and len(chain) < MAX_CHAIN:
            chain.append(at)
            at = value(self.by_id[at].find(f"{W}basedOn"))
        for name in reversed(chain):
            shape |= paragraph_marks(self.by_id[name].find(f"{W}pPr"))
            marks |= run_marks(self.by_id[name].find(f"{W}rPr"), self.themes)
        self._known[style_id] = (shape, marks)
        return shape, marks

    def paragraph(self, shape: Element | None, lists: dict[tuple[str, str], Look]) -> tuple[Look, Look, str]:
        """The paragraph's look, that of its runs before their own marks, and its style's id."""
        style_id = value(shape.find(f"{W}pStyle")) if shape is not None else ""
        style_id = style_id if style_id in self.by_id else self.default_id
        style_shape, style_marks = self.marks_of(style_id)
        direct = paragraph_marks(shape)
        together = {**self.defaults[0], **style_shape, **direct}
        list_id, level = str(together.get("list", "")), str(together.get("level", "0"))
        of_list = lists.get((list_id, level), {}) if list_id not in ("", "0") else {}
        return {**together, **of_list, **direct}, {**self.defaults[1], **style_marks}, style_id

    def run(self, marks: Element | None, base: Look) -> Look:
        """A run's look over that of its paragraph."""
        if marks is None:
            return base
        of_style = self.marks_of(value(marks.find(f"{W}rStyle")))[1]
        return {**base, **of_style, **run_marks(marks, self.themes)}


def list_looks(root: Element | None) -> dict[tuple[str, str], Look]:
    """Indents that numbering gives, by list and level."""
    if root is None:
        return {}
    abstract = {
        value(item, "abstractNumId"): {
            value(level, "ilvl"): paragraph_marks(level.find(f"{W}pPr")) for level in item.iterfind(f"{W}lvl")
        }
        for item in root.iterfind(f"{W}abstractNum")
    }
    return {
        (value(item, "numId"), level): look
        for item in root.iterfind(f"{W}num")
        for level, look in abstract.get(value(item.find(f"{W}abstractNumId")), {}).items()
    }
