"""Where the database is and with which logins it is reached: application, owner, administrator."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg.conninfo import make_conninfo

from .home import Home, Misconfigured, env

OWNER, APP, ADMIN = "lh_owner", "lh_app", "postgres"
DATABASE = "lianheng"
SOCKET_LIMIT = 107


@dataclass(frozen=True, slots=True)
class Login:
    """One way into one database."""

    host: str
    port: str
    user: str
    password: str
    database: str
    options: tuple[tuple[str, str], ...] = ()

    def into(self, database: str) -> "Login":
        """The same login into another database of the same server."""
        return replace(self, database=database)

    def conninfo(self) -> str:
        """As psycopg takes it."""
        place = {"host": self.host, "port": self.port, "user": self.user, "password": self.password}
        said = {key: value for key, value in place.items() if value}
        return make_conninfo(dbname=self.database, **said, **dict(self.options))


@dataclass(frozen=True, slots=True)
class Addresses:
    """The three logins; owner and administrator may be kept away from this machine."""

    app: Login
    owner: Login | None
    admin: Login | None
    is_embedded: bool = False


def parse(url: str) -> Login:
    """A login out of postgresql://user:password@host:port/database?option=value."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise Misconfigured("only PostgreSQL is spoken here: postgresql://user:password@host:port/database")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    return Login(
        host=host,
        port=options.pop("port", "") or str(parts.port or ""),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=unquote(parts.path.lstrip("/")) or DATABASE,
        options=tuple(sorted(options.items())),
    )


def addresses(home: Home, socket_folder: str) -> Addresses:
    """The embedded server, or the external one that DATABASE_URL names.

    DATABASE_URL is the application's login (lh_app), with the owner's in DATABASE_OWNER_URL; or else that of
    an administrator, who makes both roles; the product itself never works as that administrator.
    """
    url = env("DATABASE_URL", "")
    if not url:
        embedded = Login(socket_folder, "", ADMIN, home.secret("postgres"), DATABASE)
        return Addresses(*_below(embedded, home), embedded, is_embedded=True)
    given = parse(url)
    if given.user != APP:
        return Addresses(*_below(given, home), given)
    owner, admin = env("DATABASE_OWNER_URL", ""), env("DATABASE_ADMIN_URL", "")
    found = Addresses(given, parse(owner) if owner else None, parse(admin) if admin else None)
    if found.owner and found.owner.user != OWNER:
        raise Misconfigured(f"DATABASE_OWNER_URL must sign in as {OWNER}")
    return found


def _below(admin: Login, home: Home) -> tuple[Login, Login]:
    app = replace(admin, user=APP, password=home.secret("app"))
    return app, replace(admin, user=OWNER, password=home.secret("owner"))
