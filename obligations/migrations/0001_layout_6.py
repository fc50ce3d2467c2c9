import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.ranges
import core.schema
from obligations.migrations import _by_hand


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        *_by_hand.DEPENDENCIES,
        ("accounts", "__first__"),
        ("delegations", "0001_layout_6"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *_by_hand.BEFORE,
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="DayOff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("day", models.DateField(unique=True, verbose_name="ngày")),
                        ("name", core.fields.LineField(max_length=160, verbose_name="tên")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("off", "Nghỉ"), ("worked", "Làm bù")],
                                max_length=8,
                                verbose_name="loại",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "ngày nghỉ",
                        "verbose_name_plural": "ngày nghỉ",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_dayoffevent" ("day", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="41300c73257ecc8d9761fd914063b7ab7f55c5dc",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7e082",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="obligations_dayoff",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_dayoffevent" ("day", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."day", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="88d93bf274ddcd50992dc4473598cc3c74f5e6bf",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_80194",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="obligations_dayoff",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_dayoffevent" ("day", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."day", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cabc90a6fda9841b78ea935d1cf78792e71a7919",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4d5ff",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="obligations_dayoff",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DayOffEvent",
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
                                to="obligations.dayoff",
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
                        ("day", models.DateField(verbose_name="ngày")),
                        ("name", core.fields.LineField(max_length=160, verbose_name="tên")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("off", "Nghỉ"), ("worked", "Làm bù")],
                                max_length=8,
                                verbose_name="loại",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Waiver",
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
                                related_name="waivers",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("subject", core.fields.LineField(max_length=80, verbose_name="đối tượng")),
                        ("granted_on", models.DateField(verbose_name="ngày cho phép")),
                        ("until", models.DateField(verbose_name="đến ngày")),
                        (
                            "document",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="văn bản"),
                        ),
                        ("reason", core.fields.LineField(max_length=500, verbose_name="lý do")),
                        (
                            "granted_by",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người cho phép"),
                        ),
                    ],
                    options={
                        "verbose_name": "miễn, hoãn",
                        "verbose_name_plural": "miễn, hoãn",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "rule", "subject", "granted_on"),
                                name="one_waiver_per_duty_and_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gte", models.F("granted_on"))),
                                name="waiver_ends_after_it_is_granted",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_waiverevent" ("body_id", "document", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule", "subject", "until") SELECT new_values."body_id", new_values."document", new_values."granted_by", new_values."granted_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."rule", new_values."subject", new_values."until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="4675c3da69593a84c06cdf874fc08485070d8188",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6f67a",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="obligations_waiver",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_waiverevent" ("body_id", "document", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule", "subject", "until") SELECT new_values."body_id", new_values."document", new_values."granted_by", new_values."granted_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."rule", new_values."subject", new_values."until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="644ff5eab7821a4a4b6650d9cca691d55c4ec345",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_c2bb1",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="obligations_waiver",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_waiverevent" ("body_id", "document", "granted_by", "granted_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "rule", "subject", "until") SELECT old_values."body_id", old_values."document", old_values."granted_by", old_values."granted_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."rule", old_values."subject", old_values."until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3b29ab0d80d9c1d4463112dec28a479dec71c155",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_78a84",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="obligations_waiver",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WaiverEvent",
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
                                to="obligations.waiver",
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
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("subject", core.fields.LineField(max_length=80, verbose_name="đối tượng")),
                        ("granted_on", models.DateField(verbose_name="ngày cho phép")),
                        ("until", models.DateField(verbose_name="đến ngày")),
                        (
                            "document",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="văn bản"),
                        ),
                        ("reason", core.fields.LineField(max_length=500, verbose_name="lý do")),
                        (
                            "granted_by",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người cho phép"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
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
                                related_name="flags",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("subject", models.CharField(max_length=80, verbose_name="đối tượng")),
                    ],
                    options={
                        "verbose_name": "phát hiện",
                        "verbose_name_plural": "phát hiện",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "rule", "subject"), name="one_flag_per_body_rule_and_subject"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingOwner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "flag",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ownership",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người theo dõi",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người giao",
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="giao lúc")),
                    ],
                    options={
                        "verbose_name": "giao theo dõi phát hiện",
                        "verbose_name_plural": "giao theo dõi phát hiện",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_findingownerevent" ("flag_id", "given_at", "given_by_id", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."flag_id", new_values."given_at", new_values."given_by_id", new_values."id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="51a6358d9a279b3f9b8b660a415dff801dda5b76",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_24b4e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="obligations_findingowner",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_findingownerevent" ("flag_id", "given_at", "given_by_id", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."flag_id", new_values."given_at", new_values."given_by_id", new_values."id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9f5f20d08911222faa2b89139b628e87e0f47a69",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4ea39",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="obligations_findingowner",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_findingownerevent" ("flag_id", "given_at", "given_by_id", "id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."flag_id", old_values."given_at", old_values."given_by_id", old_values."id", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="697a23f535f0b69e55682e3d5035158213343fb9",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6ef18",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="obligations_findingowner",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingOwnerEvent",
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
                                to="obligations.findingowner",
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
                            "flag",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người theo dõi",
                            ),
                        ),
                        (
                            "given_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người giao",
                            ),
                        ),
                        ("given_at", models.DateTimeField(verbose_name="giao lúc")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FindingNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "flag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notes",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="ghi chú")),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "verbose_name": "ghi chú về phát hiện",
                        "verbose_name_plural": "ghi chú về phát hiện",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_findingnoteevent" ("flag_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_at", "written_by_id") SELECT new_values."flag_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6dedd12781db07c21b15cca2c8e92d66e109b59e",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6065d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="obligations_findingnote",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_findingnoteevent" ("flag_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_at", "written_by_id") SELECT new_values."flag_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text", new_values."written_at", new_values."written_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="057ce486a5c8ab71c7c7f8a4df426dccd9d69967",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_ab39e",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="obligations_findingnote",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "obligations_findingnoteevent" ("flag_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "written_at", "written_by_id") SELECT old_values."flag_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text", old_values."written_at", old_values."written_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="31d9860bf58e642a200619eb370345e5373f4e8c",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a625f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="obligations_findingnote",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingNoteEvent",
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
                                to="obligations.findingnote",
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
                            "flag",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="ghi chú")),
                        (
                            "written_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        ("written_at", models.DateTimeField(verbose_name="ghi lúc")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FindingSpan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "days",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                verbose_name="các ngày có giá trị"
                            ),
                        ),
                        (
                            "recorded",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(
                                verbose_name="thời gian hồ sơ ghi như vậy"
                            ),
                        ),
                        ("fingerprint", models.BigIntegerField(editable=False)),
                        (
                            "flag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="spans",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("rule", models.CharField(max_length=40, verbose_name="quy tắc")),
                        ("subject", models.CharField(max_length=80, verbose_name="đối tượng")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("due", "sắp đến hạn"),
                                    ("overdue", "quá hạn"),
                                    ("waived", "được miễn, hoãn"),
                                ],
                                max_length=8,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("info", "lưu ý"),
                                    ("warning", "cảnh báo"),
                                    ("serious", "nghiêm trọng"),
                                ],
                                max_length=8,
                                verbose_name="mức độ",
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="hạn")),
                        (
                            "shown",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.ranges.InstantsOn("recorded", "days"),
                                output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                                verbose_name="hiện ra lúc",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "khoảng ngày của phát hiện",
                        "verbose_name_plural": "khoảng ngày của phát hiện",
                        "indexes": [
                            django.contrib.postgres.indexes.GistIndex(
                                condition=models.Q(("recorded__upper_inf", True)),
                                fields=["days"],
                                name="findings_of_day_now",
                            ),
                            django.contrib.postgres.indexes.GistIndex(
                                condition=models.Q(("recorded__upper_inf", False)),
                                fields=["days", "recorded"],
                                name="findings_of_day_then",
                            ),
                            models.Index(
                                condition=models.Q(("recorded__upper_inf", True)),
                                fields=["body"],
                                name="findings_of_body_now",
                            ),
                            models.Index(
                                condition=models.Q(("recorded__upper_inf", True)),
                                fields=["rule"],
                                name="findings_of_rule_now",
                            ),
                            django.contrib.postgres.indexes.GistIndex(
                                condition=models.Q(("shown__isempty", False)),
                                fields=["shown"],
                                name="findings_by_instant",
                            ),
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (core.ranges.OneNumber("flag"), "&&"),
                                    ("days", "&&"),
                                    ("recorded", "&&"),
                                ],
                                name="one_state_of_a_finding_a_day_and_instant",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LawQuoted",
                    fields=[
                        ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("parameters", models.JSONField(verbose_name="tham số")),
                    ],
                    options={
                        "verbose_name": "quy định được dẫn",
                        "verbose_name_plural": "quy định được dẫn",
                    },
                ),
                migrations.CreateModel(
                    name="FindingEvidence",
                    fields=[
                        (
                            "span",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="said",
                                serialize=False,
                                to="obligations.findingspan",
                                verbose_name="khoảng ngày",
                            ),
                        ),
                        (
                            "law",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="obligations.lawquoted",
                                verbose_name="quy định",
                            ),
                        ),
                        ("evidence", models.JSONField(default=dict, verbose_name="bằng chứng")),
                    ],
                    options={
                        "verbose_name": "bằng chứng của phát hiện",
                        "verbose_name_plural": "bằng chứng của phát hiện",
                    },
                ),
                migrations.CreateModel(
                    name="PeriodSpan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "days",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                verbose_name="các ngày có giá trị"
                            ),
                        ),
                        (
                            "recorded",
                            django.contrib.postgres.fields.ranges.DateTimeRangeField(
                                verbose_name="thời gian hồ sơ ghi như vậy"
                            ),
                        ),
                        ("fingerprint", models.BigIntegerField(editable=False)),
                        (
                            "body",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("name", models.CharField(max_length=10, verbose_name="kỳ")),
                        ("starts_on", models.DateField(verbose_name="ngày đầu")),
                        ("last_day", models.DateField(verbose_name="ngày cuối")),
                        ("cadence", models.PositiveSmallIntegerField(verbose_name="số tháng")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "Đã họp"),
                                    ("held-unrecorded", "Đã họp, chưa ghi nhận thành phần"),
                                    ("held-without-quorum", "Họp không đủ thành phần"),
                                    ("missed", "Không họp định kỳ"),
                                    ("waived", "Được miễn, hoãn"),
                                    ("excused", "Không áp dụng"),
                                    ("planned", "Đã lên lịch"),
                                    ("due", "Chưa đến hạn"),
                                    ("not-counted", "Không tính"),
                                ],
                                max_length=24,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("evidence", models.JSONField(default=dict, verbose_name="bằng chứng")),
                    ],
                    options={
                        "verbose_name": "khoảng ngày của kỳ họp",
                        "verbose_name_plural": "khoảng ngày của kỳ họp",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("recorded__upper_inf", True)),
                                fields=["body", "last_day"],
                                name="periods_of_body_now",
                            )
                        ],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    (core.ranges.OneNumber("body"), "&&"),
                                    (core.ranges.FirstToLast("starts_on", "last_day"), "&&"),
                                    ("days", "&&"),
                                    ("recorded", "&&"),
                                ],
                                name="one_state_of_a_period_a_day_and_instant",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Timeline",
                    fields=[
                        (
                            "body",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("law_version", models.CharField(max_length=64, verbose_name="bản của bộ quy định")),
                        ("last_day", models.DateField(verbose_name="xét đến ngày")),
                    ],
                    options={
                        "verbose_name": "tiến trình của tổ chức",
                        "verbose_name_plural": "tiến trình của tổ chức",
                    },
                ),
                migrations.CreateModel(
                    name="Touch",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("body_id", models.BigIntegerField(db_index=True, null=True)),
                        ("at", models.DateTimeField(db_default=core.ranges.ClockInstant())),
                    ],
                ),
                migrations.CreateModel(
                    name="Sweep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="bắt đầu")),
                        ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="kết thúc")),
                        ("judged_on", models.DateField(verbose_name="xét ngày")),
                        (
                            "scope",
                            models.CharField(
                                choices=[("all", "toàn bộ"), ("touched", "tổ chức có thay đổi")],
                                max_length=8,
                                verbose_name="phạm vi",
                            ),
                        ),
                        (
                            "law_version",
                            models.CharField(blank=True, max_length=64, verbose_name="bản của bộ quy định"),
                        ),
                        ("bodies_total", models.PositiveIntegerField(default=0, verbose_name="số tổ chức")),
                        (
                            "bodies_judged",
                            models.PositiveIntegerField(default=0, verbose_name="số tổ chức đã rà soát"),
                        ),
                        ("changes", models.PositiveIntegerField(default=0, verbose_name="số thay đổi")),
                        ("errors", models.JSONField(default=list, verbose_name="lỗi")),
                        ("seconds", models.FloatField(default=0, verbose_name="số giây")),
                    ],
                    options={
                        "verbose_name": "lượt rà soát",
                        "verbose_name_plural": "lượt rà soát",
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
