"""Letters on images: Source Sans Pro (SIL OFL), from the package `font-source-sans-pro`.

Pillow's own font has no accented letters, and a machine's own fonts would make images differ between machines.
"""

from functools import cache
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

Color = tuple[int, int, int]


@cache
def font(size: int, weight: str = "Regular") -> ImageFont.FreeTypeFont:
    """Return the typeface in `size` pixels; `weight` is Regular, Semibold, Bold or It."""
    path = files("font_source_sans_pro") / "files" / f"SourceSansPro-{weight}.ttf"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def write(
    image: Image.Image, xy: tuple[float, float], text: str, size: int, color: Color, weight: str = "Semibold"
) -> None:
    """Write one line with its top left corner at `xy`."""
    ImageDraw.Draw(image).text(xy, text, fill=color, font=font(size, weight))


def write_fixed(
    image: Image.Image, xy: tuple[float, float], text: str, size: int, pitch: float, color: Color
) -> None:
    """Write one line with each character in the middle of a cell `pitch` pixels wide, as a MRZ is."""
    draw, letters = ImageDraw.Draw(image), font(size)
    for i, character in enumerate(text):
        draw.text((xy[0] + pitch * (i + 0.5), xy[1]), character, fill=color, font=letters, anchor="ma")


@cache
def diagonal_mask(text: str, size: int, angle: float, opacity: int) -> Image.Image:
    """Return a mask of `text` turned by `angle` degrees, to be pasted at an opacity of 0..255."""
    letters = font(size, "Bold")
    left, top, right, bottom = letters.getbbox(text)
    mask = Image.new("L", (int(right - left) + 20, int(bottom - top) + 20))
    ImageDraw.Draw(mask).text((10 - left, 10 - top), text, fill=opacity, font=letters)
    return mask.rotate(angle, Image.Resampling.BICUBIC, expand=True)
