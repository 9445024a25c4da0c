"""One view over one table: what a page costs when it does nothing but its work."""

from django.core.wsgi import get_wsgi_application
from django.db import connections, models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

# Before the model below: Django must be set up when it is defined.
application = get_wsgi_application()

ROWS = 100_000


class Row(models.Model):
    """A row of the plain table."""

    unit = models.IntegerField()
    name = models.CharField(max_length=60)
    due_on = models.DateField()
    points = models.IntegerField()

    class Meta:
        app_label = "home"
        managed = False
        db_table = "bench_row"

    def __str__(self) -> str:
        return self.name


TABLE = Template(
    "<!doctype html><title>bare</title><p>{{ count }}</p><table>{% for row in rows %}<tr>"
    "<td>{{ row.id }}</td><td>{{ row.unit }}</td><td>{{ row.name }}</td><td>{{ row.due_on }}</td>"
    "<td>{{ row.points }}</td></tr>"
    "{% endfor %}</table>"
)


def page(request: HttpRequest) -> HttpResponse:
    """Count and read 50 rows of one unit, for whoever is signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    rows = Row.objects.filter(unit=7).order_by("id")
    return HttpResponse(TABLE.render(Context({"count": rows.count(), "rows": rows[:50]})))


def fill() -> None:
    """Make the table and its index, as its owner."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("drop table if exists bench_row")
        cursor.execute(
            "create table bench_row as select n as id, n %% 100 as unit, 'row ' || n as name,"
            " date '2026-01-01' + n %% 300 as due_on, n %% 7 as points from generate_series(1, %s) n",
            [ROWS],
        )
        cursor.execute("create index on bench_row (unit, id)")
        cursor.execute("grant select on bench_row to lh_app")


urlpatterns = [path("", page)]
