"""``make picture``: ``view.svg``, the beginning of what ``make demo`` prints."""

import io
import re
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from legation import Document, Reader
from legation.view import View

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "standoff.txt"
WIDTH = 104
LINES = 58
FONTS = 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas'


def main() -> None:
    document = Document(EXAMPLE.read_text(encoding="utf-8"), id=EXAMPLE.name, published=date(2026, 3, 12))
    (record,) = Reader().read_many([document])
    drawing = Console(width=WIDTH, record=True, file=io.StringIO(), highlight=False, force_terminal=True)
    lines = drawing.render_lines(View(record), pad=False)
    for line in lines[:LINES]:
        drawing.print(Text.assemble(*((s.text, s.style or "") for s in line)))
    if len(lines) > LINES:
        drawing.print("…")
    svg = drawing.export_svg(title=f"legation read {EXAMPLE.name}")
    (HERE / "view.svg").write_text(without_web_fonts(svg), encoding="utf-8")


def without_web_fonts(svg: str) -> str:
    """Rich's drawing in the onlooker's own fonts: a picture that asks no other site for anything."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", FONTS)


if __name__ == "__main__":
    main()
