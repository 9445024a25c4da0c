"""The signed context: who acts, told to the database so that injected SQL cannot tell it otherwise."""

from django.db import migrations

FORWARD = """
create schema jc;
revoke all on schema jc from public;
grant usage on schema jc to lh_app;

create table jc.key (
    one bool primary key default true check (one),
    ipad bytea not null,
    opad bytea not null
);

create function jc.hmac(msg text) returns bytea
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select sha256(opad || sha256(ipad || convert_to(msg, 'UTF8'))) from jc.key
$$;

create function jc.here(uid text) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select 'ctx.' || uid || '.' || pg_backend_pid() || '.'
        || (extract(epoch from transaction_timestamp()) * 1000000)::bigint
$$;

create function jc.enter(uid bigint, expires bigint, mac bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if uid is null or expires < extract(epoch from clock_timestamp())
        or mac is distinct from jc.hmac(uid || '.' || pg_backend_pid() || '.' || expires) then
        raise exception 'forged context' using errcode = '42501';
    end if;
    perform set_config('jc.ctx', uid || ':' || encode(jc.hmac(jc.here(uid::text)), 'hex'), true);
end $$;

create function jc.leave() returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform set_config('jc.ctx', '', true);
end $$;

create function jc.uid() returns bigint
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    said text := current_setting('jc.ctx', true);
begin
    if said is null or said = '' then
        return null;
    end if;
    if split_part(said, ':', 2) is distinct from encode(jc.hmac(jc.here(split_part(said, ':', 1))), 'hex') then
        raise exception 'forged context' using errcode = '42501';
    end if;
    return split_part(said, ':', 1)::bigint;
end $$;

revoke all on all functions in schema jc from public;
grant execute on function jc.enter(bigint, bigint, bytea), jc.leave(), jc.uid() to lh_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(FORWARD, "drop schema jc cascade")]
