"""What comes in as a picture: looked at, refused with a reason, or redrawn.

Nothing of an uploaded file is kept but what can be seen in it. A photograph carries more than it shows: where
it was taken, by which camera and when, a thumbnail of what was cropped away, an editor's remarks, the colours
under parts made transparent. Any of these can lead to a person. So the pixels are drawn onto a new, empty
picture, and that one is kept.

Colour profiles are dropped like the rest: colours are kept as numbers and read as sRGB from then on.
"""

from __future__ import annotations

import io
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

from PIL import ExifTags, Image, UnidentifiedImageError

__all__ = [
    "LONG_SIDE",
    "MOST_BYTES",
    "MOST_PIXELS",
    "MOST_PIXELS_WEBP",
    "MOST_SIDE",
    "ImageRefused",
    "TakenImage",
    "take_in",
]

_MB = 1024 * 1024
MOST_BYTES = 10 * _MB
MOST_PIXELS = 40_000_000
MOST_PIXELS_WEBP = 20_000_000  # its decoder holds a picture five times over
MOST_SIDE = 20_000
LONG_SIDE = 2_400

# Each costs the decoder time and the sender next to nothing.
_MOST_SCANS = 40  # in a JPEG; a progressive one has about ten
_MOST_PROFILES = 8  # in a PNG; one is allowed

Format = Literal["png", "jpeg", "webp"]

# By Pillow's name. An MPO is a JPEG with more pictures after the first, as some telephones write them.
_FORMATS: dict[str | None, Format] = {"PNG": "png", "JPEG": "jpeg", "MPO": "jpeg", "WEBP": "webp"}
_EXTENSIONS: dict[Format, str] = {"png": ".png", "jpeg": ".jpg", "webp": ".webp"}
_SAVING: dict[Format, dict[str, Any]] = {
    "png": {"compress_level": 6},
    "jpeg": {"quality": 88, "progressive": True, "optimize": True},
    "webp": {"quality": 88, "method": 4},
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What Pillow 13 was measured to raise for files that are broken, and for orientation tags that are.
_BROKEN = (OSError, SyntaxError, ValueError)
_BROKEN_TAGS = (SyntaxError, ValueError, TypeError, struct.error)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# One picture at a time: one at the limit takes up to 400 MB while it is redrawn, and the warning filters
# belong to the whole process.
_desk = threading.Lock()


class ImageRefused(ValueError):
    """The file cannot be taken in; the message says why, and what would be right."""


@dataclass(frozen=True)
class TakenImage:
    """A picture redrawn: the bytes to keep, and what there is to know about them."""

    data: bytes
    format: Format
    extension: str
    width: int
    height: int
    sha256: str


def take_in(data: bytes) -> TakenImage:
    """Redraw an uploaded picture, so that only what can be seen in it remains.

    The format stays; the picture stands upright; its long side is at most LONG_SIDE. The same bytes give the
    same result.

    Raises ImageRefused for a file that is too heavy, of another kind, too large, animated, damaged, or made
    to exhaust whoever opens it.
    """
    _check_weight(data)
    _check_toil(data)
    with _desk, _only_bomb_warnings(), _opened(data) as image:
        _check_size(image)
        _check_stillness(image)
        return _kept(_redrawn(_decoded(image)), _FORMATS[image.format])


# Refusing


def _check_weight(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise ImageRefused(
            f"The file is too heavy: {len(data) / _MB:.1f} MB. At most {MOST_BYTES // _MB} MB are taken "
            f"in. {LONG_SIDE} pixels on the long side are enough: save it smaller."
        )


def _check_toil(data: bytes) -> None:
    """Refuse files of parts repeated to keep a decoder busy, for hours if they may be 10 MB.

    In the coded part of a JPEG, FF DA begins a scan and nothing else; in what else a file carries, the two
    turn up by chance, once in 65536 bytes.
    """
    scans = data.count(b"\xff\xda") if data.startswith(b"\xff\xd8") else 0
    profiles = data.count(b"iCCP") if data.startswith(b"\x89PNG") else 0
    if scans > _MOST_SCANS + len(data) // 65536 or profiles > _MOST_PROFILES:
        raise ImageRefused("The file is built of far too many parts. Open the picture and save it anew.")


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    most = MOST_PIXELS_WEBP if image.format == "WEBP" else MOST_PIXELS
    if width * height > most or max(width, height) > MOST_SIDE:
        raise _too_large(f"{width} × {height} pixels", most)


def _too_large(size: str, most: int = MOST_PIXELS) -> ImageRefused:
    return ImageRefused(
        f"The picture is too large: {size}. At most {most // 1_000_000} megapixels and {MOST_SIDE} pixels "
        f"a side are taken in; {LONG_SIDE} on the long side are enough."
    )


def _check_stillness(image: Image.Image) -> None:
    frames = getattr(image, "n_frames", 1)
    if frames > 1:
        raise ImageRefused(
            f"The file holds {frames} pictures, an animation or a series. One still picture is needed: save "
            "the one that matters by itself."
        )


@contextmanager
def _only_bomb_warnings() -> Iterator[None]:
    """Pillow warns of much that redrawing mends, and only warns of sizes that must be refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


# Reading


def _opened(data: bytes) -> Image.Image:
    """The picture with its header read and nothing decoded."""
    try:
        return Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"])
    except _BOMB as bomb:
        raise _too_large("well over the limit") from bomb
    except UnidentifiedImageError as stranger:
        raise ImageRefused(
            "This is no JPEG, PNG or WebP picture, or its beginning is damaged. Save it as one of the three."
        ) from stranger
    except _BROKEN as broken:
        raise _damaged(broken) from broken


def _decoded(image: Image.Image) -> Image.Image:
    """The same picture with its pixels read; a large JPEG at the nearest size that is cheap to read."""
    try:
        image.draft(image.mode, _fitting(image.size))
        image.load()
    except _BROKEN as broken:
        raise _damaged(broken) from broken
    _check_colours(image)
    return image


def _check_colours(image: Image.Image) -> None:
    """Two things Pillow lets pass and falls over later; a PNG's text may pose as its transparent colour."""
    if image.mode == "P" and image.palette is None:
        raise _damaged(ValueError("it has no palette"))
    if isinstance(image.info.get("transparency"), str):
        del image.info["transparency"]


def _damaged(error: Exception) -> ImageRefused:
    return ImageRefused(
        f"The file is damaged or cut short ({error}). Copy or export it again, and check that it opens."
    )


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    """The size at which the long side is at most LONG_SIDE."""
    share = min(1.0, LONG_SIDE / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to turn the picture upright, if its tags say so legibly."""
    try:
        return _TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1))
    except _BROKEN_TAGS:
        return None


# Redrawing


def _redrawn(image: Image.Image) -> Image.Image:
    """What can be seen in the picture, upright, on a new sheet."""
    turn = _turn(image)
    picture = _in_plain_colours(image)
    picture = picture.resize(_fitting(picture.size), Image.Resampling.LANCZOS)
    if turn is not None:
        picture = picture.transpose(turn)
    sheet = Image.new(picture.mode, picture.size)
    sheet.paste(picture, mask=_seen(picture))
    return sheet


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """Grey (L), colour (RGB), or colour with transparency (RGBA)."""
    if image.mode.startswith("I"):  # 16 bits of grey, which convert() would clip
        return image.point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
    if image.mode == mode:
        return image
    plain = image.convert(mode)
    image.close()  # lets go of its pixels: two such pictures fit in memory, three do not
    return plain


def _seen(picture: Image.Image) -> Image.Image | None:
    """A mask of what is not wholly transparent: colours beneath would outlive a careless erasure."""
    if picture.mode != "RGBA":
        return None
    return picture.getchannel("A").point(lambda alpha: 255 if alpha else 0)


def _kept(picture: Image.Image, kind: Format) -> TakenImage:
    out = io.BytesIO()
    picture.save(out, kind.upper(), **_SAVING[kind])
    data = out.getvalue()
    return TakenImage(data, kind, _EXTENSIONS[kind], *picture.size, sha256(data).hexdigest())
