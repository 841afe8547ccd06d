"""Reporting: from executed notebooks to pages that lead back to their sources, and the check of the finished pages."""

import sys

# With this module jsonschema, which nbformat loads, would build a grammar of web addresses: a second at every start,
# for a check that no notebook needs. It does without when the module cannot be imported.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
