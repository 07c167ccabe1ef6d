"""What takes for ever is stopped and told: a schema's pattern of values, in seconds that are counted one by one."""

from __future__ import annotations

import re
import signal
import time
from pathlib import Path

import pytest

from tei_edition.validate.document import document_at
from tei_edition.validate.grammar import load_grammar
from tei_edition.validate.limits import Guard, TooLong
from tei_edition.validate.relaxng import regex

GRAMMAR = """<element name="a" xmlns="http://relaxng.org/ns/structure/1.0"
  datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><oneOrMore><element name="b"><data type="token">
  <param name="pattern">(a+)+</param></data></element></oneOrMore></element>"""
EVIL = "a" * 60 + "b"


def test_a_pattern_of_values_that_takes_for_ever_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(regex.GUARD, "seconds", 0.3)
    (tmp_path / "a.rng").write_text(GRAMMAR, "utf-8")
    (tmp_path / "a.xml").write_text(f"<a>\n<b>{EVIL}</b>\n<c/>\n</a>", "utf-8")
    findings = load_grammar(tmp_path / "a.rng").check(document_at(tmp_path / "a.xml"))
    assert sorted(finding.code for finding in findings) == ["element-unknown", "not-checked"]
    (tmp_path / "a.xml").write_text("<a><b>c</b></a>", "utf-8")
    (finding,) = load_grammar(tmp_path / "a.rng").check(document_at(tmp_path / "a.xml"))
    assert finding.code == "content-value"  # the time is each document's own


def test_time_is_counted_for_each_name() -> None:
    with Guard(0.2) as guard:
        with pytest.raises(TooLong):
            guard.run("slow", lambda: guard.run("inner", lambda: re.match("(a+)+$", EVIL)))
        with pytest.raises(TooLong):
            guard.run("slow", lambda: None)
        assert guard.run("quick", lambda: 1) == 1
        assert guard.stopped == ["slow", "inner"] or guard.stopped == ["inner", "slow"]


def test_a_timer_of_the_caller_goes_on() -> None:
    if not hasattr(signal, "setitimer"):
        pytest.skip("no timers here")
    rung: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _frame: rung.append(number))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with Guard(5.0) as guard:
            guard.run("quick", lambda: None)
        time.sleep(0.2)
        assert rung
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
