"""Outlines as Type 2 charstrings, the drawing language of CFF fonts (Adobe Technical Note 5177).

Coordinates are whole thousandths of an em. No hints: readers of PDF draw Chinese without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.fonts.face import EM, Outline

_RLINETO, _HLINETO, _VLINETO, _RRCURVETO, _ENDCHAR = 5, 6, 7, 8, 14
_RMOVETO, _HMOVETO, _VMOVETO = 21, 22, 4
_VHCURVETO, _HVCURVETO = 30, 31
_STACK = 42
"""Operands after which an operator is written: no more than 48 may wait."""
_FOLLOWS = {
    _RLINETO: _RLINETO,
    _RRCURVETO: _RRCURVETO,
    _HLINETO: _VLINETO,
    _VLINETO: _HLINETO,
    _HVCURVETO: _VHCURVETO,
    _VHCURVETO: _HVCURVETO,
}
"""Which step an operator takes after which: any number of its own kind, or across and up by turns."""

_Step = tuple[int, Sequence[float]]
"""An operator and its operands."""


class _Numbers(dict[float, bytes]):
    """Whole numbers as a charstring holds them, made once each."""

    def __missing__(self, value: float) -> bytes:
        written = self[value] = number(int(value))
        return written


_numbers = _Numbers()


def charstring(outline: Outline, width: int) -> bytes:
    """The program that draws ``outline`` and moves on by ``width``, where the font's default width is one em."""
    written = bytearray() if width == EM else bytearray(number(width))
    operator, follows = 0, 0
    operands: list[float] = []
    for step, given in _steps(outline):
        if step == follows and len(operands) + len(given) <= _STACK:
            operands += given
        else:
            _write(operator, operands, written)
            operator, operands = step, list(given)
        follows = _FOLLOWS.get(step, 0)
    _write(operator, operands, written)
    written.append(_ENDCHAR)
    return bytes(written)


def _write(operator: int, operands: Sequence[float], written: bytearray) -> None:
    """Write an operator with its operands; none before the first step."""
    if operator:
        written += b"".join(map(_numbers.__getitem__, operands))
        written.append(operator)


def number(value: int) -> bytes:
    """A whole number as a charstring holds it."""
    if -107 <= value <= 107:
        return bytes((value + 139,))
    if 108 <= value <= 1131:
        return bytes(((value - 108 >> 8) + 247, value - 108 & 255))
    if -1131 <= value <= -108:
        return bytes(((-value - 108 >> 8) + 251, -value - 108 & 255))
    return bytes((28, value >> 8 & 255, value & 255))


def _steps(outline: Outline) -> Iterator[_Step]:
    """The steps along all contours, each from where the one before ended; the lines back to a start are not drawn."""
    x = y = 0.0
    for contour in outline:
        start_x, start_y = contour[0]
        yield _move(start_x - x, start_y - y)
        x, y = start_x, start_y
        last = len(contour) - 1
        for place in range(1, last + 1):
            stretch = contour[place]
            if len(stretch) == 6:
                x1, y1, x2, y2, to_x, to_y = stretch
                yield _curve((x1 - x, y1 - y, x2 - x1, y2 - y1, to_x - x2, to_y - y2))
            else:
                to_x, to_y = stretch
                if (to_x, to_y) == ((start_x, start_y) if place == last else (x, y)):
                    continue
                yield _line(to_x - x, to_y - y)
            x, y = to_x, to_y


def _move(dx: float, dy: float) -> _Step:
    if dx == 0:
        return _VMOVETO, (dy,)
    return (_HMOVETO, (dx,)) if dy == 0 else (_RMOVETO, (dx, dy))


def _line(dx: float, dy: float) -> _Step:
    if dy == 0:
        return _HLINETO, (dx,)
    return (_VLINETO, (dy,)) if dx == 0 else (_RLINETO, (dx, dy))


def _curve(deltas: Sequence[float]) -> _Step:
    dx1, dy1, dx2, dy2, dx3, dy3 = deltas
    if dy1 == 0 and dx3 == 0:
        return _HVCURVETO, (dx1, dx2, dy2, dy3)
    if dx1 == 0 and dy3 == 0:
        return _VHCURVETO, (dy1, dx2, dy2, dx3)
    return _RRCURVETO, deltas
