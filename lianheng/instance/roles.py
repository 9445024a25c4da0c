"""The three roles of the database and the databases they share; run again, it changes nothing."""

import psycopg
from psycopg import sql

from .addresses import APP, OWNER, Addresses, Login

_ATTRIBUTES = {
    OWNER: "login nosuperuser nobypassrls nocreaterole createdb",
    APP: "login nosuperuser nobypassrls nocreaterole nocreatedb",
}


def prepare(where: Addresses) -> None:
    """Make what is missing: owner, application, database."""
    if where.admin is None or where.owner is None:
        return
    with psycopg.connect(where.admin.into("postgres").conninfo(), autocommit=True) as admin:
        admin.execute("select pg_advisory_lock(hashtext('lianheng.roles'))")
        for login in (where.owner, where.app):
            _role(admin, login, ours=where.is_embedded)
        known = admin.execute("select 1 from pg_database where datname = %s", [where.app.database]).fetchone()
        if not known:
            _membership(admin)
            admin.execute(
                sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    sql.Identifier(where.app.database), sql.Identifier(OWNER)
                )
            )


def _role(admin: psycopg.Connection, login: Login, *, ours: bool) -> None:
    known = admin.execute("select 1 from pg_roles where rolname = %s", [login.user]).fetchone()
    if known and not ours:
        return
    said = sql.SQL("{} role {} {} password {}").format(
        sql.SQL("alter" if known else "create"),
        sql.Identifier(login.user),
        sql.SQL(_ATTRIBUTES[login.user]),
        sql.Literal(login.password),
    )
    admin.execute(said)


def _membership(admin: psycopg.Connection) -> None:
    """An administrator who is not superuser may only give a database to a role that he is a member of."""
    superuser = admin.execute("select rolsuper from pg_roles where rolname = current_user").fetchone()
    if superuser and not superuser[0]:
        admin.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(OWNER)))
