"""A picture that comes in is redrawn or refused: nothing hidden survives, and no other error escapes."""

import io
import struct
import tarfile
import zlib
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, PngImagePlugin

from testimonies.images import LONG_SIDE, MOST_BYTES, MOST_PIXELS, ImageRefused, TakenImage, take_in

CANARY = b"canary-7f3a-31.2304N"
CORPUS = Path(__file__).parents[2] / ".." / "shared" / "data" / "pillow-bad-images.tgz"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 220, 20), (20, 20, 220), (255, 255, 255)

run_short = settings(
    max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


# Making pictures


def saved(image: Image.Image, kind: str, **how) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def plain(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    """A picture that runs from black to white, and from clear to solid where the mode has transparency."""
    image = Image.linear_gradient("L").resize(size)
    if mode in ("LA", "RGBA"):
        clear = image.convert(mode)
        clear.putalpha(image)
        return clear
    return image.convert("RGB").convert(mode)


def corners() -> Image.Image:
    """Red in the upper left, green in the upper right, blue in the lower left, white in the lower right."""
    image = Image.new("RGB", (64, 32), WHITE)
    image.paste(RED, (0, 0, 32, 16))
    image.paste(GREEN, (32, 0, 64, 16))
    image.paste(BLUE, (0, 16, 32, 32))
    return image


def exif(orientation: int = 1) -> bytes:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Artist] = CANARY.decode()
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = CANARY
    return tags.tobytes()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(
    width: int, height: int, extra: bytes = b"", pixels: bytes | None = None, depth: int = 8, kind: int = 0
) -> bytes:
    """A PNG by hand, grey unless said otherwise, with chunks between header and pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0))
    if pixels is None:
        pixels = zlib.compress((b"\0" + b"\x80" * width) * height)
    return PNG_SIGNATURE + header + extra + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def opened(taken: TakenImage) -> Image.Image:
    image = Image.open(io.BytesIO(taken.data))
    image.load()
    return image


def near(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(found, wanted, strict=True))


# Taking in


@pytest.mark.parametrize(
    ("kind", "format", "extension"),
    [("PNG", "png", ".png"), ("JPEG", "jpeg", ".jpg"), ("WEBP", "webp", ".webp")],
)
def test_a_picture_keeps_its_format_and_says_truly_what_it_is(kind, format, extension):
    taken = take_in(saved(plain(), kind))
    assert (taken.format, taken.extension, taken.width, taken.height) == (format, extension, 40, 30)
    assert taken.sha256 == sha256(taken.data).hexdigest()
    assert (opened(taken).format, opened(taken).size) == (kind, (40, 30))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_same_bytes_give_the_same_result_and_a_result_can_be_taken_in_again(kind):
    data = saved(plain(), kind)
    assert take_in(data) == take_in(data)
    assert take_in(take_in(data).data).format == take_in(data).format


@pytest.mark.parametrize(
    ("mode", "kind", "becomes"),
    [
        ("1", "PNG", "L"),
        ("L", "PNG", "L"),
        ("LA", "PNG", "RGBA"),
        ("P", "PNG", "RGB"),
        ("RGB", "PNG", "RGB"),
        ("RGBA", "PNG", "RGBA"),
        ("L", "JPEG", "L"),
        ("CMYK", "JPEG", "RGB"),
        ("RGBA", "WEBP", "RGBA"),
    ],
)
def test_colours_become_grey_rgb_or_rgba_as_fits(mode, kind, becomes):
    assert opened(take_in(saved(plain(mode), kind))).mode == becomes


def test_a_lossless_picture_keeps_its_very_pixels():
    assert opened(take_in(saved(corners(), "PNG"))).tobytes() == corners().tobytes()


def test_sixteen_bits_of_grey_are_scaled_and_not_clipped():
    pixels = zlib.compress(b"\0" + struct.pack(">HHH", 0, 0x8000, 0xFFFF))
    image = opened(take_in(png(3, 1, pixels=pixels, depth=16)))
    assert list(image.tobytes()) == [0, 0x80, 0xFF]


def test_a_transparent_colour_of_a_palette_stays_transparent():
    image = plain("P")
    image.putpixel((0, 0), 7)
    assert opened(take_in(saved(image, "PNG", transparency=7))).getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(("size", "becomes"), [((3000, 1500), (2400, 1200)), ((30, 4800), (15, 2400))])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_large_picture_is_scaled_down_and_keeps_its_proportions(kind, size, becomes):
    taken = take_in(saved(plain("RGB", size), kind))
    assert (taken.width, taken.height) == becomes == opened(taken).size


def test_a_picture_thinner_than_a_pixel_after_scaling_keeps_one():
    assert (take_in(png(1, 20_000)).width, take_in(png(1, 20_000)).height) == (1, LONG_SIDE)


def test_a_small_picture_is_not_blown_up():
    assert take_in(saved(plain("RGB", (1, 1)), "PNG")).width == 1


@pytest.mark.parametrize(
    ("orientation", "upper_left", "upper_right"),
    [
        (1, RED, GREEN),
        (2, GREEN, RED),
        (3, WHITE, BLUE),
        (4, BLUE, WHITE),
        (5, RED, BLUE),
        (6, BLUE, RED),
        (7, WHITE, GREEN),
        (8, GREEN, WHITE),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_lying_on_its_side_is_stood_upright(kind, orientation, upper_left, upper_right):
    taken = take_in(saved(corners(), kind, exif=exif(orientation)))
    image = opened(taken)
    assert image.size == ((64, 32) if orientation < 5 else (32, 64))
    assert near(image.getpixel((4, 4)), upper_left)
    assert near(image.getpixel((image.width - 5, 4)), upper_right)
    assert not image.getexif()


def test_a_large_picture_is_turned_and_scaled():
    taken = take_in(saved(corners().resize((4800, 2400)), "JPEG", exif=exif(6)))
    assert (taken.width, taken.height) == (1200, 2400)
    assert near(opened(taken).getpixel((5, 5)), BLUE)


@pytest.mark.parametrize(
    "tags", [b"Exif\0\0", b"Exif\0\0MM\0*", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0xy"]
)
def test_illegible_tags_turn_nothing_and_refuse_nothing(tags):
    for kind in ("JPEG", "WEBP"):
        assert take_in(saved(corners(), kind, exif=tags)).width == 64


# Nothing hidden survives


def laden_jpeg() -> bytes:
    thumbnail = b"\xff\xe0" + struct.pack(">H", 2 + len(CANARY)) + CANARY
    data = saved(
        corners(),
        "JPEG",
        exif=exif(),
        comment=CANARY,
        xmp=b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>",
        icc_profile=b"ICC" + CANARY * 5,
    )
    return data[:2] + thumbnail + data[2:]


def laden_png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", CANARY.decode())
    text.add_text("Comment", CANARY.decode(), zip=True)
    text.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    text.add_itxt("Title", CANARY.decode(), zip=True)
    text.add(b"prVt", CANARY)
    text.add(b"afTr", CANARY, True)
    return saved(corners(), "PNG", pnginfo=text, exif=exif(), icc_profile=b"ICC" + CANARY * 5)


def laden_webp() -> bytes:
    return saved(corners(), "WEBP", exif=exif(), xmp=CANARY, icc_profile=b"ICC" + CANARY * 5)


def inflated(data: bytes) -> bytes:
    """The data with everything a PNG may have compressed beside it, so that a canary cannot hide there."""
    return data + b"".join(
        inflate(data[at:])
        for at in range(len(data))
        if data[at] == 0x78 and data[at + 1 : at + 2] in (b"\x9c", b"\xda")
    )


def inflate(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


@pytest.mark.parametrize("laden", [laden_jpeg, laden_png, laden_webp])
@pytest.mark.parametrize("tail", [b"", b"<html><script>" + CANARY + b"</script>", b"PK\x03\x04" + CANARY])
def test_nothing_hidden_in_a_picture_survives(laden, tail):
    data = laden() + tail
    assert inflated(data).count(CANARY) >= 4
    taken = take_in(data)
    assert CANARY not in inflated(taken.data)
    assert b"Exif" not in taken.data
    assert b"<html>" not in taken.data
    assert not {"exif", "icc_profile", "xmp", "comment", "Author"} & set(opened(taken).info)


def test_a_redrawn_png_holds_header_pixels_and_end_only():
    data, at, names = take_in(laden_png()).data, 8, []
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        names.append(data[at + 4 : at + 8])
        at += 12 + length
    assert (set(names), at) == ({b"IHDR", b"IDAT", b"IEND"}, len(data))


def test_a_redrawn_jpeg_holds_no_comment_and_no_application_data_but_its_name():
    data, at, markers = take_in(laden_jpeg()).data, 2, []
    while data[at + 1] != 0xDA:
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        markers.append(data[at + 1])
        at += 2 + length
    assert {marker for marker in markers if 0xE0 <= marker <= 0xFE} == {0xE0}
    assert data.endswith(b"\xff\xd9")


def test_a_redrawn_webp_holds_pixels_only():
    data = take_in(laden_webp()).data
    assert data[12:15] == b"VP8"
    assert len(data) == struct.unpack("<I", data[4:8])[0] + 8
    assert not any(name in data for name in (b"EXIF", b"XMP ", b"ICCP"))


@pytest.mark.parametrize(("kind", "how"), [("PNG", {}), ("WEBP", {"lossless": True, "exact": True})])
def test_colours_under_a_part_made_transparent_do_not_survive(kind, how):
    image = Image.new("RGBA", (30, 20), (*RED, 255))
    image.paste((*GREEN, 0), (0, 0, 15, 20))
    assert Image.open(io.BytesIO(saved(image, kind, **how))).getpixel((2, 2)) == (*GREEN, 0)
    found = opened(take_in(saved(image, kind, **how)))
    assert found.getpixel((2, 2))[3] == 0
    assert not near(found.getpixel((2, 2))[:3], GREEN)
    assert near(found.getpixel((25, 2)), (*RED, 255))


def test_unused_colours_of_a_palette_do_not_survive():
    image = Image.new("P", (10, 10), 0)
    image.putpalette((b"\0\0\0" + CANARY).ljust(768, b"\0"))
    data = saved(image, "PNG")
    assert CANARY in data
    assert CANARY not in inflated(take_in(data).data)


# Refusing


@pytest.mark.parametrize(
    "kind", ["GIF", "TIFF", "BMP", "EPS", "PDF", "ICO", "PPM", "JPEG2000", "AVIF", "PSD"]
)
def test_other_kinds_are_refused_and_the_right_ones_named(kind):
    data = b"8BPS\0\1" + bytes(40) if kind == "PSD" else saved(plain(), kind)
    with pytest.raises(ImageRefused, match="JPEG, PNG or WebP"):
        take_in(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"<html>",
        b"GIF89a",
        PNG_SIGNATURE,
        b"\xff\xd8\xff",
        b"RIFF\x04\0\0\0WEBP",
    ],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(ImageRefused, match="JPEG, PNG or WebP"):
        take_in(data)


def test_a_heavy_file_is_refused_by_its_weight_alone():
    with pytest.raises(ImageRefused, match=r"10\.0 MB\. At most 10 MB"):
        take_in(bytes(MOST_BYTES + 1))


def test_a_file_of_just_the_greatest_weight_is_taken_in():
    data = saved(plain(), "PNG")
    assert take_in(data + bytes(MOST_BYTES - len(data))).width == 40


@pytest.mark.parametrize(
    ("width", "height"),
    [(13_000, 13_000), (9_000, 9_000), (6_400, 6_400), (20_001, 1), (1, 20_001), (2**31 - 1, 2**31 - 1)],
)
def test_a_header_that_claims_too_much_is_refused_before_anything_is_decoded(width, height):
    """The pixels are cut short, which decoding would find first."""
    with pytest.raises(ImageRefused, match="too large") as refusal:
        take_in(png(width, height, pixels=b"\x78\x9c\x63"))
    assert "damaged" not in str(refusal.value)
    assert "40 megapixels" in str(refusal.value)


def test_a_picture_within_the_limits_whose_pixels_are_cut_short_is_called_damaged():
    with pytest.raises(ImageRefused, match="damaged or cut short"):
        take_in(png(6_000, 6_000, pixels=b"\x78\x9c\x63"))


def test_a_jpeg_and_a_webp_that_claim_too_much_are_refused():
    jpeg = bytearray(saved(plain(), "JPEG"))
    frame = jpeg.index(b"\xff\xc0")
    jpeg[frame + 5 : frame + 9] = struct.pack(">HH", 30_000, 30_000)
    webp = bytearray(saved(plain("RGBA"), "WEBP"))
    assert webp[12:16] == b"VP8X"
    webp[24:30] = (16_000).to_bytes(3, "little") * 2
    for data in (jpeg, webp):
        with pytest.raises(ImageRefused, match="too large"):
            take_in(bytes(data))


def test_a_webp_has_a_lower_limit_and_says_so():
    with pytest.raises(ImageRefused, match="At most 20 megapixels"):
        take_in(saved(Image.new("L", (5_000, 4_100)), "WEBP", method=0))


def test_a_picture_of_just_the_greatest_size_is_taken_in():
    assert take_in(png(20_000, MOST_PIXELS // 20_000)).width == LONG_SIDE


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "MPO"])
def test_more_than_one_frame_is_refused(kind):
    data = saved(
        corners(), kind, save_all=True, append_images=[plain("RGB", (64, 32)), Image.new("RGB", (64, 32))]
    )
    with pytest.raises(ImageRefused, match=r"3 pictures.*One still picture is needed"):
        take_in(data)


@pytest.mark.parametrize("name", [b"zTXt", b"iTXt", b"iCCP"])
@pytest.mark.parametrize("place", ["before", "after"])
def test_a_bomb_in_a_text_or_profile_is_refused(name, place):
    packed = zlib.compress(bytes(80_000_000), 1)
    head = {b"zTXt": b"key\0\0", b"iTXt": b"key\0\1\0\0\0", b"iCCP": b"profile\0\0"}[name]
    bomb = chunk(name, head + packed)
    data = png(8, 8, bomb) if place == "before" else png(8, 8)[:-12] + bomb + chunk(b"IEND", b"")
    with pytest.raises(ImageRefused, match="damaged"):
        take_in(data)


def test_many_profiles_that_each_pass_are_refused_together():
    profile = chunk(b"iCCP", b"profile\0\0" + zlib.compress(bytes(1_000_000)))
    with pytest.raises(ImageRefused, match="too many parts"):
        take_in(png(8, 8, profile * 1000))


def test_a_jpeg_of_endless_scans_is_refused():
    data = saved(plain("L"), "JPEG", progressive=True)
    last = data.rindex(b"\xff\xda")
    with pytest.raises(ImageRefused, match="too many parts"):
        take_in(data[:-2] + data[last:-2] * 2000 + b"\xff\xd9")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_file_cut_short_is_refused(kind, share):
    data = saved(Image.effect_noise((80, 60), 60), kind)
    with pytest.raises(ImageRefused):
        take_in(data[: int(len(data) * share)])


def test_a_png_whose_sums_are_wrong_is_refused():
    data = bytearray(saved(Image.effect_noise((80, 60), 60), "PNG"))
    data[200] ^= 1
    with pytest.raises(ImageRefused, match="damaged"):
        take_in(bytes(data))


def test_a_palette_picture_without_a_palette_is_refused():
    with pytest.raises(ImageRefused, match="no palette"):
        take_in(png(4, 4, kind=3))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
@pytest.mark.parametrize(
    "word",
    ["transparency", "xmp", "exif", "XML:com.adobe.xmp", "Raw profile type exif", "icc_profile", "dpi"],
)
def test_text_that_poses_as_a_property_of_the_picture_does_no_harm(mode, word):
    text = PngImagePlugin.PngInfo()
    text.add_text(word, "zz")
    assert take_in(saved(plain(mode), "PNG", pnginfo=text)).width == 40


def test_a_refusal_is_a_value_error_so_that_a_form_can_show_it():
    with pytest.raises(ValueError, match=r"\.$"):
        take_in(b"no picture")


# Hostile files


def corpus() -> list[tuple[str, bytes]]:
    if not CORPUS.exists():
        return []
    with tarfile.open(CORPUS) as tar:
        return [(member.name, tar.extractfile(member).read()) for member in tar if member.isfile()]


def outcome(data: bytes) -> str:
    try:
        return take_in(data).format
    except ImageRefused as refused:
        assert str(refused)
        return "refused"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of bad pictures is not beside the repository")
def test_pictures_that_once_broke_decoders_are_taken_in_or_refused():
    outcomes = {name: outcome(data) for name, data in corpus()}
    assert len(outcomes) >= 60
    pictures = (".jpg", ".png", ".png.bin")
    assert {what for name, what in outcomes.items() if not name.endswith(pictures)} == {"refused"}
    assert outcomes["truncated_jpeg.jpg"] == outcomes["truncated_image.png"] == "refused"
    assert outcomes["invalid-exif.jpg"] == "jpeg"


def seeds() -> list[bytes]:
    animated = {"save_all": True, "append_images": [plain("RGB", (9, 7))]}
    pictures = [saved(plain(mode, (9, 7)), "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")]
    pictures += [saved(plain(mode, (9, 7)), "JPEG", progressive=mode == "L") for mode in ("L", "RGB", "CMYK")]
    pictures += [saved(plain(mode, (9, 7)), "WEBP") for mode in ("RGB", "RGBA")]
    pictures += [saved(plain("RGB", (9, 7)), kind, **animated) for kind in ("PNG", "WEBP", "MPO")]
    return [*pictures, laden_jpeg(), laden_png(), laden_webp()]


def with_right_sums(data: bytes) -> bytes:
    """A changed PNG with the sums of its chunks made right, so that the change gets past them."""
    out, at = bytearray(data), 8
    while data.startswith(PNG_SIGNATURE) and at + 12 <= len(out):
        end = at + 8 + struct.unpack(">I", out[at : at + 4])[0]
        out[end : end + 4] = struct.pack(">I", zlib.crc32(out[at + 4 : end])) if end + 4 <= len(out) else b""
        at = end + 4
    return bytes(out)


@st.composite
def mutated_pictures(draw) -> bytes:
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data) - 1) | st.integers(0, min(60, len(data) - 1)))
        cut = draw(st.integers(0, 6))
        data[at : at + cut] = draw(st.binary(max_size=6))
        data = data or bytearray(b"\0")
    return with_right_sums(bytes(data)) if draw(st.booleans()) else bytes(data)


SEEDS = seeds()


@run_short
@given(st.binary(max_size=400))
@example(b"\xff\xd8\xff\xe1\x00\x08Exif\0\0")
def test_arbitrary_bytes_are_refused_and_raise_nothing_else(data):
    for beginning in (b"", b"\xff\xd8\xff", PNG_SIGNATURE, b"RIFF\x40\0\0\0WEBP"):
        outcome(beginning + data)


@settings(run_short, max_examples=1500)
@given(mutated_pictures())
def test_changed_pictures_are_taken_in_or_refused_and_raise_nothing_else(data):
    outcome(data)


@run_short
@given(st.sampled_from(SEEDS), st.data())
def test_what_is_taken_in_from_a_changed_picture_can_be_opened_and_taken_in_again(seed, data):
    at = data.draw(st.integers(0, len(seed) - 1))
    changed = with_right_sums(seed[:at] + data.draw(st.binary(max_size=4)) + seed[at + 4 :])
    try:
        taken = take_in(changed)
    except ImageRefused:
        return
    assert opened(taken).size == (taken.width, taken.height)
    assert take_in(taken.data).format == taken.format
