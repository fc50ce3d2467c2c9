"""How the tables come to be: one operation that makes all of an app's, and whether a database is of this
code's layout. See docs/migrations.md."""

import re
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import connections
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

# The name of an app's first migration; before 1.0 these were written anew, each time with a higher number.
FIRST = re.compile(r"0001_layout_(\d+)")


class CreateModels(Operation):
    """Create the tables of many models, each with its constraints, indexes and triggers.

    One CreateModel after another would render anew, each time, every model that is related to the new one: a
    cost that grows with the square of their number. Here all are rendered once.
    """

    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was rendered is let go: `state.apps` makes it again, whole, when it is next asked for.
        state.__dict__.pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.models)} models"


# Which layout a database is of -------------------------------------------------------------------


class OtherLayout(Exception):
    """The tables in the database are not of this code's layout, nor can they be brought to it; the message
    says so in both languages."""


OLDER = (
    "Cơ sở dữ liệu do một bản Nền nếp trước 1.0 tạo, có cấu trúc bảng khác; bản này không đọc được và không"
    " thay đổi gì trong đó (từ bản 1.0 trở đi thì bản mới tự nâng cấp). Hãy chạy lại bản cũ, xuất dữ liệu ra"
    " sổ Excel (trang Nhập, xuất dữ liệu), rồi chạy bản này với một cơ sở dữ liệu trống và nhập sổ đó.\nThis"
    " database was made by an older version, from before 1.0, with another layout of tables; this version"
    " cannot read it and has changed nothing in it (data of 1.0 and later are upgraded). Run the old version"
    " again, export the workbook, then run this version on an empty database and import that workbook."
)
NEWER = (
    "Cơ sở dữ liệu đã được một bản Nền nếp mới hơn nâng cấp ({names}); bản này cũ hơn nên không chạy trên đó,"
    " và không thay đổi gì. Hãy chạy bản mới, hoặc phục hồi bản sao lưu trước khi nâng cấp.\nA newer version"
    " has already changed this database ({names}); this older one will not run on it and has changed nothing."
    " Run the newer version, or restore the backup from before the upgrade."
)


def check_layout(using: str = "default") -> None:
    """Raise OtherLayout unless the database is empty or of this code's layout, wholly or as far as it was
    migrated. Three queries."""
    connection = connections[using]
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    layouts = {app: int(found[1]) for app, name in loader.disk_migrations if (found := FIRST.fullmatch(name))}
    applied = {key for key in MigrationRecorder(connection).applied_migrations() if key[0] in layouts}
    unknown = sorted(applied - set(loader.disk_migrations))
    recorded = {app: int(found[1]) for app, name in sorted(applied) if (found := FIRST.fullmatch(name))}
    if unknown and all(recorded.get(app, 0) >= layouts[app] for app, _ in unknown):
        raise OtherLayout(NEWER.format(names=", ".join(".".join(key) for key in unknown)))
    made = {app for app, name in applied if name == f"0001_layout_{layouts[app]}"}
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    unexplained = {
        model._meta.db_table
        for app in set(layouts) - made
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    if unknown or tables & unexplained:
        raise OtherLayout(OLDER)


def check_layouts(*, databases: Sequence[str] | None = None, **_options: Any) -> list[checks.CheckMessage]:
    """Refuse `manage.py migrate` on a database of another layout."""
    found: list[checks.CheckMessage] = []
    for using in databases or ():
        try:
            check_layout(using)
        except OtherLayout as error:
            found.append(checks.Error(str(error), id="core.E001"))
    return found
