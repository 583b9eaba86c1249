"""A bag checked from scratch, as RFC 8493 asks, and its parts read back."""

import hashlib
import json
import re

import bagit
from django.core.management import call_command

LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def exported(directory, **options):
    """Run the command; returns the directory."""
    call_command("export_archive", str(directory), verbosity=0, **options)
    return directory


def manifest(bag, name):
    """Path -> sum of a manifest; every line must be well formed and every path named once."""
    lines = (bag / name).read_text(encoding="utf-8").splitlines()
    found = [LINE.fullmatch(line).groups() for line in lines]
    assert len({path for _sum, path in found}) == len(found)
    unescape = re.compile("%(25|0A|0D)")
    return {unescape.sub(lambda one: chr(int(one[1], 16)), path): digest for digest, path in found}


def faults(bag):
    """What is wrong with a bag: missing, extra or changed files, and tags that do not say what they must."""
    wrong = []
    files = {str(path.relative_to(bag)): path for path in bag.rglob("*") if path.is_file()}
    payload = {name for name in files if name.startswith("data/")}
    tags = {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"}
    for name, listed in (("manifest-sha256.txt", payload), ("tagmanifest-sha256.txt", tags)):
        sums = manifest(bag, name)
        wrong += sorted(f"{name}: {path}" for path in set(sums) ^ listed)
        wrong += [
            f"changed: {path}"
            for path in set(sums) & set(files)
            if hashlib.sha256(files[path].read_bytes()).hexdigest() != sums[path]
        ]
    if files.keys() - payload != tags | {"tagmanifest-sha256.txt"}:
        wrong.append("other files beside data/")
    if (bag / "bagit.txt").read_bytes() != b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n":
        wrong.append("bagit.txt")
    size = sum(files[name].stat().st_size for name in payload)
    if info(bag)["Payload-Oxum"] != f"{size}.{len(payload)}":
        wrong.append("Payload-Oxum")
    return wrong


def bagit_finds(bag):
    """What the Library of Congress's bagit finds wrong with a bag, in words; nothing for a valid one."""
    try:
        bagit.Bag(str(bag)).validate()
    except bagit.BagError as error:
        return str(error)
    return ""


def info(bag):
    """Label -> value of bag-info.txt."""
    lines = (bag / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


def rows(bag):
    """The lines of the ledger."""
    return [json.loads(line) for line in (bag / "data/ledger.jsonl").read_text().splitlines()]


def text_of(bag):
    """Everything in a bag that is text, as one."""
    files = [path for path in bag.rglob("*") if path.is_file() and path.parent.name != "media"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)
