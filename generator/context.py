"""What a template sees: the values of a case, the office, and visible blanks for what comes later.

In: a case and the office. Out: a plain dict; the values show themselves (`{{ date.formal }}`, `{{ signer.lines }}`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from .case import Case
from .fields import Field
from .office import Office
from .thai import BlankDay, BlankNumber, Day


def context(case: Case, office: Office) -> dict[str, Any]:
    """The names that the templates of a form can use for one case."""
    values = {field.key: _late(field, case.values[field.key], office) for field in case.form.fields}
    return {**values, "office": facts(office)}


def facts(office: Office) -> Mapping[str, str]:
    """What templates may know of the office."""
    return MappingProxyType({"name": office.name, "short": office.short})


def _late(field: Field, value: Any, office: Office) -> Any:
    """A number or day that is not given yet shows as a visible blank; central records fill it in later
    (ระเบียบสารบรรณ ข้อ 42-43)."""
    if value is None and field.late:
        year = Day(office.today).be_year
        return BlankNumber(year=year) if field.type == "docnumber" else BlankDay()
    return value
