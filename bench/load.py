"""Made-up districts of any size, written straight into the tables: only for measuring, never for showing."""

from dataclasses import dataclass
from datetime import date

import psycopg


@dataclass(frozen=True)
class Size:
    """How much of everything: one district, or a province of a hundred."""

    name: str
    districts: int

    @property
    def units(self) -> int:
        """150 a district: the commission, 9 offices, 120 assessed bodies, 20 villages."""
        return 150 * self.districts


DISTRICT = Size("district", 1)
PROVINCE = Size("province", 100)

_UNITS = """
    insert into organisation_unit
        (code, name, short_name, path, kind, peer_class, position, superior_id, is_larger)
    select format('B%%s-%%s', d, n), format('%%s 区第 %%s 单位', d, n), '', '',
           case when n = 1 then 'commission' when n <= 10 then 'office' when n > 130 then 'village'
                else (array['township', 'street', 'dispatched', 'soe'])[1 + n %% 4] end,
           case when n not between 11 and 130 then ''
                else (array['乡镇', '街道', '派驻组', '国企'])[1 + n %% 4] end,
           d * 1000 + n, null, false
    from generate_series(1, %(districts)s) d, generate_series(1, 150) n
"""
_TREE = """
    update organisation_unit u set superior_id = top.id
    from organisation_unit top
    where u.kind <> 'commission' and top.kind = 'commission'
      and split_part(u.code, '-', 1) = split_part(top.code, '-', 1);
    update organisation_unit u set superior_id = top.id
    from organisation_unit top where u.kind = 'commission' and top.code = 'B1-1' and u.id <> top.id;
    with recursive placed as (
        select id, id || '.' as path from organisation_unit where superior_id is null
        union all
        select u.id, p.path || u.id || '.' from organisation_unit u join placed p on u.superior_id = p.id)
    update organisation_unit u set path = placed.path from placed where placed.id = u.id;
"""
_PEOPLE = """
    insert into organisation_person
        (number, name, sort_key, sex, political_status, education, speciality, is_supervisor)
    select format('P%%s', n), format('人员%%s', n), to_char(n, 'FM00000000'), 'm', '', '', '', false
    from generate_series(1, %(people)s) n
"""
_TASKS = """
    insert into checklists_task
        (month, office_id, title, requirement, scope, due_on, weight, proof, measure, minutes, is_key, state,
         issued_at, withdrawn_because)
    select m::date, o.id, format('第 %%s 项任务', n), '按要求办理并提交材料', '全部', m::date + 19,
           1 + n %% 3, 'material', '', 30, n = 1, 'issued', m, ''
    from (select %(month)s::date as m) month, generate_series(1, 10) n, organisation_unit o
    where o.kind = 'office' and (n - 1) %% 9 + 2 = split_part(o.code, '-', 2)::int
"""
_UNIT_TASKS = """
    insert into checklists_unittask
        (task_id, unit_id, office_id, month, due_on, state, submitted_at, accepted_at, times_returned,
         is_evidence_missing, is_taken_over, is_closed_by_system)
    select t.id, u.id, t.office_id, t.month, t.due_on,
           case when x < 4 then 'issued' when x < 6 then 'exempted' else 'accepted' end,
           case when x >= 6 then t.due_on + (case when x < 16 then 2 else -1 end) * interval '1 day' end,
           case when x >= 6 then t.due_on + interval '4 days' end,
           case when x between 16 and 20 then 1 else 0 end, x = 21, false, false
    from checklists_task t
    join organisation_unit o on o.id = t.office_id
    join organisation_unit u on u.superior_id = o.superior_id and u.peer_class <> '',
    lateral (select (u.id * 7 + t.id * 13) %% 100 as x) dice
    where t.month = %(month)s
"""


def load(size: Size, admin: str, *, months: int, last: date) -> None:
    """Units, people and so many months of issued and handled tasks, ending with the month of `last`.

    As administrator (`admin`: how to connect), with triggers and reference checks asleep: a million rows
    that fit together by construction are made in minutes.
    """
    newest = last.replace(day=1)
    said = {"districts": size.districts, "people": 2000 * size.districts}
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        for statements in (_UNITS, _TREE, _PEOPLE):
            _run(connection, statements, said)
        for back in reversed(range(months)):
            _run(connection, _TASKS, {**said, "month": _months_before(newest, back)})
            _run(connection, _UNIT_TASKS, {**said, "month": _months_before(newest, back)})


def _run(connection: psycopg.Connection, statements: str, said: dict[str, object]) -> None:
    """Each step on its own, and the planner told of it before the next."""
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.execute(statement, said)
    connection.execute("analyze organisation_unit, checklists_task, checklists_unittask")


def _months_before(day: date, count: int) -> date:
    years, month = divmod(day.month - 1 - count, 12)
    return day.replace(year=day.year + years, month=month + 1)
