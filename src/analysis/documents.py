"""Raw files and their register: bytes in, documents with a canonical text out.

The canonical text is what every offset of every table counts in: decoded, line ends LF, Unicode
NFC, contact data masked, nothing else changed. A raw file is never written to.
"""

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.csv_files import read_csv_rows
from analysis.errors import AnalysisError, ChangedSource
from analysis.finding.contacts import mask_contacts
from analysis.paths import relative

REGISTER = "sources.csv"
CORRECTIONS = "corrections.csv"  # read by `correction_file`
REGISTER_COLUMNS = ("file", "case_id", "title", "publisher", "url", "retrieved", "sha256", "note")
NO_TEXTS = (".doc", ".docx", ".epub", ".htm", ".html", ".odt", ".pages", ".pdf", ".rtf")  # not read
LARGEST = 20_000_000  # bytes; a web page is a few thousand

# The commonest small words tell Swedish from its neighbours well enough for a warning.
_SMALL_WORDS = {
    "sv": frozenset("och att som för är på det en av till inte har med om den ett ska".split()),
    "en": frozenset("the and of to in is that for it with as was on are this be".split()),
    "no": frozenset("og at som for er på det en av til ikke har med om den et jeg skal".split()),
    "fi": frozenset("ja on ei se että oli hän mutta ovat kun myös tai niin".split()),
    "de": frozenset("der die und das ist nicht von mit den zu auf für ein eine".split()),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One line of `sources.csv`: which case a raw file belongs to and where it comes from."""

    file: str
    case_id: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    retrieved: str = ""
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A raw file as everything after this stage sees it; `text` is the canonical text."""

    doc_id: str
    source: Source
    listed: bool
    sha256: str
    encoding: str
    text: str


def load_register(raw: Path) -> dict[str, Source]:
    """The lines of `raw/sources.csv` by file name; empty where there is no such file.

    All faults of the file are raised at once, with their line: a missing column, a line without
    file or case, a file listed twice, a name that leaves the folder, a listed file that is missing.
    """
    path = raw / REGISTER
    if not path.exists():
        return {}
    register: dict[str, Source] = {}
    problems = []
    # A Mac may write the å of a file's name as an a and a ring, and a spreadsheet as one letter.
    names = {path.name for path in raw.iterdir() if not path.name.isascii()}
    written = {unicodedata.normalize("NFC", name): name for name in names}
    for line, row in read_csv_rows(read_raw_bytes(path), path, REGISTER_COLUMNS):
        source = Source(**{name: row[name].strip() for name in REGISTER_COLUMNS})
        if source.file not in names:
            source = replace(source, file=written.get(unicodedata.normalize("NFC", source.file), source.file))
        problems += [f"line {line}: {fault}" for fault in _faults(source, register, raw)]
        register[source.file] = source
    if problems:
        raise AnalysisError(relative(path), problems)
    return register


def _faults(source: Source, register: dict[str, Source], raw: Path) -> Iterator[str]:
    if not source.file:
        yield "no file: write the name of a .txt file in this folder, or delete the line"
        return
    if not source.case_id:
        yield f"{source.file} has no case_id: write the case it belongs to, for example its municipality"
    if source.file in register:
        yield f"{source.file} is listed twice: delete one of the lines"
    if Path(source.file).name != source.file:
        yield f"{source.file!r} is not a plain file name: raw files lie in this folder itself"
    elif Path(source.file).suffix.lower() != ".txt":
        yield f"{source.file} does not end in .txt, so it is not read: rename the file, or delete the line"
    elif not os.path.exists(raw / source.file):  # noqa: PTH110 - Path.exists fails for a name that is too long
        yield f"{source.file} is listed but missing: put the file back, or delete the line"


def list_files(raw: Path) -> list[Path]:
    """The `.txt` files of a folder in the order of their names; an error when there is none."""
    if not raw.is_dir():
        raise AnalysisError(relative(raw), "no such folder: give a folder of .txt files with --raw")
    files = sorted(path for path in raw.iterdir() if path.suffix.lower() == ".txt" and path.name[0] != ".")
    if not files:
        raise AnalysisError(relative(raw), "no .txt file in this folder: put at least one text there")
    return files


def list_unread(raw: Path) -> list[str]:
    """The names of the files in a folder that hold words but are no `.txt` files, so that nothing reads them."""
    names = (path.name for path in raw.iterdir() if path.suffix.lower() in NO_TEXTS) if raw.is_dir() else ()
    # "~$" is Word's mark of an open file.
    return sorted(name for name in names if not name.startswith((".", "~$")))


def check_encoding(encoding: str) -> None:
    """Raise AnalysisError when an encoding given with `--encoding` is none that texts are read in; empty is fine."""
    try:
        b"    ".decode(encoding or "utf-8")
    except UnicodeDecodeError:
        return  # an encoding of text in which four blanks are nothing, such as utf-32
    except (LookupError, ValueError):
        raise AnalysisError(f"--encoding {encoding}", "no such encoding: try utf-8 or cp1252") from None


def name_documents(
    paths: Iterable[Path], register: Mapping[str, Source]
) -> list[tuple[str, str, Source | None]]:
    """The name of each file, the key of its document and its line of the register, if it has one.

    A key that an earlier file has gets a number, whether or not the files can be read.

    >>> [
    ...     doc_id
    ...     for _, doc_id, _ in name_documents(map(Path, ("A b.txt", "a_b.txt", "a_b_2.txt", "A?B.txt")), {})
    ... ]
    ['a_b', 'a_b_2', 'a_b_2_2', 'a_b_3']
    >>> name_documents([Path("a-b.txt"), Path("ab.txt")], {})  # alike, but not the same
    [('a-b.txt', 'a-b', None), ('ab.txt', 'ab', None)]
    """
    seen: set[str] = set()
    named = []
    for path in paths:
        doc_id, count = make_doc_id(path), 1
        while doc_id in seen:
            count += 1
            doc_id = f"{make_doc_id(path)}_{count}"
        seen.add(doc_id)
        named.append((path.name, doc_id, register.get(path.name)))
    return named


def read_document(
    path: Path, source: Source | None = None, *, doc_id: str = "", encoding: str = ""
) -> Document:
    """The document in a raw file, from its bytes; `source` is its line in the register, if it has one.

    Its key is `doc_id` (see `name_documents`), or what `make_doc_id` makes of the file's name alone.
    Raises AnalysisError for a file that is empty, too large, not text or not in the encoding
    (UTF-8 unless `encoding` says otherwise), or whose bytes are not those that were registered.
    """
    raw = read_raw_bytes(path)
    digest = hashlib.sha256(raw).hexdigest()
    if source and source.sha256 and source.sha256.lower() != digest:
        raise ChangedSource(
            relative(path),
            f"the file has changed: its sha256 is {digest}, {REGISTER} says {source.sha256}: put the"
            f" original back; if the change is meant, write the new sha256 into {REGISTER}",
        )
    text, used = _decode(raw, path, encoding)
    doc_id = doc_id or make_doc_id(path)
    return Document(
        doc_id=doc_id,
        source=source or Source(file=path.name, case_id=doc_id),
        listed=source is not None,
        sha256=digest,
        encoding=used,
        text=canonical_text(text),
    )


def make_doc_id(path: Path) -> str:
    """The key of a file's document: its name without ending, in lower case, letters, digits, `-` and `_` only.

    >>> make_doc_id(Path("Öppna spår (2).txt"))
    'öppna_spår_2'
    >>> make_doc_id(Path("?.txt"))  # nothing is left of it
    'text'
    """
    return re.sub(r"[^\w-]+", "_", unicodedata.normalize("NFC", path.stem)).strip("_").lower() or "text"


def read_raw_bytes(path: Path) -> bytes:
    """The bytes of a file in a folder of raw texts; AnalysisError for one that lies outside, is no file or is too large."""
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(path.parent.resolve()):
            raise AnalysisError(
                relative(path), "a link that leads out of the folder: copy the file itself here"
            )
        if not stat.S_ISREG(path.stat().st_mode):
            raise AnalysisError(relative(path), "not a file: only .txt files may lie here; move it away")
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = getattr(error, "strerror", None) or "a link that leads to itself"
        raise AnalysisError(relative(path), f"cannot be read ({reason}): check the file") from None
    if len(raw) > LARGEST:
        limit = f"{LARGEST // 1_000_000} MB"
        raise AnalysisError(relative(path), f"larger than {limit}: one document is one page; split the file")
    return raw


def _decode(raw: bytes, path: Path, encoding: str) -> tuple[str, str]:
    check_encoding(encoding)
    wanted = encoding or "utf-8"
    if not encoding and raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise AnalysisError(relative(path), "looks like UTF-16: run again with --encoding utf-16")
    try:
        text = raw.decode(wanted)
    except UnicodeError as error:
        start = getattr(error, "start", 0)  # some encodings do not say where
        line = raw[:start].count(b"\n") + 1
        raise AnalysisError(
            relative(path),
            f"line {line}: byte 0x{raw[start]:02x} is not {wanted}: save the file as UTF-8, or, if it"
            " is an older Windows file, run again with --encoding cp1252",
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise AnalysisError(
            relative(path), f"line {line}: a NUL byte: this is not a text file; export it anew"
        )
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise AnalysisError(relative(path), "the file is empty: paste the text again, or delete the file")
    return text, wanted


def canonical_text(text: str) -> str:
    """The text with LF line ends, in NFC, contact data masked; nothing else is changed.

    >>> canonical_text("Ja\\u0308rfa\\u0308lla\\r\\nRing 08-123 456 78")
    'Järfälla\\nRing █████████████'
    >>> canonical_text("två  blanka\\u00a0och tab\\tstår kvar")
    'två  blanka\\xa0och tab\\tstår kvar'
    """
    return mask_contacts(unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))


def guess_language(text: str) -> str:
    """The language of a text by its small words, as an ISO 639-1 code; empty when none stands out.

    >>> guess_language("Kommunen har en plan för att fler ska komma i arbete och det är bra")
    'sv'
    >>> guess_language("47 71 37")
    ''
    """
    words = re.findall(r"\w+", text[:20_000].lower())
    tally = Counter(words)
    counts = {language: sum(tally[word] for word in small) for language, small in _SMALL_WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    enough = counts[best] >= max(2, len(words) * 0.08)
    return best if enough and list(counts.values()).count(counts[best]) == 1 else ""
