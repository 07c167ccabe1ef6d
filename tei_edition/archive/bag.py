"""Files and what is known of them → a BagIt 1.0 bag (RFC 8493)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from tei_edition.archive.containers import Sink
from tei_edition.archive.items import Digested, Item, blocks, checked_blocks, digest_of
from tei_edition.metadata import Work

__all__ = ["ALGORITHMS", "bag_info", "manifest_line", "write_bag"]

ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
"""The algorithms a manifest may have, as BagIt's registry of common ones names them."""

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
"""The whole of `bagit.txt` (section 2.1.1)."""

_WIDTH = 78
"""Where lines of `bag-info.txt` are folded (section 2.2.2)."""


def write_bag(
    sink: Sink,
    payload: Sequence[Digested],
    info: Mapping[str, str],
    algorithms: Iterable[str],
    tags: Sequence[Item] = (),
) -> None:
    """Write the bag: the payload under `data/`, declaration, description, manifests, other tag files.

    The payload's digests must have been taken by those algorithms. Raises ReadError, WriteError.
    """
    wanted = sorted(set(algorithms))
    files = sorted(payload, key=lambda one: one.item.name)
    for one in files:
        sink.put(f"data/{one.item.name}", one.size, checked_blocks(one))
    texts: dict[str, Callable[[], Iterable[bytes]]] = {
        "bagit.txt": lambda: [DECLARATION],
        "bag-info.txt": lambda: [_info(info, files)],
        **{item.name: partial(blocks, item.data) for item in tags},
        **{f"manifest-{name}.txt": partial(_manifest, files, name) for name in wanted},
    }
    known = {name: digest_of(text(), wanted) for name, text in sorted(texts.items())}
    for algorithm in wanted:
        lines = (manifest_line(digests[algorithm], name) for name, (_, digests) in known.items())
        data = "".join(lines).encode()
        sink.put(f"tagmanifest-{algorithm}.txt", len(data), [data])
    for name, (size, _) in known.items():
        sink.put(name, size, texts[name]())


def _manifest(files: Sequence[Digested], algorithm: str) -> Iterator[bytes]:
    """Yield a manifest of the payload, line by line: it is never held whole."""
    for one in files:
        yield manifest_line(one.digests[algorithm], f"data/{one.item.name}").encode()


def bag_info(work: Work, profile: str = "") -> dict[str, str]:
    """Give what `bag-info.txt` says of an edition; a line that has nothing to say is left out."""
    address = work.contact.address
    info = {
        "Source-Organization": work.publisher,
        "Organization-Address": address,
        "Contact-Name": work.contact.name,
        "Contact-Phone": work.contact.phone,
        "Contact-Email": work.contact.email,
        "External-Description": work.abstract or work.full_title,
        "External-Identifier": f"doi:{work.doi}" if work.doi else work.url,
        "Internal-Sender-Identifier": f"{work.id}-{work.version}",
        "Internal-Sender-Description": work.full_title,
        "Bag-Group-Identifier": f"doi:{work.concept_doi}" if work.concept_doi else work.id,
        "Bag-Count": "1 of 1",
        "Bagging-Date": work.date if len(work.date) == 10 else "",
        "Bag-Software-Agent": work.software,
        "BagIt-Profile-Identifier": profile,
    }
    return {key: value for key, value in info.items() if value}


def _info(info: Mapping[str, str], files: Sequence[Digested]) -> bytes:
    """Give `bag-info.txt`, with the size of the payload."""
    octets = sum(one.size for one in files)
    said = {**info, "Bag-Size": _size(octets), "Payload-Oxum": f"{octets}.{len(files)}"}
    return "".join(f"{_folded(key, value)}\n" for key, value in said.items()).encode()


def _folded(key: str, value: str) -> str:
    """Give one line, folded: what goes on is indented."""
    lines, line = [], f"{key}:"
    for word in value.split():
        if len(line) + 1 + len(word) > _WIDTH and line != f"{key}:":
            lines.append(line)
            line = f"  {word}"
        else:
            line += f" {word}"
    return "\n".join([*lines, line])


def _size(octets: int) -> str:
    """Give a size for readers."""
    amount, unit = float(octets), "B"
    for unit in ("B", "KB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{octets} B" if unit == "B" else f"{amount:.1f} {unit}"


def manifest_line(digest: str, name: str) -> str:
    """Give a line of a manifest: line ends and the percent sign of a name are encoded (section 2.1.3)."""
    escaped = name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"{digest}  {escaped}\n"
