"""What does harm is refused at once, whatever it is called, and nothing of it is kept."""

from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianheng.files import actions
from lianheng.files.models import StoredFile
from lianheng.kernel.ref import Ref
from lianheng.kernel.verdict import Refused
from lianheng.organisation.actor import SYSTEM

from .corpus import attacks

LONGEST_SECONDS, MOST_GROWN = 2.0, 50 * 1024
CORPUS = {name: (content, reason) for name, content, reason in attacks()}


def resident() -> int:
    """The memory of this process in kB."""
    said = Path("/proc/self/status").read_text().split("VmRSS:")[1]
    return int(said.split()[0])


def worked() -> float:
    """Seconds of work by this process and those that it waited for: a busy machine makes nothing slower."""
    return sum(used.ru_utime + used.ru_stime for used in map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN)))


def test_g68_the_corpus_is_large_enough():
    assert len(CORPUS) >= 60


@pytest.mark.django_db
@pytest.mark.parametrize("name", CORPUS)
def test_g68_what_does_harm_is_refused_at_once(name, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANHENG_HOME", str(tmp_path))
    content, reason = CORPUS[name]
    upload = SimpleUploadedFile("台账.pdf", content)
    before, began = resident(), worked()
    with pytest.raises(Refused) as refusal:
        actions.attach(upload, Ref("checklists.submission", 1), by=SYSTEM)
    took, grown = worked() - began, resident() - before
    assert refusal.value.reason == reason
    assert took <= LONGEST_SECONDS
    assert grown <= MOST_GROWN
    assert not StoredFile.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
