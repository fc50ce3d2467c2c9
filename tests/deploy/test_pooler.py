"""Through PgBouncer, which gives a connection of the server to one transaction at a time."""

import os
import pwd
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection

from tests.deploy.conftest import Visitor, running, web
from tests.ports import free_port
from tests.worlds.addresses import addresses

pytestmark = [pytest.mark.process, pytest.mark.timeout(300)]


@pytest.fixture
def pooler(transactional_db: None, tmp_path: Path) -> Iterator[str]:
    """The address of a pooler with three connections before the tests' database."""
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("NO PGBOUNCER: a pooler is not tested. As root on Debian: apt-get install pgbouncer")
    named, port = connection.settings_dict, free_port()
    if named["HOST"].startswith("/") and os.geteuid() == 0:
        pytest.skip("the pooler runs under an account that may not reach the embedded server's socket")
    config = tmp_path / "pgbouncer.ini"
    config.write_text(
        "[databases]\n"
        f"{named['NAME']} = host={named['HOST'] or '127.0.0.1'} port={named['PORT'] or 5432}"
        f" user={named['USER']}\n"
        "[pgbouncer]\n"
        f"listen_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
        # Each transaction has another connection than the one before it.
        "pool_mode = transaction\ndefault_pool_size = 3\nmin_pool_size = 3\nserver_round_robin = 1\n"
        # Whose session it was is not cleaned up after: what leaked from one request into another would show.
        "server_reset_query_always = 0\n"
    )
    command = [program, str(config)]
    if os.geteuid() == 0:  # which it refuses to run as
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(folder.stat().st_mode | 0o011)
        config.chmod(0o644)
        command = [program, "-u", pwd.getpwuid(65534).pw_name, str(config)]
    with running(command, tmp_path / "pgbouncer.log", port, dict(os.environ)):
        place = urlencode({"host": "127.0.0.1", "port": port})
        yield f"postgresql://{named['USER']}@/{named['NAME']}?{place}"


def test_pages_are_served_through_a_pooler(pooler, furnished, administrator, tmp_path, monkeypatch, client):
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    monkeypatch.setenv("DATABASE_POOLER_URL", pooler)
    monkeypatch.setenv("SECOND_FACTOR", "none")
    served, failed = 0, []
    with web(tmp_path, "http://localhost") as port:
        visitor = Visitor(port, "127.0.0.1", secure=False)
        visitor.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
        # Of some hundred pages one in ten would fail without the setting.
        for address in list(addresses(furnished))[::3]:
            if address.name.startswith(("account_logout", "mfa_")):
                continue
            status, _page = visitor.ask("GET", address.path)
            served += status == 200
            if status >= 500:
                failed.append((address.path, status))

    assert served > 50
    assert not failed, (tmp_path / "web.log").read_text()[-4000:]
