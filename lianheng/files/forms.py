"""How files come in with a form: several at once, each looked into before anything is kept."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lianheng.kernel.verdict import Refused

from .cleaning import MOST_BYTES, looked_into
from .terms import FileReason


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each looked at on its own."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Every file that was chosen; none is allowed too."""
        if not data:
            return []
        single = super().clean
        found = [single(file, initial) for file in (data if isinstance(data, list | tuple) else [data])]
        for file in found:
            self._look_into(file)
        return found

    def _look_into(self, file: UploadedFile) -> None:
        if file.file is None:
            return
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(f"{file.name}: {FileReason.TOO_LARGE.label}")
        try:
            looked_into(file)
        except Refused as refusal:
            raise forms.ValidationError(f"{file.name}: {refusal}") from refusal
