"""A Word document (.docx) → its text and blocks.

1. `package` opens the archive, and refuses what would burst; 2. `styles` says what styles and numberings mean;
3. `phrases` reads paragraphs, `tables` tables; 4. `document` goes through it all.
"""

from tei_edition.read.docx.document import read_docx

__all__ = ["read_docx"]
