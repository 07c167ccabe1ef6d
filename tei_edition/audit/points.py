"""The 44 points by which an edition is citable and can be kept: their numbers, groups and words.

They are those of the Endings Principles, of the IDE's and the MLA's criteria for reviews, of FAIR, and of what
repositories and reference managers ask; each is judged from the files that were built.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["GROUPS", "POINTS"]

GROUPS: Mapping[str, range] = {
    "Identity and citation": range(1, 16),
    "Editorial accountability": range(16, 26),
    "Rights": range(26, 28),
    "Data and access for machines": range(28, 36),
    "Longevity": range(36, 45),
}
"""The groups, and the points of each."""

POINTS: Mapping[int, str] = {
    1: "The first page names title, editors, publisher, date and address.",
    2: "The version has a DOI, the same in header, pages and metadata.",
    3: "All versions together have a DOI, the same in header, pages and metadata.",
    4: "Every page says version and date.",
    5: "Every suggested reference names the version.",
    6: "A page says how to cite, in three styles and as BibTeX, RIS and CSL-JSON.",
    7: "Each text and each of its paragraphs has its reference and its address.",
    8: "Every citable unit keeps the xml:id of the TEI as its address.",
    9: "Addresses once given still lead somewhere.",
    10: "Earlier versions stay at their addresses and say that there is a newer one.",
    11: "Addresses of TEI and pages are the same, once each, and the header says how passages are cited.",
    12: "Notes, registers and the page about the edition can be cited, too.",
    13: "Each text names who made its edition, and in what role.",
    14: "It is said who keeps the edition and its addresses, and until when.",
    15: "A reference manager finds kind, title, names, date and publisher in the page's head.",
    16: "The editorial principles are stated, and readers see them.",
    17: "The rules of transcription and normalisation are stated, and readers see them.",
    18: "The source of each text is described.",
    19: "There is an apparatus, or it is said why there is none.",
    20: "Corrections, additions and gaps are marked, and corrections are listed.",
    21: "It is said how the text was proof-read.",
    22: "Everybody responsible is named with a role, and an ORCID is a sound one.",
    23: "The history of revisions is there for readers and for machines.",
    24: "The encoding is documented: a schema lies with the edition, and its TEI is valid.",
    25: "The technology is explained.",
    26: "Every kind of content has a licence or a statement of its rights.",
    27: "Rights holder and access are stated.",
    28: "The TEI of exactly this version is one click from each text.",
    29: "The whole can be had as one package with checksums.",
    30: "Derived formats name version, licence and DOI inside.",
    31: "Pages carry metadata for search engines, reference managers and harvesters.",
    32: "All formats of metadata agree.",
    33: "DTS and OAI-PMH are there as files.",
    34: "Entries of the registers point to authority files.",
    35: "Names and encodings of the files are fit for archives.",
    36: "The pages need no program on a server.",
    37: "The pages load nothing from elsewhere.",
    38: "The pages need no script: all words of the TEI stand in their HTML.",
    39: "Addresses are simple: no query strings.",
    40: "No link within the edition is dead.",
    41: "Every page can be reached by links from the first, which has the licence.",
    42: "The same sources give the same bytes.",
    43: "The build that made the files found no error, and its account lies with them.",
    44: "The pages are sound for assistive technology.",
}
"""What is asked."""
