import uuid

import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0002_what_points_to_users"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word (DOCX)"),
                            ("xlsx", "Excel (XLSX)"),
                            ("png", "Ảnh PNG"),
                            ("jpg", "Ảnh JPEG"),
                        ],
                        max_length=8,
                        verbose_name="loại tệp",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thêm",
                    ),
                ),
                (
                    "coordination",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="delegations.coordinationregulation",
                        verbose_name="quy chế phối hợp",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="delegations.membership",
                        verbose_name="thành viên",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="delegations.workingregulation",
                        verbose_name="quy chế làm việc",
                    ),
                ),
                (
                    "touched",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="delegations.eventbody",
                        verbose_name="rà soát sau bầu cử, đại hội",
                    ),
                ),
            ],
            options={
                "verbose_name": "tệp của quy chế, nhân sự",
                "verbose_name_plural": "tệp của quy chế, nhân sự",
            },
        ),
        migrations.CreateModel(
            name="BodyFileEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word (DOCX)"),
                            ("xlsx", "Excel (XLSX)"),
                            ("png", "Ảnh PNG"),
                            ("jpg", "Ảnh JPEG"),
                        ],
                        max_length=8,
                        verbose_name="loại tệp",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                ("added_at", models.DateTimeField(verbose_name="thêm lúc")),
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                (
                    "added_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người thêm",
                    ),
                ),
                (
                    "coordination",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.coordinationregulation",
                        verbose_name="quy chế phối hợp",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.membership",
                        verbose_name="thành viên",
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="delegations.bodyfile",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.workingregulation",
                        verbose_name="quy chế làm việc",
                    ),
                ),
                (
                    "touched",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.eventbody",
                        verbose_name="rà soát sau bầu cử, đại hội",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="bodyfile",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        "regulation",
                        "coordination",
                        "membership",
                        "touched",
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="a_file_of_a_body_is_of_one_record",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyfile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodyfileevent" ("added_at", "added_by_id", "coordination_id", "id", "key", "kind", "membership_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regulation_id", "removed_at", "sha256", "size", "touched_id") SELECT new_values."added_at", new_values."added_by_id", new_values."coordination_id", new_values."id", new_values."key", new_values."kind", new_values."membership_id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."regulation_id", new_values."removed_at", new_values."sha256", new_values."size", new_values."touched_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="948e7ad105d01da0dbc865ba6f45c04daeab871e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_fcf84",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_bodyfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyfile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodyfileevent" ("added_at", "added_by_id", "coordination_id", "id", "key", "kind", "membership_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regulation_id", "removed_at", "sha256", "size", "touched_id") SELECT new_values."added_at", new_values."added_by_id", new_values."coordination_id", new_values."id", new_values."key", new_values."kind", new_values."membership_id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."regulation_id", new_values."removed_at", new_values."sha256", new_values."size", new_values."touched_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7c97b5c5b5c385e83bd75f777d938128a8b2484a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ab32b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_bodyfile",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyfile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_bodyfileevent" ("added_at", "added_by_id", "coordination_id", "id", "key", "kind", "membership_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regulation_id", "removed_at", "sha256", "size", "touched_id") SELECT old_values."added_at", old_values."added_by_id", old_values."coordination_id", old_values."id", old_values."key", old_values."kind", old_values."membership_id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."regulation_id", old_values."removed_at", old_values."sha256", old_values."size", old_values."touched_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="463285dc68a6a44c8e6c89be8c59b3714e16f22d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bc4b0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_bodyfile",
                    when="AFTER",
                ),
            ),
        ),
    ]
