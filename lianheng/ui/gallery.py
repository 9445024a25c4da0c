"""What the gallery shows: one sample of everything, built without any department."""

from datetime import timedelta
from decimal import Decimal

from django.http import HttpRequest

from lianheng.kernel import clock
from lianheng.kernel.verdict import YES, no

from .forms import SAMPLE_TABLE, SampleForm, sample_rows
from .terms import SampleReason, Word

SCORES = (100, 98, 95, None, 92, 88, 90, 94, 97, Decimal("92.50"), 96, 92)


def samples(request: HttpRequest) -> dict[str, object]:
    """The context of the gallery's page."""
    now = clock.now()
    return {
        "yes": YES,
        "refused": no(SampleReason.TOO_LATE),
        "lights": list(Word),
        "form": SampleForm({"title": "", "due_on": "2026-13-40"}),
        "table": SAMPLE_TABLE.read(
            request.GET, sample_rows(), path=request.path, views=[("auth", "content_type__app_label=auth")]
        ),
        "scores": SCORES,
        "trend": [(str(month), score) for month, score in enumerate(SCORES, start=1)],
        "spread": [("60-", 0), ("60", 1), ("70", 2), ("80", 5), ("90", 9), ("100", 3)],
        "trail": [
            {"at": now - timedelta(days=days), "title": word.label, "tone": tone}
            for days, word, tone in ((9, Word.CALM, ""), (4, Word.LATE, "amber"), (1, Word.DONE, "green"))
        ],
        "bars": [{"label": word.label, "value": length} for length, word in enumerate(Word, start=1)][:4],
        "facts": [(column.title, column.code) for column in SAMPLE_TABLE.columns],
        "rows": [1, 2, 3, 4, 5],
    }
