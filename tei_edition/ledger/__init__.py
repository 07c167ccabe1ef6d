"""A text before and after a step → the account that proves no word was lost (the ledger, promise 1)."""

from tei_edition.ledger.account import Account, Moved
from tei_edition.ledger.epub import account_of_epub, page_of_book
from tei_edition.ledger.hand import account_of_hand
from tei_edition.ledger.html import account_of_html
from tei_edition.ledger.index import account_of_index
from tei_edition.ledger.markdown import account_of_markdown
from tei_edition.ledger.own import by_own_model, words_of_page
from tei_edition.ledger.pdf import account_of_pdf
from tei_edition.ledger.registers import account_of_registers
from tei_edition.ledger.site import accounts_of_site
from tei_edition.ledger.source import account_of_source
from tei_edition.ledger.text import account_of_text

__all__ = [
    "Account",
    "Moved",
    "account_of_epub",
    "account_of_hand",
    "account_of_html",
    "account_of_index",
    "account_of_markdown",
    "account_of_pdf",
    "account_of_registers",
    "account_of_source",
    "account_of_text",
    "accounts_of_site",
    "by_own_model",
    "page_of_book",
    "words_of_page",
]
