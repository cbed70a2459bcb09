"""Outlines as Type 2 charstrings, the drawing language of CFF fonts (Adobe Technical Note 5177).

Coordinates are whole thousandths of an em. No hints: readers of PDF draw Chinese without them.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.fonts.face import EM, Contour, Outline, Point

_RLINETO, _HLINETO, _VLINETO, _RRCURVETO, _ENDCHAR = 5, 6, 7, 8, 14
_RMOVETO, _HMOVETO, _VMOVETO = 21, 22, 4
_VHCURVETO, _HVCURVETO = 30, 31
_STACK = 42
"""Operands after which an operator is written: no more than 48 may wait."""

_Step = tuple[int, list[int]]
"""An operator and the operands before it."""


def charstring(outline: Outline, width: int) -> bytes:
    """The program that draws ``outline`` and moves on by ``width``, where the font's default width is one em."""
    head = [] if width == EM else [width]
    written = bytearray()
    for operator, operands in _merged(_steps(outline)):
        for operand in (*head, *operands):
            written += number(operand)
        written.append(operator)
        head = []
    for operand in head:
        written += number(operand)
    return bytes([*written, _ENDCHAR])


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
    x = y = 0
    for contour in outline:
        start = _whole(contour.start)
        steps = [_move(start[0] - x, start[1] - y)]
        x, y = _follow(contour, start, steps)
        yield from steps


def _follow(contour: Contour, start: tuple[int, int], steps: list[_Step]) -> tuple[int, int]:
    """Add the steps along a contour; where the last one ends. The line back to the start is drawn by itself."""
    x, y = start
    curves = contour.curves
    if curves and curves[-1].controls is None and _whole(curves[-1].end) == start:
        curves = curves[:-1]
    for end, controls in curves:
        to_x, to_y = round(end[0]), round(end[1])
        if controls is None:
            if (to_x, to_y) != (x, y):
                steps.append(_line(to_x - x, to_y - y))
        else:
            (x1, y1), (x2, y2) = _whole(controls[0]), _whole(controls[1])
            steps.append(_curve([x1 - x, y1 - y, x2 - x1, y2 - y1, to_x - x2, to_y - y2]))
        x, y = to_x, to_y
    return x, y


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0]), round(point[1])


def _move(dx: int, dy: int) -> _Step:
    if dx == 0:
        return _VMOVETO, [dy]
    return (_HMOVETO, [dx]) if dy == 0 else (_RMOVETO, [dx, dy])


def _line(dx: int, dy: int) -> _Step:
    if dy == 0:
        return _HLINETO, [dx]
    return (_VLINETO, [dy]) if dx == 0 else (_RLINETO, [dx, dy])


def _curve(deltas: list[int]) -> _Step:
    dx1, dy1, dx2, dy2, dx3, dy3 = deltas
    if dy1 == 0 and dx3 == 0:
        return _HVCURVETO, [dx1, dx2, dy2, dy3]
    if dx1 == 0 and dy3 == 0:
        return _VHCURVETO, [dy1, dx2, dy2, dx3]
    return _RRCURVETO, deltas


_TURNS = {_HLINETO: _VLINETO, _VLINETO: _HLINETO, _HVCURVETO: _VHCURVETO, _VHCURVETO: _HVCURVETO}
"""Operators that take steps by turns across and up: which kind of step follows which."""
_LIKE = frozenset({_RLINETO, _RRCURVETO})
"""Operators that take any number of steps of their kind."""


def _merged(steps: Iterator[_Step]) -> Iterator[_Step]:
    """Steps in a row that one operator can take, as one."""
    operator, follows = 0, 0
    operands: list[int] = []
    for step, given in steps:
        if step == follows and len(operands) + len(given) <= _STACK:
            operands += given
        else:
            if operator:
                yield operator, operands
            operator, operands = step, list(given)
        follows = step if step in _LIKE else _TURNS.get(step, 0)
    if operator:
        yield operator, operands
