"""Office files are zip archives that hold the time of their making; without it the same content is the same bytes."""

import datetime
import io
import re
import zipfile

EPOCH = datetime.datetime(1980, 1, 1)
"""The earliest time that a zip archive knows."""

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def fix_times(content: bytes) -> bytes:
    """An XLSX or DOCX file without the time of its making."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>" + f"{EPOCH.isoformat()}Z".encode(), part)
            info = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return buffer.getvalue()
