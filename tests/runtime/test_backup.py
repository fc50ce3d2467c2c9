"""A backup brings back what was there: every row, every file, the secret, on any server; and never half of
it.

The drill is done with a province of 200 bodies on whatever server the tests use, and from there to the
embedded one and back.
"""

import gzip
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from psycopg.conninfo import make_conninfo

from runtime import backup, dump, filestore, places, postgres, restore, seal
from runtime.errors import CannotStart
from runtime.processes import lock
from tests.buckets import serving
from tests.databases import drop
from tests.runtime.conftest import processes_of

# The tests' own database is asked for only to be copied, before any test begins.
pytestmark = [pytest.mark.process, pytest.mark.django_db, pytest.mark.timeout(300)]
EMBEDDED = settings.DATABASES["default"]["ENGINE"] == "runtime.backend"

FILL = """
import hashlib, pathlib, sys, uuid
import django
django.setup()
from django.db import connection
from bench import records
from core.files import path_in_vault
from reports.models import Report, ReportFile
from accounts.models import User
from core import clock
records.fill(200)
user = User.objects.create_user("nguoi-gui", password=None)
for number, report in enumerate(Report.objects.order_by("pk")[:40]):
    key, content = uuid.uuid4(), f"%PDF-1.4 uỷ ban {number}".encode()
    path = pathlib.Path(sys.argv[1]) / path_in_vault(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    ReportFile.objects.create(
        report=report, key=key, name=f"Báo cáo {number}.pdf", kind="pdf", size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), added_at=clock.now(), added_by=user,
    )
"""


class Office:
    """An installation: a database and a folder."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.folder = folder
        (folder / "files").mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)

    def sql(self, *statements: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address, autocommit=True, options="-c timezone=UTC") as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def content(self) -> dict[str, object]:
        """Every table with its number of rows and a sum over all they hold; views, triggers, routines,
        comments; every file with its hash."""
        tables = [
            str(name)
            for (name,) in self.sql(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname !~"
                " '^(pg_|information_)'"
            )
        ]
        one = "SELECT '{0}', count(*), sum(('x' || substr(md5(t::text), 1, 8))::bit(32)::bigint) FROM {0} t"
        found: dict[str, object] = {
            str(row[0]): row[1:]
            for row in self.sql(" UNION ALL ".join(one.format(table) for table in tables))
        }
        found["views"] = self.sql(
            "SELECT schemaname, viewname FROM pg_views WHERE schemaname !~ '^(pg_|information_)' ORDER BY"
            " 1, 2"
        )
        found["triggers"] = self.sql(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2"
        )
        found["routines"] = self.sql(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND NOT"
            " EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_proc'::regclass AND objid = pg_proc.oid AND"
            " deptype = 'e') ORDER BY 1"
        )
        found["comments"] = self.sql(
            "SELECT count(*) FROM pg_description WHERE classoid IN ('pg_trigger'::regclass,"
            " 'pg_namespace'::regclass)"
        )
        found["extensions"] = self.sql("SELECT extname FROM pg_extension ORDER BY 1")
        for path in sorted((self.folder / "files").rglob("*")):
            if path.is_file():
                found[str(path.relative_to(self.folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
        for name in backup.LOOSE:
            found[name] = (self.folder / name).read_text() if (self.folder / name).exists() else None
        return found


@pytest.fixture
def use(monkeypatch):
    """Return a function after which this process works for an office."""

    def settle(office: Office) -> Office:
        monkeypatch.setenv("VAR_DIR", str(office.folder))
        monkeypatch.setenv("DATABASE_URL", office.address)
        return office

    return settle


@pytest.fixture(scope="module")
def databases(django_db_setup):
    """Return a function that makes a database on the tests' server, migrated (`like` the tests') or empty;
    all are dropped at the end."""
    server = connections["default"].settings_dict
    reach = {
        "host": server["HOST"],
        "port": server["PORT"] or None,
        "user": server["USER"],
        "password": server["PASSWORD"] or None,
    }
    if EMBEDDED:  # filling in bulk passes over triggers, which the product's own role may not
        reach["user"] = postgres.SUPERUSER
    made = []

    def make(template: str = "template0") -> str:
        name = f"drill_{uuid.uuid4().hex[:10]}"
        with psycopg.connect(make_conninfo("", dbname="postgres", **reach), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" OWNER "{server["USER"]}"')
        made.append(name)
        return name

    make.reach = reach  # type: ignore[attr-defined]
    make.address = lambda name, **over: make_conninfo(  # type: ignore[attr-defined]
        "", dbname=name, **(reach | {"user": server["USER"]} | over)
    )
    connections["default"].close()
    make.migrated = make(server["NAME"])  # type: ignore[attr-defined]
    yield make
    with psycopg.connect(make_conninfo("", dbname="postgres", **reach), autocommit=True) as connection:
        for name in made:
            drop(connection.execute, name)


@pytest.fixture(scope="module")
def built(databases, tmp_path_factory):
    """A province of 200 bodies: the name of its database, and the folder with its files. Nobody changes
    it."""
    name = databases(databases.migrated)
    folder = tmp_path_factory.mktemp("province")
    reach = databases.reach
    url = f"postgresql:///{name}?host={quote(str(reach['host']), safe='')}&user={reach['user']}" + (
        f"&port={reach['port']}" if reach["port"] else ""
    )
    if reach["password"]:
        url += f"&password={quote(str(reach['password']))}"
    subprocess.run(
        [sys.executable, "-c", FILL, str(folder / "files")],
        cwd=places.PROJECT,
        check=True,
        timeout=200,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": str(places.PROJECT),
        },
    )
    (folder / "secret").write_text("khoá của văn phòng")
    return name, folder


@pytest.fixture
def office(built, databases, tmp_path, use):
    """The province, to work with."""
    name, folder = built
    shutil.copytree(folder, tmp_path / "office")
    return use(Office(databases.address(databases(name)), tmp_path / "office"))


@pytest.fixture(scope="module")
def archive(built, databases, tmp_path_factory):
    """A backup of the province, with the public key of who signed it."""
    name, folder = built
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VAR_DIR", str(folder))
        patch.setenv("DATABASE_URL", databases.address(name))
        return backup.save(tmp_path_factory.mktemp("kho sao lưu")).file, seal.signer()


@pytest.fixture
def small(databases, tmp_path, use):
    """An installation with tables and one file, for what is refused before the database is touched."""
    here = use(Office(databases.address(databases(databases.migrated)), tmp_path / "small"))
    (here.folder / "files" / "ab").mkdir()
    (here.folder / "files" / "ab" / "bien-ban").write_text("biên bản")
    return here


def test_a_province_comes_back_over_itself_and_so_does_what_the_restore_replaced(office):
    at_first = office.content()
    assert at_first["public.delegations_body"][0] == 200
    saved = backup.save(office.folder / "backup")
    assert saved.warnings == []
    assert saved.file.stat().st_mode & 0o077 == 0

    office.sql(
        "UPDATE delegations_body SET name = name || ' sau'",
        "CREATE TABLE later (n int)",
        "CREATE SCHEMA later_views",
        "CREATE VIEW later_views.v AS SELECT 1",
        "CREATE FUNCTION later_routine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE TYPE later_kind AS ENUM ('a')",
        "DROP SCHEMA known CASCADE",
    )
    shutil.rmtree(next(path for path in (office.folder / "files").iterdir()))
    (office.folder / "files" / "them").write_text("tệp đến sau")
    (office.folder / "secret").write_text("khoá khác")
    changed = office.content()

    before = restore.restore(saved.file).before
    assert office.content() == at_first
    assert office.sql("SELECT to_regtype('later_kind'), to_regnamespace('later_views')") == [(None, None)]
    restore.restore(saved.file)  # twice
    assert office.content() == at_first
    restore.restore(before)
    assert office.content() == changed
    assert not [path.name for path in office.folder.rglob(".*")], "nothing is left lying about"


def test_a_province_goes_to_an_office_that_has_other_records(archive, built, databases, tmp_path, use):
    file, signer = archive
    other = use(Office(databases.address(databases(databases.migrated)), tmp_path / "other"))
    other.sql("CREATE TABLE of_the_other (n int)")
    (other.folder / "files" / "cua-noi-khac").write_text("tệp của nơi khác")
    with pytest.raises(CannotStart, match=f"--signer {signer}"):
        restore.restore(file)
    for _ in range(2):
        before = restore.restore(file, trusted=signer).before
        assert before
        assert other.content() == Office(databases.address(built[0]), built[1]).content()


def test_a_province_moves_embedded_and_back(archive, built, databases, tmp_path, use, place, monkeypatch):
    """From the server of these tests (15 on loopback in CI, 18 else) to a fresh 18, and from there to the
    first."""
    file, signer = archive
    at_first = Office(databases.address(built[0]), built[1]).content()
    assert restore.restore(file, trusted=signer).before is None, "there was nothing before"
    moved = Office(postgres.address(), place)
    assert moved.content() == at_first
    assert moved.sql("SELECT rolsuper FROM pg_roles WHERE rolname = current_user") == [(False,)]

    recipient = seal.make_identity(tmp_path / "khoá")
    back = backup.save(tmp_path / "back", recipients=recipient).file
    assert back.name.endswith(".tar.age")
    assert b"PGDMP" not in back.read_bytes()
    signer = seal.signer()
    target = use(Office(databases.address(databases()), tmp_path / "target"))
    with pytest.raises(CannotStart, match="--key"):
        restore.restore(back, trusted=signer)
    seal.make_identity(tmp_path / "khoá khác")
    with pytest.raises(CannotStart, match="cannot be decrypted"):
        restore.restore(back, key=tmp_path / "khoá khác", trusted=signer)
    restore.restore(back, key=tmp_path / "khoá", trusted=signer)
    assert target.content() == at_first
    for pid, command in processes_of(place).items():
        if "runtime.keeper" in command:
            os.kill(pid, signal.SIGTERM)


def test_a_database_without_tables_is_never_saved(databases, tmp_path, use):
    use(Office(databases.address(databases()), tmp_path / "empty"))
    with pytest.raises(CannotStart, match="holds no tables"):
        backup.save(tmp_path / "kho")
    assert not (tmp_path / "kho").exists()
    assert "chưa có bảng" in json.loads(places.backup_record().read_text())["error"]


def test_a_backup_never_brings_a_second_server_to_life(place):
    with pytest.raises(CannotStart, match="sudo nen-nep backup"):
        backup.save(place.parent / "kho")
    assert not places.database().exists()
    assert not processes_of(place)


def rewrite(source: Path, target: Path, change) -> Path:
    """Copy an archive, each member's content passed through `change(name, content)`; None leaves it out."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            if content is not None:
                path = target.with_suffix(".member")
                path.write_bytes(content)
                new.add(path, entry.name)
    return target


def test_a_damaged_backup_is_refused_with_the_name_of_what_is_damaged(small, tmp_path):
    file = backup.save(tmp_path / "kho").file
    before = small.content()

    def refused(path: Path, words: str, **options) -> None:
        with pytest.raises(CannotStart, match=words):
            restore.restore(path, **options)
        assert small.content() == before
        assert [path.name for path in small.folder.rglob(".*")] == []

    aside = tmp_path / "changed.tar"
    refused(
        rewrite(file, aside, lambda name, content: b"khac" if name.startswith("files/") else content),
        r"files/ab/bien-ban \(hỏng",
    )
    refused(
        rewrite(file, aside, lambda name, content: None if name.startswith("files/") else content),
        r"files/ab/bien-ban \(thiếu",
    )
    refused(
        rewrite(
            file,
            aside,
            lambda name, content: (
                content.replace(b"bien-ban", b"bien-bam") if name == "manifest.json" else content
            ),
        ),
        "signature is wrong",
    )
    refused(
        rewrite(file, aside, lambda name, content: None if name == "manifest.sig" else content), "--unsigned"
    )
    refused(
        rewrite(file, aside, lambda name, content: None if name == "manifest.json" else content),
        "manifest at its end is missing",
    )
    aside.write_bytes(file.read_bytes()[:5000])
    refused(aside, "not whole", unsigned=True)
    for manifest in (
        b"{khac",
        b"\xff",
        b"[]",
        b"{}",
        b'{"members": []}',
        b'{"members": {"secret": 1}}',
        b"[" * 100_000,
    ):
        damaged = rewrite(
            file,
            aside,
            lambda name, content, manifest=manifest: manifest if name == "manifest.json" else content,
        )
        refused(damaged, "manifest of .* is damaged", unsigned=True)
    bare = rewrite(
        file,
        aside,
        lambda name, content: (
            b'{"members": {}}' if name == "manifest.json" else content if name == "manifest.sig" else None
        ),
    )
    refused(bare, r"database.dump \(thiếu", unsigned=True)
    for content in (b"", b"khac" * 5_000, gzip.compress(file.read_bytes())):
        aside.write_bytes(content)
        refused(aside, "cannot be read or is not whole", unsigned=True)
    shutil.make_archive(str(tmp_path / "other"), "tar", small.folder / "files")
    refused(tmp_path / "other.tar", "không phải bản sao lưu")


def test_a_name_that_leads_out_of_the_folder_is_not_written(small, tmp_path):
    file = backup.save(tmp_path / "kho").file
    evil = tmp_path / "evil.tar"
    shutil.copy(file, evil)
    with tarfile.open(evil, "a") as archive:
        archive.add(file, "files/../../../thoat")
        archive.add(file, "/thoat")
    (small.folder / ".ready-restored_x").mkdir()
    ready = small.folder / ".ready-restored_x"
    restore.unpack(evil, ready, restore._take(ready), key=None, trusted=[], unsigned=False)
    assert not list(tmp_path.rglob("thoat"))
    restore._discard("restored_x")


def test_an_attachment_that_was_damaged_before_is_named_when_saved(office, tmp_path):
    damaged, gone = sorted(path for path in (office.folder / "files").rglob("*") if path.is_file())[:2]
    damaged.write_bytes(b"%PDF-1.4 sai")
    gone.unlink()
    warnings = backup.save(tmp_path / "kho").warnings
    assert len(warnings) == 2
    assert {(damaged.name in warning, "hỏng" in warning) for warning in warnings} == {
        (True, True),
        (False, False),
    }
    assert all(warning.startswith("Báo cáo ") for warning in warnings)


def test_a_file_that_goes_away_meanwhile_does_not_end_a_backup(small, tmp_path):
    fleeting = small.folder / "files" / "ab" / "thoang-qua"
    fleeting.symlink_to("khong-co")
    with pytest.raises(CannotStart, match="ab/thoang-qua thay đổi"):
        backup.save(tmp_path / "kho")
    assert list((tmp_path / "kho").iterdir()) == []

    def take_away() -> None:
        until = time.monotonic() + 30
        for wanted in (True, False):  # the first attempt begins; it has failed
            while any((tmp_path / "kho").iterdir()) != wanted and time.monotonic() < until:
                time.sleep(0.001)
        fleeting.unlink()

    thread = threading.Thread(target=take_away)
    thread.start()
    assert backup.save(tmp_path / "kho").file.exists()
    thread.join()


def test_a_linked_folder_of_files_is_followed_and_stays_a_link(small, tmp_path):
    store = tmp_path / "kho tệp"
    (small.folder / "files").rename(store)
    (small.folder / "files").symlink_to(store)
    file = backup.save(tmp_path / "kho").file
    (store / "ab" / "bien-ban").unlink()
    restore.restore(file)
    assert (small.folder / "files").readlink() == store
    assert (store / "ab" / "bien-ban").read_text() == "biên bản"


def test_files_in_a_bucket_are_saved_and_come_back_and_move_to_a_folder(small, tmp_path, monkeypatch):
    """Also the ones that a restore replaced, and where the machine stopped between the two."""
    with serving() as url:
        monkeypatch.setenv("FILES_URL", url)
        store = filestore.store()
        names = [f"{number:02x}/{number:032x}" for number in range(3)]
        contents = {name: name.encode() * 300_000 for name in names}  # of several pieces each
        for name, content in contents.items():
            store.take("first", filestore.Upload(name, len(content), 0), io.BytesIO(content))
        store.switch("first", tmp_path)
        store.discard("first")

        def found() -> dict[str, bytes]:
            everything = {}
            for upload in store.uploads():
                with store.read(upload) as source:
                    everything[upload.name] = source.read()
            return everything

        assert found() == contents
        file = backup.save(tmp_path / "kho").file
        store.take("later", filestore.Upload("sau/tep", 3, 0), io.BytesIO(b"sau"))
        store.switch("later", tmp_path)
        store.discard("later")
        assert found() == {"sau/tep": b"sau"}
        before = restore.restore(file).before
        assert before is not None
        assert found() == contents
        ready = small.folder / ".ready-restored_1"
        ready.mkdir()
        restore.unpack(before, ready, restore._take(ready), key=None, trusted=[], unsigned=False)
        restore.finish()  # the database had not changed: nothing happens
        assert found() == contents
        ready.mkdir()
        restore.unpack(before, ready, restore._take(ready), key=None, trusted=[], unsigned=False)
        dump.read(small.address, ready / backup.DUMP, mark="restored_1")
        restore.finish()
        assert found() == {"sau/tep": b"sau"}
        left = store.client().list_objects_v2(Bucket=store.name)["Contents"]
        assert [entry["Key"] for entry in left] == ["nen-nep/sau/tep"], "nothing is left lying about"
    monkeypatch.delenv("FILES_URL")
    restore.restore(file)
    assert (small.folder / "files" / names[0]).read_bytes() == contents[names[0]]


def test_a_bucket_that_is_away_ends_a_backup_in_words(small, tmp_path, monkeypatch):
    monkeypatch.setenv("FILES_URL", "s3://k:s@127.0.0.1:1/van-phong?tls=0")
    with pytest.raises(CannotStart, match="Kho tệp theo FILES_URL"):
        backup.save(tmp_path / "kho")
    assert list((tmp_path / "kho").iterdir()) == []


def test_a_machine_that_stops_within_a_restore_finishes_it_at_the_next_start(small, tmp_path):
    saved = small.content()
    file = backup.save(tmp_path / "kho").file
    small.sql("CREATE TABLE later (n int)")
    (small.folder / "files" / "ab" / "bien-ban").write_text("sau")
    (small.folder / "files" / "sau").write_text("sau")
    later = small.content()
    for mark in ("restored_1", "restored_2"):
        ready = small.folder / f".ready-{mark}"
        ready.mkdir()
        restore.unpack(file, ready, restore._take(ready), key=None, trusted=[], unsigned=False)
        if mark == "restored_1":
            restore.finish()  # the database had not changed: nothing happens
            assert small.content() == later
    dump.read(small.address, ready / backup.DUMP, mark=mark)
    # Half of the switch was done: the old files are away, none of the new is there.
    (small.folder / "files" / f".replaced-{mark}").mkdir()
    (small.folder / "files" / "ab").rename(small.folder / "files" / f".replaced-{mark}" / "ab")
    restore.finish()
    assert small.content() == saved
    assert not [path.name for path in small.folder.rglob(".*")]


def test_folders_of_others_keep_their_mode_and_only_backups_are_pruned(small, tmp_path):
    shared = tmp_path / "dùng chung"
    shared.mkdir()
    shared.chmod(0o775)
    (shared / "nen-nep-ghi-chu.tar").touch()
    for name in ("nen-nep-20200101-000000.tar", "nen-nep-20200102-000000.tar.age"):
        (shared / name).touch()
    (shared / f".nen-nep-{os.uname().nodename}-1.part").touch()
    (shared / ".nen-nep-may-khac-1.part").touch()
    (small.folder / ".backup-cu").mkdir()
    saved = backup.save(shared, keep=2)
    assert shared.stat().st_mode & 0o777 == 0o775
    assert sorted(path.name for path in shared.iterdir()) == [
        ".nen-nep-may-khac-1.part",
        "nen-nep-20200102-000000.tar.age",
        saved.file.name,
        "nen-nep-ghi-chu.tar",
    ]
    assert not list(small.folder.glob(".backup-*"))
    kept = json.loads(places.backup_record().read_text())
    assert (kept["file"], kept["error"], kept["signer"]) == (str(saved.file), "", seal.signer())


def test_a_restore_under_a_running_copy_is_refused(small, tmp_path):
    kept = backup.save(tmp_path / "kho").file
    with lock("supervisor", wait=False) as mine:
        assert mine
        with pytest.raises(CannotStart, match="Stop Nền nếp first"):
            restore.restore(kept)
