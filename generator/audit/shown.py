"""Findings as a person or a program reads them: lines for a terminal, and plain data for JSON. Prints nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from .check import Checked, Finding, Report
from .files import labels
from .rule import ERROR, INFO, RULES, SAFE, WARNING

NAMES = {ERROR: "ต้องแก้", WARNING: "ควรดู", INFO: "แนะนำ"}
SAME = 5  # findings of one rule that a table shows one by one


def tables(report: Report) -> Iterator[str]:
    """The findings of all files; of several, those without a finding are left to the summary."""
    for file, label in zip(report.files, labels([file.path for file in report.files]), strict=True):
        if len(report.files) == 1 or file.findings or file.failure:
            yield from table(file, label)


def table(file: Checked, label: str = "") -> Iterator[str]:
    """The findings of one file: severity, rule, place, what is wrong, what it should be, the words around."""
    title = f" ({file.title})" if file.title else ""
    yield f"{label or file.path.name}{title}"
    if file.failure:
        yield f"  {file.failure}"
    elif not file.findings:
        yield "  ไม่พบข้อผิดพลาด"
    told: Counter[str] = Counter()
    for finding in file.findings:
        told[finding.rule] += 1
        if told[finding.rule] <= SAME:
            yield from _lines(finding, first=told[finding.rule] == 1)
    for rule, count in told.items():
        if count > SAME:
            yield f"  … ข้อ {rule} อีก {count - SAME} แห่ง"
    if told:
        yield "  ข้อใดสำนักงานนี้ไม่ใช้ สั่ง gen check --accept ข้อ เช่น --accept L05"


def summary(report: Report) -> Iterator[str]:
    """One line a file, and the sum; for a run of many files."""
    names = labels([file.path for file in report.files])
    width = max(map(len, names), default=0)
    for file, name in zip(report.files, names, strict=True):
        said = "อ่านไม่ได้" if file.failure else _counts(file)
        yield f"{name:<{width}}  {said}"
    good = sum(not file.failure and not file.findings for file in report.files)
    errors = sum(file.count(ERROR) for file in report.files)
    less = sum(len(file.findings) for file in report.files) - errors
    yield f"ตรวจ {len(report.files)} ไฟล์ · ไม่มีที่ต้องดู {good} ไฟล์ · ต้องแก้ {errors} แห่ง · ควรดู {less} แห่ง"


def data(report: Report) -> dict[str, Any]:
    """The report as plain data: files, each with its kind and findings."""
    return {
        "files": [
            {
                "file": str(file.path),
                "kind": file.kind,
                "failure": str(file.failure) if file.failure else None,
                "findings": [{**asdict(finding), "source": RULES[finding.rule].source} for finding in file.findings],
            }
            for file in report.files
        ],
        "errors": sum(file.count(ERROR) for file in report.files),
        "warnings": sum(file.count(WARNING) for file in report.files),
    }


def as_json(report: Report) -> str:
    return json.dumps(data(report), ensure_ascii=False, indent=2)


def mended(counts: dict[str, int]) -> Iterator[str]:
    """What `fix` has done, a line a rule."""
    for rule, count in sorted(counts.items()):
        yield f"แก้ {count} แห่ง: {RULES[rule].thai} ({rule})"


def line(finding: Finding) -> str:
    """A finding in one line: rule, place, what is wrong, what it should be."""
    many = f" (และอีก {finding.count - 1} แห่ง)" if finding.count > 1 else ""
    should = f" → {finding.should}" if finding.should else ""
    return f"{finding.rule}  {finding.place}{many}: {finding.said}{should}"


def _lines(finding: Finding, first: bool) -> Iterator[str]:
    """The first finding of a rule says also why, and what --fix would do."""
    yield f"  {NAMES[finding.severity]:<6} {line(finding)}"
    if finding.around:
        yield f"              “{finding.around}”"
    if first:
        mends = " · gen check --fix แก้ให้ได้" if finding.rule in SAFE and finding.fix is not None else ""
        yield f"              ที่มา: {RULES[finding.rule].source}{mends}"


def _counts(file: Checked) -> str:
    if not file.findings:
        return "ไม่พบข้อผิดพลาด"
    return " · ".join(f"{NAMES[severity]} {count}" for severity in NAMES if (count := file.count(severity)))
