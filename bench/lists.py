"""Lists at province size: exports that stream, an import with all errors, searches; time and memory."""

import io
import time

from lianheng.cli.ready import instance, prepare

from .ledger import timed
from .people import LEADER

ROWS = 10_000
SEARCHES = ("梅林", "B57-", "第 7 项", "dqd", "rydqd", "P1999", "没有这个词")


def main() -> None:
    """Export, import, search, each timed; nothing of it stays but the files of the exports."""
    with instance() as where:
        prepare(where)
        for code, query in (("people", ""), ("unit-tasks", "month=2026-10&sort=-due_on")):
            timed(f"export of {code}", lambda code=code, query=query: _export(code, query))
        _import()
        _search()


def _export(code: str, query: str) -> None:
    from lianheng.flows.downloads import exporting, writing
    from lianheng.organisation.queries import actor_by_number
    from lianheng.papers.models import Download

    leader = actor_by_number(LEADER)
    assert leader is not None, "load first: python -m bench"
    made = exporting.export(code, query, by=leader)
    assert isinstance(made, Download)
    writing.write(made.pk)
    made.refresh_from_db()
    assert made.state == "ready", made.state
    print(f"  {made.rows} rows, {made.size // 1024} KB", flush=True)


def _import() -> None:
    """A list of people of which every tenth row is wrong: checked, the good rows taken in and taken back."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from lianheng.flows.imports import wizard, working
    from lianheng.organisation.queries import actor_by_number

    leader = actor_by_number(LEADER)
    assert leader is not None
    upload = SimpleUploadedFile("people.xlsx", _people())
    begun = []
    timed(f"reading of {ROWS} rows", lambda: begun.append(wizard.begin("people", upload, by=leader)))
    (batch,), importer = begun, wizard.importer_or_404("people")
    wizard.check_soon(batch, importer, by=leader)
    timed("check of them with all errors", lambda: working.work(batch.pk))
    batch.refresh_from_db()
    print(f"  {batch.counts['rows']} rows, {len(batch.findings)} findings", flush=True)
    wizard.move(batch, importer, {}, wizard.GOOD, by=leader)
    timed("taking in of the good rows", lambda: working.work(batch.pk))
    batch.refresh_from_db()
    print(f"  {batch.state}, {batch.counts['created']} created", flush=True)
    timed("taking back", lambda: wizard.undo(batch, importer, by=leader))


def _people() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["人员编号", "姓名", "性别", "单位编码", "岗位", "任职时间"])
    for n in range(1, ROWS + 1):
        day = "2026-02-30" if n % 10 == 0 else "2026-03-01"
        sheet.write_row(n, 0, [f"N{n:06}", f"新人{n}", "男", f"B{1 + n % 100}-{11 + n % 100}", "干事", day])
    book.close()
    return out.getvalue()


def _search() -> None:
    from lianheng.home.finding import found
    from lianheng.organisation.queries import actor_by_number

    leader = actor_by_number(LEADER)
    assert leader is not None
    for said in SEARCHES:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            hits = sum(len(group.hits) for group in found(leader, said))
            times.append((time.perf_counter() - start) * 1000)
        first, rest = times[0], min(times[1:])
        print(f"search {said}: {hits} hits, first {first:.0f} ms, then {rest:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
