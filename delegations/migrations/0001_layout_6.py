import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import core.fields
import core.keys
import core.schema
import delegations.models
from delegations.migrations import _by_hand


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        *_by_hand.DEPENDENCIES,
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *_by_hand.BEFORE,
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Province",
                    fields=[
                        ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                        ("name", core.fields.LineField(max_length=120, verbose_name="tên tỉnh")),
                        (
                            "tracking_from",
                            models.DateField(
                                help_text="Kỳ họp, cuộc họp và sự kiện trước ngày này không bị xét.",
                                verbose_name="theo dõi từ ngày",
                            ),
                        ),
                        (
                            "profiles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="bộ quy định được bật",
                            ),
                        ),
                        (
                            "shift_due_days",
                            models.BooleanField(
                                default=False,
                                verbose_name="hạn rơi vào ngày nghỉ thì lùi sang ngày làm việc kế tiếp",
                            ),
                        ),
                        (
                            "one_person_office",
                            models.BooleanField(
                                default=False,
                                help_text="Người soạn dự thảo quy định được tự cho áp dụng, không cần người thứ hai.",
                                verbose_name="văn phòng chỉ có một người theo dõi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cài đặt của tỉnh",
                        "verbose_name_plural": "cài đặt của tỉnh",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="there_is_one_province"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_provinceevent" ("id", "name", "one_person_office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profiles", "shift_due_days", "tracking_from") SELECT new_values."id", new_values."name", new_values."one_person_office", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profiles", new_values."shift_due_days", new_values."tracking_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c7f3a1e683d2f90f5420bd629463a35a6fd9ed95",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0e2a8",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_province",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_provinceevent" ("id", "name", "one_person_office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profiles", "shift_due_days", "tracking_from") SELECT new_values."id", new_values."name", new_values."one_person_office", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profiles", new_values."shift_due_days", new_values."tracking_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c4f31b567972f15d34889f3549a30cc8e90dadf3",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_193af",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_province",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_provinceevent" ("id", "name", "one_person_office", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profiles", "shift_due_days", "tracking_from") SELECT old_values."id", old_values."name", old_values."one_person_office", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profiles", old_values."shift_due_days", old_values."tracking_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="58e68987f7c8f346cc7072205e6a6f3248822509",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b086b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_province",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProvinceEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.province",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.IntegerField()),
                        ("name", core.fields.LineField(max_length=120, verbose_name="tên tỉnh")),
                        (
                            "tracking_from",
                            models.DateField(
                                help_text="Kỳ họp, cuộc họp và sự kiện trước ngày này không bị xét.",
                                verbose_name="theo dõi từ ngày",
                            ),
                        ),
                        (
                            "profiles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="bộ quy định được bật",
                            ),
                        ),
                        (
                            "shift_due_days",
                            models.BooleanField(
                                default=False,
                                verbose_name="hạn rơi vào ngày nghỉ thì lùi sang ngày làm việc kế tiếp",
                            ),
                        ),
                        (
                            "one_person_office",
                            models.BooleanField(
                                default=False,
                                help_text="Người soạn dự thảo quy định được tự cho áp dụng, không cần người thứ hai.",
                                verbose_name="văn phòng chỉ có một người theo dõi",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BodyKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=80, unique=True, verbose_name="tên loại")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[("province", "Tỉnh"), ("commune", "Xã")],
                                max_length=16,
                                verbose_name="cấp",
                            ),
                        ),
                        (
                            "is_organ",
                            models.BooleanField(
                                default=False,
                                help_text="Tổ chức loại này là cơ quan của một tổ chức khác, như ban thường vụ của đảng uỷ.",
                                verbose_name="là cơ quan",
                            ),
                        ),
                        (
                            "coordination_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Giữa các tổ chức"),
                                        ("localities", "Với cấp uỷ trực thuộc"),
                                        ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=delegations.models.all_coordination_kinds,
                                size=None,
                                verbose_name="loại quy chế phối hợp phải có",
                            ),
                        ),
                        ("note", core.fields.LineField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="thứ tự")),
                    ],
                    options={
                        "verbose_name": "loại tổ chức",
                        "verbose_name_plural": "loại tổ chức",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodykindevent" ("coordination_kinds", "id", "is_organ", "level", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."coordination_kinds", new_values."id", new_values."is_organ", new_values."level", new_values."name", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bfc1f72da453f7e9840db22fe338aec9fff7197e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_97123",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_bodykind",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodykindevent" ("coordination_kinds", "id", "is_organ", "level", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT new_values."coordination_kinds", new_values."id", new_values."is_organ", new_values."level", new_values."name", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b4c7e91b3de02998e9996085b1a78b7a7285acda",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_50be8",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_bodykind",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodykindevent" ("coordination_kinds", "id", "is_organ", "level", "name", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") SELECT old_values."coordination_kinds", old_values."id", old_values."is_organ", old_values."level", old_values."name", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ec99d58f224fd48da5564a2be811a19588ac1def",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b5186",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_bodykind",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyKindEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.bodykind",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", core.fields.LineField(max_length=80, verbose_name="tên loại")),
                        (
                            "level",
                            models.CharField(
                                blank=True,
                                choices=[("province", "Tỉnh"), ("commune", "Xã")],
                                max_length=16,
                                verbose_name="cấp",
                            ),
                        ),
                        (
                            "is_organ",
                            models.BooleanField(
                                default=False,
                                help_text="Tổ chức loại này là cơ quan của một tổ chức khác, như ban thường vụ của đảng uỷ.",
                                verbose_name="là cơ quan",
                            ),
                        ),
                        (
                            "coordination_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Giữa các tổ chức"),
                                        ("localities", "Với cấp uỷ trực thuộc"),
                                        ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=delegations.models.all_coordination_kinds,
                                size=None,
                                verbose_name="loại quy chế phối hợp phải có",
                            ),
                        ),
                        ("note", core.fields.LineField(blank=True, max_length=300, verbose_name="ghi chú")),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="thứ tự")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(max_length=40, unique=True, verbose_name="mã tổ chức"),
                        ),
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên tổ chức")),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                        ("host", core.fields.LineField(max_length=200, verbose_name="cơ quan chủ quản")),
                        ("symbol", core.fields.LineField(blank=True, max_length=40, verbose_name="ký hiệu")),
                        ("founded_on", models.DateField(verbose_name="ngày thành lập")),
                        (
                            "founding_decision",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định thành lập"
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày hoạt động cuối cùng.",
                                null=True,
                                verbose_name="ngày kết thúc",
                            ),
                        ),
                        (
                            "ending_decision",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định kết thúc"
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                        (
                            "phone",
                            core.fields.LineField(blank=True, max_length=40, verbose_name="điện thoại"),
                        ),
                        (
                            "position",
                            models.PositiveIntegerField(
                                default=1000,
                                help_text="HĐND, UBND, TAND, VKSND, MTTQ…",
                                verbose_name="thứ tự lễ tân",
                            ),
                        ),
                        (
                            "coordination_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Giữa các tổ chức"),
                                        ("localities", "Với cấp uỷ trực thuộc"),
                                        ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=delegations.models.all_coordination_kinds,
                                size=None,
                                verbose_name="loại quy chế phối hợp phải có",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="delegations.body",
                                verbose_name="thuộc",
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                choices=[("organ", "Cơ quan"), ("subordinate", "Trực thuộc")],
                                max_length=16,
                                verbose_name="quan hệ",
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded(
                                    "code", "name", "host", "symbol", core.keys.Initials("name")
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.SortKey("name"),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                        (
                            "successors",
                            models.ManyToManyField(
                                related_name="predecessors",
                                through="delegations.Succession",
                                to="delegations.body",
                                verbose_name="kế thừa bởi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tổ chức đảng",
                        "verbose_name_plural": "tổ chức đảng",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="body_search", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(fields=["position", "code"], name="body_in_protocol_order"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ended_on__isnull", True),
                                    ("ended_on__gte", models.F("founded_on")),
                                    _connector="OR",
                                ),
                                name="body_ends_after_it_is_founded",
                                violation_error_message="Ngày kết thúc phải từ ngày thành lập trở đi.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("parent__isnull", True), ("relation", "")),
                                    models.Q(
                                        ("parent__isnull", False), models.Q(("relation", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="a_body_has_a_parent_and_a_relation_or_neither",
                                violation_error_message="“Thuộc” và “Quan hệ” phải có cả hai, hoặc để trống cả hai.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("pk")), _negated=True),
                                name="a_body_is_not_under_itself",
                                violation_error_message="Một tổ chức không thể thuộc chính nó.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodyevent" ("code", "coordination_kinds", "email", "ended_on", "ending_decision", "founded_on", "founding_decision", "host", "id", "kind_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "relation", "symbol") SELECT new_values."code", new_values."coordination_kinds", new_values."email", new_values."ended_on", new_values."ending_decision", new_values."founded_on", new_values."founding_decision", new_values."host", new_values."id", new_values."kind_id", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."position", new_values."relation", new_values."symbol" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2f7f7d12453a23e3e1b98cd2c3e81de37654a95f",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8a247",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_body",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodyevent" ("code", "coordination_kinds", "email", "ended_on", "ending_decision", "founded_on", "founding_decision", "host", "id", "kind_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "relation", "symbol") SELECT new_values."code", new_values."coordination_kinds", new_values."email", new_values."ended_on", new_values."ending_decision", new_values."founded_on", new_values."founding_decision", new_values."host", new_values."id", new_values."kind_id", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."position", new_values."relation", new_values."symbol" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="16192ba536c6dcf3186dadb0dc988418a0646acf",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_699b0",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_body",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodyevent" ("code", "coordination_kinds", "email", "ended_on", "ending_decision", "founded_on", "founding_decision", "host", "id", "kind_id", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "position", "relation", "symbol") SELECT old_values."code", old_values."coordination_kinds", old_values."email", old_values."ended_on", old_values."ending_decision", old_values."founded_on", old_values."founding_decision", old_values."host", old_values."id", old_values."kind_id", old_values."name", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."position", old_values."relation", old_values."symbol" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2178142788e8ea8dab9d1e27d25ead59693b581d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_74b19",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_body",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.body",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("code", core.fields.LineField(max_length=40, verbose_name="mã tổ chức")),
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên tổ chức")),
                        (
                            "kind",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                        ("host", core.fields.LineField(max_length=200, verbose_name="cơ quan chủ quản")),
                        ("symbol", core.fields.LineField(blank=True, max_length=40, verbose_name="ký hiệu")),
                        ("founded_on", models.DateField(verbose_name="ngày thành lập")),
                        (
                            "founding_decision",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định thành lập"
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày hoạt động cuối cùng.",
                                null=True,
                                verbose_name="ngày kết thúc",
                            ),
                        ),
                        (
                            "ending_decision",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định kết thúc"
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                        (
                            "phone",
                            core.fields.LineField(blank=True, max_length=40, verbose_name="điện thoại"),
                        ),
                        (
                            "position",
                            models.PositiveIntegerField(
                                default=1000,
                                help_text="HĐND, UBND, TAND, VKSND, MTTQ…",
                                verbose_name="thứ tự lễ tân",
                            ),
                        ),
                        (
                            "coordination_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Giữa các tổ chức"),
                                        ("localities", "Với cấp uỷ trực thuộc"),
                                        ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=delegations.models.all_coordination_kinds,
                                size=None,
                                verbose_name="loại quy chế phối hợp phải có",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="thuộc",
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                blank=True,
                                choices=[("organ", "Cơ quan"), ("subordinate", "Trực thuộc")],
                                max_length=16,
                                verbose_name="quan hệ",
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded(
                                    "code", "name", "host", "symbol", core.keys.Initials("name")
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.SortKey("name"),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Succession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successions",
                                to="delegations.body",
                                verbose_name="tổ chức kết thúc",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inheritances",
                                to="delegations.body",
                                verbose_name="tổ chức kế thừa",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kế thừa",
                        "verbose_name_plural": "kế thừa",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("predecessor", "successor"),
                                name="one_succession_per_pair",
                                violation_error_message="Tổ chức này đã được ghi là kế thừa.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                                name="a_body_does_not_succeed_itself",
                                violation_error_message="Một tổ chức không thể kế thừa chính nó.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_successionevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."predecessor_id", new_values."successor_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="91ac4442131351cd64328e5183b74d8f3466f526",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_bef80",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_succession",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_successionevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."predecessor_id", new_values."successor_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="123b0694d24059762fc5048b51928a453366099a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c9119",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_succession",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_successionevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."predecessor_id", old_values."successor_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3b69d3e8928c113d4c2dc13b8a21c15fa6f037f9",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_5da54",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_succession",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SuccessionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.succession",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "predecessor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức kết thúc",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức kế thừa",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DutySuccession",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "predecessor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_successions",
                                to="delegations.body",
                                verbose_name="tổ chức cũ",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duty_inheritances",
                                to="delegations.body",
                                verbose_name="tổ chức mới",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        (
                            "duties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("reports", "Báo cáo"),
                                        ("tasks", "Nhiệm vụ"),
                                        ("submissions", "Đề xuất"),
                                    ],
                                    max_length=16,
                                ),
                                size=None,
                                verbose_name="nghĩa vụ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "kế thừa nghĩa vụ",
                        "verbose_name_plural": "kế thừa nghĩa vụ",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("predecessor", "successor", "starts_on"),
                                name="one_duty_succession_per_pair_and_day",
                                violation_error_message="Việc kế thừa này từ đúng ngày này đã được ghi nhận.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                                name="a_body_does_not_hand_on_duties_to_itself",
                                violation_error_message="Một tổ chức không thể kế thừa chính nó.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("duties", []), _negated=True),
                                name="a_duty_succession_names_a_duty",
                                violation_error_message="Phải chọn ít nhất một nghĩa vụ.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("duties__contains", ["reports"])),
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                expressions=[("predecessor", "=")],
                                name="one_successor_in_reports",
                                violation_error_message="Nghĩa vụ này của tổ chức cũ đã được giao cho một tổ chức khác.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("duties__contains", ["tasks"])),
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                expressions=[("predecessor", "=")],
                                name="one_successor_in_tasks",
                                violation_error_message="Nghĩa vụ này của tổ chức cũ đã được giao cho một tổ chức khác.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("duties__contains", ["submissions"])),
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                expressions=[("predecessor", "=")],
                                name="one_successor_in_submissions",
                                violation_error_message="Nghĩa vụ này của tổ chức cũ đã được giao cho một tổ chức khác.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_dutysuccessionevent" ("duties", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "starts_on", "successor_id") SELECT new_values."duties", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."predecessor_id", new_values."starts_on", new_values."successor_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9468b9b9486b8804d6796ca82b4e82e1e1bbedd2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6b990",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_dutysuccession",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_dutysuccessionevent" ("duties", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "starts_on", "successor_id") SELECT new_values."duties", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."predecessor_id", new_values."starts_on", new_values."successor_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1def8e90fa7b3e0b308a064d77bb20445b0c7f7b",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d583d",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_dutysuccession",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_dutysuccessionevent" ("duties", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "starts_on", "successor_id") SELECT old_values."duties", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."predecessor_id", old_values."starts_on", old_values."successor_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="60d76091cd8c89140261369b409c32bb67c8a813",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_cbbf9",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_dutysuccession",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DutySuccessionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.dutysuccession",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "predecessor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức cũ",
                            ),
                        ),
                        (
                            "successor",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức mới",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        (
                            "duties",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("reports", "Báo cáo"),
                                        ("tasks", "Nhiệm vụ"),
                                        ("submissions", "Đề xuất"),
                                    ],
                                    max_length=16,
                                ),
                                size=None,
                                verbose_name="nghĩa vụ",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LawRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: mọi loại.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                        ("rule", models.CharField(blank=True, max_length=40, verbose_name="quy tắc")),
                        ("parameter", models.CharField(blank=True, max_length=60, verbose_name="tham số")),
                        (
                            "value",
                            core.fields.LineField(
                                help_text="Với quy tắc: Có hoặc Không; với tham số: giá trị của nó.",
                                max_length=400,
                                verbose_name="giá trị",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                    ],
                    options={
                        "verbose_name": "áp dụng quy định",
                        "verbose_name_plural": "áp dụng quy định",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "rule", "parameter", "starts_on"),
                                name="one_law_row_per_kind_subject_and_day",
                                nulls_distinct=False,
                                violation_error_message="Loại tổ chức này đã có một dòng về quy tắc hoặc tham số này từ đúng ngày này.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("rule", ""), ("parameter", ""), _connector="XOR"),
                                name="a_law_row_is_on_a_rule_or_a_parameter",
                                violation_error_message="Ghi quy tắc hoặc tham số, đúng một trong hai.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rule", ""), ("value__in", ["yes", "no"]), _connector="OR"
                                ),
                                name="a_law_row_says_whether_a_rule_applies",
                                violation_error_message="Giá trị của một quy tắc là Có hoặc Không.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="a_law_row_ends_after_it_starts",
                                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_lawrowevent" ("ends_on", "id", "kind_id", "parameter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rule", "starts_on", "value") SELECT new_values."ends_on", new_values."id", new_values."kind_id", new_values."parameter", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."rule", new_values."starts_on", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d94411ba7f1ea37b9d20d0d6d60cd880907d2724",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_e7f22",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_lawrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_lawrowevent" ("ends_on", "id", "kind_id", "parameter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rule", "starts_on", "value") SELECT new_values."ends_on", new_values."id", new_values."kind_id", new_values."parameter", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."rule", new_values."starts_on", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="67960d1aaad6547173092238a3b0d8abf71800f0",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7c6a9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_lawrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_lawrowevent" ("ends_on", "id", "kind_id", "parameter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rule", "starts_on", "value") SELECT old_values."ends_on", old_values."id", old_values."kind_id", old_values."parameter", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."rule", old_values."starts_on", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c8fe491645d8240c25abb4838a5663cb6cdecf28",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4ef07",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_lawrow",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LawRowEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.lawrow",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: mọi loại.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                        ("rule", models.CharField(blank=True, max_length=40, verbose_name="quy tắc")),
                        ("parameter", models.CharField(blank=True, max_length=60, verbose_name="tham số")),
                        (
                            "value",
                            core.fields.LineField(
                                help_text="Với quy tắc: Có hoặc Không; với tham số: giá trị của nó.",
                                max_length=400,
                                verbose_name="giá trị",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="KindRow",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)ss",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                        (
                            "coordination_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Giữa các tổ chức"),
                                        ("localities", "Với cấp uỷ trực thuộc"),
                                        ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                size=None,
                                verbose_name="loại quy chế phối hợp phải có",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thay đổi về loại tổ chức",
                        "verbose_name_plural": "thay đổi về loại tổ chức",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "starts_on"),
                                name="one_row_per_kind_and_day",
                                violation_error_message="Loại tổ chức này đã có một thay đổi từ đúng ngày này.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="a_kind_row_ends_after_it_starts",
                                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_kindrowevent" ("coordination_kinds", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "starts_on") SELECT new_values."coordination_kinds", new_values."ends_on", new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="81ca831b43d8df4ad50a327804212838b959862e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7b2aa",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_kindrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_kindrowevent" ("coordination_kinds", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "starts_on") SELECT new_values."coordination_kinds", new_values."ends_on", new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="25cd0b667e079c684cda3adad3aea1a25b7820d4",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7d542",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_kindrow",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_kindrowevent" ("coordination_kinds", "ends_on", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "starts_on") SELECT old_values."coordination_kinds", old_values."ends_on", old_values."id", old_values."kind_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2c34e8931b7f2605a0490fc1b8f4951cb08f98a8",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_64908",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_kindrow",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KindRowEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.kindrow",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "kind",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                        (
                            "coordination_kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Giữa các tổ chức"),
                                        ("localities", "Với cấp uỷ trực thuộc"),
                                        ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                size=None,
                                verbose_name="loại quy chế phối hợp phải có",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CadenceDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cadence_decisions",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6"), (12, "12")],
                                verbose_name="số tháng",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("basis", core.fields.LineField(max_length=200, verbose_name="căn cứ")),
                    ],
                    options={
                        "verbose_name": "chu kỳ họp",
                        "verbose_name_plural": "chu kỳ họp",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "starts_on"),
                                name="one_cadence_decision_per_body_and_day",
                                violation_error_message="Tổ chức đã có một quyết định về chu kỳ họp từ đúng ngày này. Hãy sửa quyết định đó.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("months__in", (1, 2, 3, 4, 6, 12))),
                                name="cadence_divides_the_year",
                                violation_error_message="Chu kỳ họp chỉ nhận 1, 2, 3, 4, 6 hoặc 12 tháng.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_cadencedecisionevent" ("basis", "body_id", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."basis", new_values."body_id", new_values."id", new_values."months", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d9fa2d6faa76e6b969a5f90e52b7fdde675a2bfd",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_32fb1",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_cadencedecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_cadencedecisionevent" ("basis", "body_id", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT new_values."basis", new_values."body_id", new_values."id", new_values."months", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f9d32ca2a50a8723ff74692d13169a0d37596d97",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_86cd9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_cadencedecision",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_cadencedecisionevent" ("basis", "body_id", "id", "months", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") SELECT old_values."basis", old_values."body_id", old_values."id", old_values."months", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="83f994b60a0ca42d99662e2dce6dd5c450ac19f2",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_22b97",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_cadencedecision",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CadenceDecisionEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.cadencedecision",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "months",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "1"), (2, "2"), (3, "3"), (4, "4"), (6, "6"), (12, "12")],
                                verbose_name="số tháng",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("basis", core.fields.LineField(max_length=200, verbose_name="căn cứ")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Office",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=160, unique=True, verbose_name="chức vụ")),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("name"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chức vụ",
                        "verbose_name_plural": "chức vụ",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_officeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="33113f83dd300342224e279887ea7fcc3b32ca5e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d9944",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_office",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_officeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="089ffdca4393a3d6dc1733ee1ab70e99514fcae5",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_5b3ac",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_office",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_officeevent" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0e13e33217ef6697f6589f620dc2999100c2f631",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_75950",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_office",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.office",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", core.fields.LineField(max_length=160, verbose_name="chức vụ")),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("name"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("code", core.fields.LineField(max_length=60, unique=True, verbose_name="mã vị trí")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("secretary", "Bí thư"),
                                    ("deputy", "Phó Bí thư"),
                                    ("member", "Uỷ viên"),
                                ],
                                max_length=16,
                                verbose_name="chức danh",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="delegations.office",
                                verbose_name="theo chức vụ",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                    ],
                    options={
                        "verbose_name": "vị trí",
                        "verbose_name_plural": "vị trí",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="seat_ends_after_it_starts",
                                violation_error_message="Ngày cuối của vị trí phải từ ngày đầu trở đi.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_seatevent" ("body_id", "code", "ends_on", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT new_values."body_id", new_values."code", new_values."ends_on", new_values."id", new_values."office_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="acf1f44835f59d82520c595115b7459f452c1cd3",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_9dc5c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_seat",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_seatevent" ("body_id", "code", "ends_on", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT new_values."body_id", new_values."code", new_values."ends_on", new_values."id", new_values."office_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="74dfd9b0306efece94f2327284e77b831c34d370",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_15a1a",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_seat",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_seatevent" ("body_id", "code", "ends_on", "id", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "starts_on") SELECT old_values."body_id", old_values."code", old_values."ends_on", old_values."id", old_values."office_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8c3e9dd5b476a5226208b2e199b34b8a1fe9a1a6",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_08295",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_seat",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeatEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.seat",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã vị trí")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("secretary", "Bí thư"),
                                    ("deputy", "Phó Bí thư"),
                                    ("member", "Uỷ viên"),
                                ],
                                max_length=16,
                                verbose_name="chức danh",
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.office",
                                verbose_name="theo chức vụ",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", core.fields.LineField(max_length=40, unique=True, verbose_name="mã cán bộ")),
                        ("full_name", core.fields.LineField(max_length=120, verbose_name="họ và tên")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                        (
                            "phone",
                            core.fields.LineField(blank=True, max_length=40, verbose_name="điện thoại"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("full_name", "code"),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.PersonSortKey("full_name"),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cán bộ",
                        "verbose_name_plural": "cán bộ",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="person_search", opclasses=["gin_trgm_ops"]
                            ),
                            models.Index(fields=["sort_key"], name="person_in_name_order"),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_personevent" ("code", "email", "full_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT new_values."code", new_values."email", new_values."full_name", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d9ef60245f59994f13350d186837ebbe47683118",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_70cc4",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_person",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_personevent" ("code", "email", "full_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT new_values."code", new_values."email", new_values."full_name", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c88e724839d5672040a6826ffba663af0ae2a0f1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f3f9e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_person",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_personevent" ("code", "email", "full_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") SELECT old_values."code", old_values."email", old_values."full_name", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="22b809ed53f6a6e192a6da61cb629d4609024d2b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_62f5b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_person",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.person",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("code", core.fields.LineField(max_length=40, verbose_name="mã cán bộ")),
                        ("full_name", core.fields.LineField(max_length=120, verbose_name="họ và tên")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="thư điện tử")),
                        (
                            "phone",
                            core.fields.LineField(blank=True, max_length=40, verbose_name="điện thoại"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("full_name", "code"),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "sort_key",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.PersonSortKey("full_name"),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="delegations.seat",
                                verbose_name="vị trí",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        ("title", core.fields.LineField(blank=True, max_length=160, verbose_name="chức vụ")),
                        (
                            "portfolio",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="lĩnh vực phụ trách"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        (
                            "decision_number",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định chỉ định"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày quyết định"),
                        ),
                        (
                            "relief_decision",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định thôi"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thành viên",
                        "verbose_name_plural": "thành viên",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "seat", "starts_on"),
                                name="one_membership_per_person_seat_and_first_day",
                                violation_error_message="Đồng chí này đã được ghi ở vị trí này từ đúng ngày này.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="membership_ends_after_it_starts",
                                violation_error_message="Ngày thôi giữ phải từ ngày bắt đầu trở đi.",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                deferrable=django.db.models.constraints.Deferrable["IMMEDIATE"],
                                expressions=[
                                    ("seat", "="),
                                    (delegations.models.InclusiveDays("starts_on", "ends_on"), "&&"),
                                ],
                                name="one_member_per_seat_at_a_time",
                                violation_error_message="Vị trí này đã có người giữ trong thời gian đó. Mỗi vị trí chỉ có một người trong một thời điểm.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_membershipevent" ("decided_on", "decision_number", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio", "relief_decision", "seat_id", "starts_on", "title") SELECT new_values."decided_on", new_values."decision_number", new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."portfolio", new_values."relief_decision", new_values."seat_id", new_values."starts_on", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9b81b81f721c2a3896da8442695a1441bc2f1140",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_95c3f",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_membershipevent" ("decided_on", "decision_number", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio", "relief_decision", "seat_id", "starts_on", "title") SELECT new_values."decided_on", new_values."decision_number", new_values."ends_on", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."portfolio", new_values."relief_decision", new_values."seat_id", new_values."starts_on", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fc844ab9ea771ac20c999f01f32de57e7d51518e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_76bc0",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_membership",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_membershipevent" ("decided_on", "decision_number", "ends_on", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "portfolio", "relief_decision", "seat_id", "starts_on", "title") SELECT old_values."decided_on", old_values."decision_number", old_values."ends_on", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."portfolio", old_values."relief_decision", old_values."seat_id", old_values."starts_on", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="dce63a88a023f1621473534d4e11838a02760f72",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6ac96",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_membership",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MembershipEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.membership",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "seat",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.seat",
                                verbose_name="vị trí",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.person",
                                verbose_name="cán bộ",
                            ),
                        ),
                        ("title", core.fields.LineField(blank=True, max_length=160, verbose_name="chức vụ")),
                        (
                            "portfolio",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="lĩnh vực phụ trách"
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        (
                            "decision_number",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định chỉ định"
                            ),
                        ),
                        (
                            "decided_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày quyết định"),
                        ),
                        (
                            "relief_decision",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số quyết định thôi"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GoverningDocument",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="số ký hiệu"),
                        ),
                        ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                        (
                            "title",
                            core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu"),
                        ),
                        ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("number", "title"),
                                output_field=models.TextField(),
                            ),
                        ),
                        (
                            "replaces",
                            models.ManyToManyField(
                                related_name="replaced_by",
                                through="delegations.Replacement",
                                to="delegations.governingdocument",
                                verbose_name="thay thế",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "văn bản",
                        "verbose_name_plural": "văn bản",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="document_search", opclasses=["gin_trgm_ops"]
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_governingdocumentevent" ("effective_on", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."effective_on", new_values."id", new_values."issued_on", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="064e6429fe99ef789e0c79d7cf69a6bf22a06179",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_aa987",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_governingdocument",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_governingdocumentevent" ("effective_on", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."effective_on", new_values."id", new_values."issued_on", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="150805dccf8fd18b0a5f4a1b561fbc55f47ca4fc",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_658e3",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_governingdocument",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_governingdocumentevent" ("effective_on", "id", "issued_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT old_values."effective_on", old_values."id", old_values."issued_on", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f7797fdc2f735a9ef6ce33a06c5a97b7266cf491",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_7576c",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_governingdocument",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GoverningDocumentEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.governingdocument",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("number", core.fields.LineField(max_length=60, verbose_name="số ký hiệu")),
                        ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                        (
                            "title",
                            core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu"),
                        ),
                        ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("number", "title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Replacement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "replacing",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="replacements",
                                to="delegations.governingdocument",
                                verbose_name="văn bản mới",
                            ),
                        ),
                        (
                            "replaced",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_through",
                                to="delegations.governingdocument",
                                verbose_name="văn bản bị thay thế",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "thay thế văn bản",
                        "verbose_name_plural": "thay thế văn bản",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("replacing", "replaced"),
                                name="one_replacement_per_pair",
                                violation_error_message="Văn bản này đã được ghi là thay thế.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("replacing", models.F("replaced")), _negated=True),
                                name="a_document_does_not_replace_itself",
                                violation_error_message="Một văn bản không thể thay thế chính nó.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_replacementevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_id", "replacing_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."replaced_id", new_values."replacing_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="277606ba0a2bf6f8af34cff4906d1710e945ab14",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3eb32",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_replacement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_replacementevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_id", "replacing_id") SELECT new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."replaced_id", new_values."replacing_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="093f2d52ffddc23a5f1894595a150bf90d15b84f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_811c1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_replacement",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_replacementevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "replaced_id", "replacing_id") SELECT old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."replaced_id", old_values."replacing_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="7d067ecd1d23e65f080aab79c6a5620635ccfc6d",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e0705",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_replacement",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReplacementEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.replacement",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "replacing",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.governingdocument",
                                verbose_name="văn bản mới",
                            ),
                        ),
                        (
                            "replaced",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.governingdocument",
                                verbose_name="văn bản bị thay thế",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="WorkingRegulation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="working_regulations",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("number", core.fields.LineField(max_length=60, verbose_name="số ký hiệu")),
                        ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                        ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                        (
                            "lapses_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày cuối cùng còn hiệu lực.",
                                null=True,
                                verbose_name="hết hiệu lực",
                            ),
                        ),
                        (
                            "sections",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="các phần đã có",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                        (
                            "legal_bases",
                            models.ManyToManyField(
                                related_name="working_regulations",
                                through="delegations.LegalBasis",
                                to="delegations.governingdocument",
                                verbose_name="căn cứ",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quy chế làm việc",
                        "verbose_name_plural": "quy chế làm việc",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "number"),
                                name="one_working_regulation_per_body_and_number",
                                violation_error_message="Tổ chức đã có quy chế làm việc với số ký hiệu này.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lapses_on__isnull", True),
                                    ("lapses_on__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="working_regulation_lapses_after_it_takes_effect",
                                violation_error_message="Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_workingregulationevent" ("body_id", "effective_on", "id", "issued_on", "lapses_on", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sections") SELECT new_values."body_id", new_values."effective_on", new_values."id", new_values."issued_on", new_values."lapses_on", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sections" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a839d25b9d5823149ea20d89e7d5e92cd889faa9",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d2942",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_workingregulation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_workingregulationevent" ("body_id", "effective_on", "id", "issued_on", "lapses_on", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sections") SELECT new_values."body_id", new_values."effective_on", new_values."id", new_values."issued_on", new_values."lapses_on", new_values."note", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sections" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2f6989d33edf6b8aaca48d0355c720254d2f25bf",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7b8f7",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_workingregulation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_workingregulationevent" ("body_id", "effective_on", "id", "issued_on", "lapses_on", "note", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sections") SELECT old_values."body_id", old_values."effective_on", old_values."id", old_values."issued_on", old_values."lapses_on", old_values."note", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sections" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e0d9415896af73a2117fa890b5853c0982835c31",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f353b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_workingregulation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorkingRegulationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.workingregulation",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("number", core.fields.LineField(max_length=60, verbose_name="số ký hiệu")),
                        ("issued_on", models.DateField(verbose_name="ngày ban hành")),
                        ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                        (
                            "lapses_on",
                            models.DateField(
                                blank=True,
                                help_text="Ngày cuối cùng còn hiệu lực.",
                                null=True,
                                verbose_name="hết hiệu lực",
                            ),
                        ),
                        (
                            "sections",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="các phần đã có",
                            ),
                        ),
                        ("note", models.TextField(blank=True, verbose_name="ghi chú")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="LegalBasis",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "regulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bases",
                                to="delegations.workingregulation",
                                verbose_name="quy chế",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bases",
                                to="delegations.governingdocument",
                                verbose_name="văn bản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "căn cứ",
                        "verbose_name_plural": "căn cứ",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("regulation", "document"),
                                name="one_basis_per_regulation_and_document",
                                violation_error_message="Văn bản này đã có trong căn cứ.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_legalbasisevent" ("document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regulation_id") SELECT new_values."document_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."regulation_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8a87fc143c77b0cb5adb38048c36ee4ec62938a7",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_abe83",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_legalbasis",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_legalbasisevent" ("document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regulation_id") SELECT new_values."document_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."regulation_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5d6497ec22574cb3a3f493cebd82cd78b67a147e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_333e0",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_legalbasis",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_legalbasisevent" ("document_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regulation_id") SELECT old_values."document_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."regulation_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fffeac66b8d69e6369a1d95dc99f67c791450129",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4bfdb",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_legalbasis",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LegalBasisEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.legalbasis",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "regulation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.workingregulation",
                                verbose_name="quy chế",
                            ),
                        ),
                        (
                            "document",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.governingdocument",
                                verbose_name="văn bản",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SubordinateCommittee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            core.fields.LineField(max_length=200, unique=True, verbose_name="tên cấp uỷ"),
                        ),
                        ("position", models.PositiveIntegerField(default=1000, verbose_name="thứ tự")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                    ],
                    options={
                        "verbose_name": "cấp uỷ trực thuộc",
                        "verbose_name_plural": "cấp uỷ trực thuộc",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("starts_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="subordinate_committee_ends_after_it_starts",
                                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_subordinatecommitteeevent" ("ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="220277b8b471a4a8d070a8a84ec34818ed2fcd0a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_953de",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_subordinatecommittee",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_subordinatecommitteeevent" ("ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") SELECT new_values."ends_on", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6376d6d7aceb4987afc07249e25370b5f1de45d3",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_20e8c",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_subordinatecommittee",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_subordinatecommitteeevent" ("ends_on", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ec99a3fc3d275742b816974a4dc702896ec368f5",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_bbe25",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_subordinatecommittee",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubordinateCommitteeEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.subordinatecommittee",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên cấp uỷ")),
                        ("position", models.PositiveIntegerField(default=1000, verbose_name="thứ tự")),
                        ("starts_on", models.DateField(blank=True, null=True, verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CoordinationRegulation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "number",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="số ký hiệu"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("bodies", "Giữa các tổ chức"),
                                    ("localities", "Với cấp uỷ trực thuộc"),
                                    ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                ],
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "title",
                            core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu"),
                        ),
                        ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                        ("lapses_on", models.DateField(blank=True, null=True, verbose_name="hết hiệu lực")),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("number", "title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quy chế phối hợp",
                        "verbose_name_plural": "quy chế phối hợp",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="coordination_search", opclasses=["gin_trgm_ops"]
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("lapses_on__isnull", True),
                                    ("lapses_on__gte", models.F("effective_on")),
                                    _connector="OR",
                                ),
                                name="coordination_regulation_lapses_after_it_takes_effect",
                                violation_error_message="Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationregulationevent" ("effective_on", "id", "kind", "lapses_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."effective_on", new_values."id", new_values."kind", new_values."lapses_on", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="710c929b806ee325b4639de4f3f8376a20237058",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_00489",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_coordinationregulation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationregulationevent" ("effective_on", "id", "kind", "lapses_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."effective_on", new_values."id", new_values."kind", new_values."lapses_on", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a14c8237b454fc130b88a40506fe4ed05fc88eb0",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7b146",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_coordinationregulation",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationregulationevent" ("effective_on", "id", "kind", "lapses_on", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT old_values."effective_on", old_values."id", old_values."kind", old_values."lapses_on", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="12bf2355746f32bdff91cfaebe0ca1945750f543",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_37e71",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_coordinationregulation",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoordinationRegulationEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.coordinationregulation",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("number", core.fields.LineField(max_length=60, verbose_name="số ký hiệu")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("bodies", "Giữa các tổ chức"),
                                    ("localities", "Với cấp uỷ trực thuộc"),
                                    ("agency", "Với cấp uỷ và thủ trưởng cơ quan"),
                                ],
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        (
                            "title",
                            core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu"),
                        ),
                        ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                        ("lapses_on", models.DateField(blank=True, null=True, verbose_name="hết hiệu lực")),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("number", "title"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CoordinationParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "regulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="delegations.coordinationregulation",
                                verbose_name="quy chế phối hợp",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="coordination_parties",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "name",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="tên bên tham gia"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "bên tham gia phối hợp",
                        "verbose_name_plural": "bên tham gia phối hợp",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("regulation", "position"),
                                name="one_party_per_place_in_a_coordination_regulation",
                                violation_error_message="Hai bên tham gia có cùng số thứ tự.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("body__isnull", False)),
                                fields=("regulation", "body"),
                                name="a_body_is_party_once",
                                violation_error_message="Mỗi tổ chức chỉ là một bên của quy chế.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("body__isnull", False),
                                    models.Q(("name", ""), _negated=True),
                                    _connector="XOR",
                                ),
                                name="a_party_is_a_body_or_a_name",
                                violation_error_message="Mỗi bên tham gia là một tổ chức được theo dõi hoặc một tên gọi, không phải cả hai.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationpartyevent" ("body_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "regulation_id") SELECT new_values."body_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."regulation_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0b6f8951710e77ede8d8530a1fab691b5b2dca5b",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_82b66",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_coordinationparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationpartyevent" ("body_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "regulation_id") SELECT new_values."body_id", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."regulation_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e9539926f3b7ed54fad0465105fdb2e00d298227",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_d5fef",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_coordinationparty",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationpartyevent" ("body_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "regulation_id") SELECT old_values."body_id", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."regulation_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b92e50452b2490738a29d453c272f90f4f052f51",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c1a27",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_coordinationparty",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CoordinationPartyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.coordinationparty",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "regulation",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.coordinationregulation",
                                verbose_name="quy chế phối hợp",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="thứ tự")),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "name",
                            core.fields.LineField(
                                blank=True, max_length=200, verbose_name="tên bên tham gia"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("occurred_on", models.DateField(verbose_name="ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("election", "Bầu cử"), ("congress", "Đại hội")],
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=250, verbose_name="tên sự kiện")),
                        (
                            "bodies",
                            models.ManyToManyField(
                                related_name="events",
                                through="delegations.EventBody",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "sự kiện",
                        "verbose_name_plural": "sự kiện",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("occurred_on", "kind", "name"),
                                name="one_event_per_day_kind_and_name",
                                violation_error_message="Sự kiện này đã được ghi nhận.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_eventevent" ("id", "kind", "name", "occurred_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."kind", new_values."name", new_values."occurred_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="580c11d30e79ddfbf598f6d2a475d7af66abb86d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7946c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_event",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_eventevent" ("id", "kind", "name", "occurred_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."kind", new_values."name", new_values."occurred_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="40d2fba759a42de7572e20dd8b5656680129e606",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_937bd",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_event",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_eventevent" ("id", "kind", "name", "occurred_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."kind", old_values."name", old_values."occurred_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3fc762f495da9e979849ddb81e9ec975b73fcd3f",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_e0516",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_event",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.event",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("occurred_on", models.DateField(verbose_name="ngày")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("election", "Bầu cử"), ("congress", "Đại hội")],
                                max_length=16,
                                verbose_name="loại",
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=250, verbose_name="tên sự kiện")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EventBody",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="touched",
                                to="delegations.event",
                                verbose_name="sự kiện",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="touched_by",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "kept_unchanged_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ghi nhận giữ nguyên nhân sự ngày"
                            ),
                        ),
                        (
                            "kept_unchanged_document",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="văn bản ghi nhận giữ nguyên"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tổ chức chịu tác động của sự kiện",
                        "verbose_name_plural": "tổ chức chịu tác động của sự kiện",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "body"),
                                name="an_event_touches_a_body_once",
                                violation_error_message="Tổ chức này đã được ghi là chịu tác động của sự kiện.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_eventbodyevent" ("body_id", "event_id", "id", "kept_unchanged_document", "kept_unchanged_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."body_id", new_values."event_id", new_values."id", new_values."kept_unchanged_document", new_values."kept_unchanged_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1c578db3dab176b3eb87f54258c25dcdcd8e9bb2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_ffbaf",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="delegations_eventbody",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_eventbodyevent" ("body_id", "event_id", "id", "kept_unchanged_document", "kept_unchanged_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."body_id", new_values."event_id", new_values."id", new_values."kept_unchanged_document", new_values."kept_unchanged_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="63f1d9f10ddd681e9ea3ec50fcb3265d9d23250a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8e08a",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="delegations_eventbody",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_eventbodyevent" ("body_id", "event_id", "id", "kept_unchanged_document", "kept_unchanged_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."body_id", old_values."event_id", old_values."id", old_values."kept_unchanged_document", old_values."kept_unchanged_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6cbb22db8622ca9a6cf9f69521c34583a6bf8af3",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2cdc3",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="delegations_eventbody",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventBodyEvent",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="history",
                                to="delegations.eventbody",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "event",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.event",
                                verbose_name="sự kiện",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "kept_unchanged_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="ghi nhận giữ nguyên nhân sự ngày"
                            ),
                        ),
                        (
                            "kept_unchanged_document",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="văn bản ghi nhận giữ nguyên"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
