"""What is handed in on the pages of an import: a file, which column is which, cells put right."""

import re
from collections.abc import Mapping

from django import forms
from django.http import QueryDict

_CELL = re.compile(r"c(\d+)_(\d+)")
_COLUMN = re.compile(r"column_(\d+)")


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label="文件",
        max_length=200,
        help_text=".xlsx 或 .csv, 不超过 20 MB、50000 行。表头上方可以有标题。",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


def cells_in(data: QueryDict) -> Mapping[tuple[int, int], str]:
    """The cells as they were written again, by row number and column."""
    found = {}
    for name, said in data.items():
        if (place := _CELL.fullmatch(name)) and isinstance(said, str):
            found[int(place[1]), int(place[2])] = said
    return found


def page_in(data: QueryDict) -> int:
    """Which page is asked for; the first when nobody can say."""
    said = data.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdecimal() and len(said) < 8 else 1


def mapping_in(data: QueryDict) -> Mapping[int, str]:
    """Which field each column is, as it was chosen."""
    found = {}
    for name, said in data.items():
        if (place := _COLUMN.fullmatch(name)) and said:
            found[int(place[1])] = str(said)
    return found
