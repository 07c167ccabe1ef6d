"""The text of an article → validated TEI P5 → editions, with an account of every word.

1. `read`: a file becomes blocks, each with its place in the source;
2. `encode`: passes lay spans over the blocks, and blocks and spans become a TEI document;
3. `validate`: the document is judged by grammar, rules and pointers;
4. `render`: the processing model makes HTML and text of it;
5. `ledger`: after each step every word is accounted for.

`pipeline` runs them in this order; the functions here are its, one for each command, and are loaded when first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tei_edition.version import __version__

if TYPE_CHECKING:
    from tei_edition.answering import api
    from tei_edition.auditing import audit
    from tei_edition.comparing import diff
    from tei_edition.depositing import deposit, verify
    from tei_edition.identifying import identify
    from tei_edition.importing import Imported, import_register
    from tei_edition.outcome import Result
    from tei_edition.pipeline import build, check, encode
    from tei_edition.proposing import Proposals, names
    from tei_edition.releasing import release
    from tei_edition.rendering import render
    from tei_edition.serving import serve
    from tei_edition.starting import new
    from tei_edition.validating import add_schema, list_schemas, validate

__all__ = [
    "Imported",
    "Proposals",
    "Result",
    "__version__",
    "add_schema",
    "api",
    "audit",
    "build",
    "check",
    "deposit",
    "diff",
    "encode",
    "identify",
    "import_register",
    "list_schemas",
    "names",
    "new",
    "release",
    "render",
    "serve",
    "validate",
    "verify",
]


class _Command:
    """A command's function, loaded when first asked for; a folder of the same name does not hide it."""

    def __init__(self, module: str) -> None:
        self.module = module

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, package: ModuleType | None, owner: type | None = None) -> Any:
        function = getattr(import_module(f"tei_edition.{self.module}"), self.name)
        folder = sys.modules.get(f"tei_edition.{self.name}")
        modules = {} if folder is None else vars(folder)
        # `import tei_edition.render.html as html` looks for `html` in the function
        vars(function).update({name: item for name, item in modules.items() if isinstance(item, ModuleType)})
        return function

    def __set__(self, package: ModuleType, folder: ModuleType) -> None:
        """Take no notice: the import of `tei_edition.encode.…` puts the folder where the function is."""


class _Package(ModuleType):
    """This package: `tei_edition.encode` is the function, `from tei_edition.encode.… import …` finds the folder."""

    Result = _Command("outcome")
    api = _Command("answering")
    audit = _Command("auditing")
    build = _Command("pipeline")
    check = _Command("pipeline")
    deposit = _Command("depositing")
    diff = _Command("comparing")
    identify = _Command("identifying")
    verify = _Command("depositing")
    encode = _Command("pipeline")
    Imported = _Command("importing")
    import_register = _Command("importing")
    Proposals = _Command("proposing")
    names = _Command("proposing")
    new = _Command("starting")
    release = _Command("releasing")
    render = _Command("rendering")
    serve = _Command("serving")
    validate = _Command("validating")
    add_schema = _Command("validating")
    list_schemas = _Command("validating")


sys.modules[__name__].__class__ = _Package
