"""What PDFs need and a computer may lack. The messages are for the user, who reads Chinese."""

from __future__ import annotations

_LISTED = 40


class PdfUnavailable(RuntimeError):  # noqa: N818 - says what is, and no error of the program
    """This computer lacks something that PDFs need; the message says in Chinese what to install."""


class FontMissing(PdfUnavailable):
    """No font with Chinese characters is installed."""

    def __init__(self) -> None:
        super().__init__(
            "没有找到可用的中文字体，无法生成 PDF：Linux 请安装 fonts-noto-cjk（sudo apt-get install fonts-noto-cjk），"
            "macOS 请运行 brew install --cask font-noto-serif-cjk-sc font-noto-sans-cjk-sc，"
            "Windows 请安装 Noto Serif CJK SC 与 Noto Sans CJK SC 或宋体（SimSun）。"
        )


class GlyphMissing(PdfUnavailable):
    """A text holds characters that no font of the list can draw: in the PDF they would be empty boxes.

    ``characters`` are all of them, each once.
    """

    def __init__(self, characters: str) -> None:
        self.characters = characters
        listed = "、".join(f"{char}（U+{ord(char):04X}）" for char in characters[:_LISTED])
        others = f" 等 {len(characters)} 个" if len(characters) > _LISTED else ""
        super().__init__(
            f"没有一种已安装的字体含有这些字符，PDF 里会印成空框：{listed}{others}。"
            "请改正原文，或安装含有这些字符的字体后重试。"
        )
