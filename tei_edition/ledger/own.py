"""What an edition's own processing model says of a document, and what was written → the account of that.

The strict account knows the built-in model. Where an edition's own ODD orders things otherwise, each character that
its models let the edition say must stand in the file as often as they say it; where, the ODD decides.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml import etree
from lxml import html as lxml_html

from tei_edition.diagnostics import make
from tei_edition.ledger.account import Account, size
from tei_edition.ledger.page import invisible
from tei_edition.tei import walk


def by_own_model(account: Account, said: str, found: str, exact: bool) -> Account:
    """Give the account, or if the ODD's document is another one than the built-in model's, the one by the ODD.

    `said` is what the models let the edition say, `found` what stands in the file; `exact`: and nothing else does.
    """
    if not account.unexplained:
        return account
    wanted, there = (Counter("".join(text.split())) for text in (said, found))
    lost, added = (wanted - there).total(), (there - wanted).total() if exact else 0
    findings = []
    if lost or added:
        words, others = (Counter(text.split()) for text in (said, found))
        code = "words-lost" if lost else "words-added"
        which = " ".join(list((words - others) if lost else (others - words))[:8])
        told = f"{account.step}, by the models of the ODD: {'lost' if lost else 'added'} “{which}”"
        findings.append(make(code, told, file=account.unexplained[0].file))
    kept = min(size(said) - lost, account.total)
    reasons = {"by the models of the ODD": account.total - kept}
    return replace(account, kept=kept, moved=(), left_out=reasons, unexplained=tuple(findings))


def words_of_page(html: str | etree._Element, view: str, region: str = "text") -> str:
    """Give the words of the text and its notes that the page shows in the view, without what it puts in.

    `region` is `source` for what the page tells of the source.
    """
    out: list[str] = []
    skipped: etree._Element | None = None
    root = lxml_html.document_fromstring(html) if isinstance(html, str) else html
    texts = (item for item in root.iter(etree.Element) if item.get("data-ledger") == region)
    for event, element, string in (step for text in texts for step in walk(text)):
        if skipped is not None:
            skipped = None if event == "end" and element is skipped else skipped
        elif event == "text":
            out.append(string)
        elif event == "start" and (element.get("data-generated") is not None or invisible(element, view)):
            skipped = element
        else:
            out.append(" ")
    return "".join(out)
