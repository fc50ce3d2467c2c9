import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.keys
import core.schema


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("delegations", "0001_layout_6"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ReportRegime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên chế độ báo cáo")),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("month", "Tháng"),
                                    ("quarter", "Quý"),
                                    ("half-year", "6 tháng"),
                                    ("year", "Năm"),
                                ],
                                max_length=10,
                                verbose_name="kỳ",
                            ),
                        ),
                        (
                            "due_days",
                            models.PositiveSmallIntegerField(
                                help_text="Số ngày sau ngày cuối của kỳ.", verbose_name="hạn"
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Số ngày trước hạn; để trống thì không báo trước.",
                                null=True,
                                verbose_name="báo trước",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                        (
                            "code",
                            core.fields.LineField(
                                max_length=40, unique=True, verbose_name="mã chế độ báo cáo"
                            ),
                        ),
                        (
                            "kinds",
                            models.ManyToManyField(
                                related_name="report_regimes",
                                through="reports.RegimeKind",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "chế độ báo cáo",
                        "verbose_name_plural": "chế độ báo cáo",
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="a_report_regime_ends_after_it_starts",
                                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportregimeevent" ("code", "due_days", "ends_on", "id", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rhythm", "starts_on") SELECT new_values."code", new_values."due_days", new_values."ends_on", new_values."id", new_values."name", new_values."notice_days", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."rhythm", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ca6712b0be0fb76227fc80a56273f2d2ffda79a4",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_55aef",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_reportregime",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportregimeevent" ("code", "due_days", "ends_on", "id", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rhythm", "starts_on") SELECT new_values."code", new_values."due_days", new_values."ends_on", new_values."id", new_values."name", new_values."notice_days", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."rhythm", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="71ff7ced5de4b9f45309ffb5a64530ed9bc1d425",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_4c158",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_reportregime",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportregimeevent" ("code", "due_days", "ends_on", "id", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rhythm", "starts_on") SELECT old_values."code", old_values."due_days", old_values."ends_on", old_values."id", old_values."name", old_values."notice_days", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."rhythm", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="61b3741afc6930701494194813de664b804a18dd",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c9451",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_reportregime",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportRegimeEvent",
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
                                to="reports.reportregime",
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
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên chế độ báo cáo")),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("month", "Tháng"),
                                    ("quarter", "Quý"),
                                    ("half-year", "6 tháng"),
                                    ("year", "Năm"),
                                ],
                                max_length=10,
                                verbose_name="kỳ",
                            ),
                        ),
                        (
                            "due_days",
                            models.PositiveSmallIntegerField(
                                help_text="Số ngày sau ngày cuối của kỳ.", verbose_name="hạn"
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Số ngày trước hạn; để trống thì không báo trước.",
                                null=True,
                                verbose_name="báo trước",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                        ("code", core.fields.LineField(max_length=40, verbose_name="mã chế độ báo cáo")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RegimeKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="named_kinds",
                                to="reports.reportregime",
                                verbose_name="chế độ báo cáo",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "loại tổ chức phải báo cáo",
                        "verbose_name_plural": "loại tổ chức phải báo cáo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("regime", "kind"),
                                name="a_regime_names_a_kind_once",
                                violation_error_message="Chế độ báo cáo đã áp dụng cho loại tổ chức này.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_regimekindevent" ("id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime_id") SELECT new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."regime_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aecee9cdc04828613f849c618016aa5eb7504865",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_89cc6",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_regimekind",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_regimekindevent" ("id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime_id") SELECT new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."regime_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="63f99998cb1f3f73be6890ab4942bff663b6889d",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_7af70",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_regimekind",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_regimekindevent" ("id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "regime_id") SELECT old_values."id", old_values."kind_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."regime_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2c23dc3baa13752f621165132652b97b2ef1be8e",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_13c2a",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_regimekind",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegimeKindEvent",
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
                                to="reports.regimekind",
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
                            "regime",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.reportregime",
                                verbose_name="chế độ báo cáo",
                            ),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DraftedRegime",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", core.fields.LineField(max_length=40, verbose_name="mã chế độ báo cáo")),
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên chế độ báo cáo")),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("month", "Tháng"),
                                    ("quarter", "Quý"),
                                    ("half-year", "6 tháng"),
                                    ("year", "Năm"),
                                ],
                                max_length=10,
                                verbose_name="kỳ",
                            ),
                        ),
                        (
                            "due_days",
                            models.PositiveSmallIntegerField(
                                help_text="Số ngày sau ngày cuối của kỳ.", verbose_name="hạn"
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Số ngày trước hạn; để trống thì không báo trước.",
                                null=True,
                                verbose_name="báo trước",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="regimes",
                                to="delegations.lawdraft",
                                verbose_name="dự thảo",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.reportregime",
                                verbose_name="thay cho chế độ",
                            ),
                        ),
                        (
                            "regime",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="drafted",
                                to="reports.reportregime",
                                verbose_name="chế độ đang áp dụng",
                            ),
                        ),
                        (
                            "kinds",
                            models.ManyToManyField(
                                related_name="+",
                                through="reports.DraftedRegimeKind",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "dự thảo chế độ báo cáo",
                        "verbose_name_plural": "dự thảo chế độ báo cáo",
                        "abstract": False,
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "code"),
                                name="one_drafted_regime_per_code",
                                violation_error_message="Dự thảo đã có một chế độ báo cáo mang mã này.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="a_drafted_regime_ends_after_it_starts",
                                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimeevent" ("code", "draft_id", "due_days", "ends_on", "id", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime_id", "replaces_id", "rhythm", "starts_on") SELECT new_values."code", new_values."draft_id", new_values."due_days", new_values."ends_on", new_values."id", new_values."name", new_values."notice_days", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."regime_id", new_values."replaces_id", new_values."rhythm", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3da0096e4a8c8f8949ca174d9f1ff30fbedfc398",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_0100e",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_draftedregime",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimeevent" ("code", "draft_id", "due_days", "ends_on", "id", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime_id", "replaces_id", "rhythm", "starts_on") SELECT new_values."code", new_values."draft_id", new_values."due_days", new_values."ends_on", new_values."id", new_values."name", new_values."notice_days", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."regime_id", new_values."replaces_id", new_values."rhythm", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="699eb0aa4762da996a0d86c645a5d070626d996f",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_2a8ac",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_draftedregime",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimeevent" ("code", "draft_id", "due_days", "ends_on", "id", "name", "notice_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime_id", "replaces_id", "rhythm", "starts_on") SELECT old_values."code", old_values."draft_id", old_values."due_days", old_values."ends_on", old_values."id", old_values."name", old_values."notice_days", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."regime_id", old_values."replaces_id", old_values."rhythm", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="db33be13f2b47fd7b60f79258d1cde0ec1e88074",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_82a68",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_draftedregime",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftedRegimeEvent",
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
                                to="reports.draftedregime",
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
                        ("code", core.fields.LineField(max_length=40, verbose_name="mã chế độ báo cáo")),
                        ("name", core.fields.LineField(max_length=200, verbose_name="tên chế độ báo cáo")),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[
                                    ("month", "Tháng"),
                                    ("quarter", "Quý"),
                                    ("half-year", "6 tháng"),
                                    ("year", "Năm"),
                                ],
                                max_length=10,
                                verbose_name="kỳ",
                            ),
                        ),
                        (
                            "due_days",
                            models.PositiveSmallIntegerField(
                                help_text="Số ngày sau ngày cuối của kỳ.", verbose_name="hạn"
                            ),
                        ),
                        (
                            "notice_days",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Số ngày trước hạn; để trống thì không báo trước.",
                                null=True,
                                verbose_name="báo trước",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                        (
                            "draft",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.lawdraft",
                                verbose_name="dự thảo",
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.reportregime",
                                verbose_name="thay cho chế độ",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.reportregime",
                                verbose_name="chế độ đang áp dụng",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DraftedRegimeKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "drafted",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="named_kinds",
                                to="reports.draftedregime",
                                verbose_name="dự thảo chế độ báo cáo",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "loại tổ chức phải báo cáo, theo dự thảo",
                        "verbose_name_plural": "loại tổ chức phải báo cáo, theo dự thảo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("drafted", "kind"), name="a_drafted_regime_names_a_kind_once"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimekindevent" ("drafted_id", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."drafted_id", new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="da6c2972dd8a2096e1d17a41a268c678bf6107d2",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_2ab6c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_draftedregimekind",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimekindevent" ("drafted_id", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."drafted_id", new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="1a7fcb85513e6c5291b1f8e557c66e1e6bb56a43",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b6e32",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_draftedregimekind",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimekindevent" ("drafted_id", "id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."drafted_id", old_values."id", old_values."kind_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="2f8b480582c892fd604336c204380ba1df4926f4",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c405b",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_draftedregimekind",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftedRegimeKindEvent",
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
                                to="reports.draftedregimekind",
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
                            "drafted",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.draftedregime",
                                verbose_name="dự thảo chế độ báo cáo",
                            ),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DraftedRegimeEnd",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "draft",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="regime_ends",
                                to="delegations.lawdraft",
                                verbose_name="dự thảo",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="reports.reportregime",
                                verbose_name="chế độ báo cáo",
                            ),
                        ),
                        ("ends_on", models.DateField(verbose_name="ngày cuối")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                    ],
                    options={
                        "verbose_name": "dự thảo ngày cuối của chế độ báo cáo",
                        "verbose_name_plural": "dự thảo ngày cuối của chế độ báo cáo",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("draft", "regime"),
                                name="one_drafted_end_per_regime",
                                violation_error_message="Dự thảo đã ghi ngày cuối của chế độ này.",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimeendevent" ("draft_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime_id") SELECT new_values."draft_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."regime_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ed655d91d76345e2ef675d261f8419b8993981d6",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_d0165",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_draftedregimeend",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimeendevent" ("draft_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime_id") SELECT new_values."draft_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."regime_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="0d6a723bddea6e0dca5b870ccef7ace8b91583e8",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_fadae",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_draftedregimeend",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_draftedregimeendevent" ("draft_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "regime_id") SELECT old_values."draft_id", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."regime_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fc2d8f2ae728427c9a6d2a8d7bba881ed078350b",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_b9395",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_draftedregimeend",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DraftedRegimeEndEvent",
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
                                to="reports.draftedregimeend",
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
                            "draft",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="delegations.lawdraft",
                                verbose_name="dự thảo",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.reportregime",
                                verbose_name="chế độ báo cáo",
                            ),
                        ),
                        ("ends_on", models.DateField(verbose_name="ngày cuối")),
                        ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Report",
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
                                related_name="reports",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        (
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                help_text="Để trống: báo cáo năm.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reports",
                                to="reports.reportregime",
                                verbose_name="chế độ báo cáo",
                            ),
                        ),
                        ("period", core.fields.LineField(max_length=8, verbose_name="kỳ")),
                        (
                            "year",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Cast(
                                    django.db.models.functions.text.Left("period", 4),
                                    models.SmallIntegerField(),
                                ),
                                output_field=models.SmallIntegerField(verbose_name="năm"),
                            ),
                        ),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("submitted_on", models.DateField(verbose_name="ngày nộp")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lại")),
                        ("return_remarks", models.TextField(blank=True, verbose_name="ý kiến trả lại")),
                        (
                            "resubmitted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nộp lại"),
                        ),
                        (
                            "accepted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày chấp nhận"),
                        ),
                        (
                            "political_results",
                            models.TextField(blank=True, verbose_name="kết quả thực hiện nhiệm vụ chính trị"),
                        ),
                        (
                            "personnel_results",
                            models.TextField(blank=True, verbose_name="kết quả công tác tổ chức, cán bộ"),
                        ),
                        (
                            "acceptance_remarks",
                            models.TextField(blank=True, verbose_name="nhận xét khi chấp nhận"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("number", "period"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "báo cáo",
                        "verbose_name_plural": "báo cáo",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="report_search", opclasses=["gin_trgm_ops"]
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "regime", "period", "submitted_on"),
                                name="one_report_per_body_regime_period_and_day",
                                nulls_distinct=False,
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("returned_on__isnull", True),
                                    ("returned_on__gte", models.F("submitted_on")),
                                    _connector="OR",
                                ),
                                name="report_returned_after_it_is_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("resubmitted_on__isnull", True),
                                    models.Q(
                                        ("returned_on__isnull", False),
                                        ("resubmitted_on__gte", models.F("returned_on")),
                                    ),
                                    _connector="OR",
                                ),
                                name="report_submitted_again_after_it_is_returned",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accepted_on__isnull", True),
                                    ("accepted_on__gte", models.F("submitted_on")),
                                    _connector="OR",
                                ),
                                name="report_accepted_after_it_is_submitted",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "period__regex",
                                        "^(19[3-9]\\d|20\\d\\d|21\\d\\d|2200)(-(M(0[1-9]|1[0-2])|Q[1-4]|H[12]))?$",
                                    )
                                ),
                                name="a_report_is_for_a_period_of_the_calendar",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("regime__isnull", False), ("period__regex", "^\\d{4}$"), _connector="OR"
                                ),
                                name="an_annual_report_is_for_a_year",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("acceptance_remarks", "accepted_on", "body_id", "id", "number", "period", "personnel_results", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_results", "regime_id", "resubmitted_on", "return_remarks", "returned_on", "submitted_on") SELECT new_values."acceptance_remarks", new_values."accepted_on", new_values."body_id", new_values."id", new_values."number", new_values."period", new_values."personnel_results", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."political_results", new_values."regime_id", new_values."resubmitted_on", new_values."return_remarks", new_values."returned_on", new_values."submitted_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c40139194a0612654780601d225d277c4e84e6f6",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_84ceb",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("acceptance_remarks", "accepted_on", "body_id", "id", "number", "period", "personnel_results", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_results", "regime_id", "resubmitted_on", "return_remarks", "returned_on", "submitted_on") SELECT new_values."acceptance_remarks", new_values."accepted_on", new_values."body_id", new_values."id", new_values."number", new_values."period", new_values."personnel_results", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."political_results", new_values."regime_id", new_values."resubmitted_on", new_values."return_remarks", new_values."returned_on", new_values."submitted_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="aa36d26a0fa86c66e2e8de2ecd998938a0803380",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_234a9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_report",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("acceptance_remarks", "accepted_on", "body_id", "id", "number", "period", "personnel_results", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "political_results", "regime_id", "resubmitted_on", "return_remarks", "returned_on", "submitted_on") SELECT old_values."acceptance_remarks", old_values."accepted_on", old_values."body_id", old_values."id", old_values."number", old_values."period", old_values."personnel_results", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."political_results", old_values."regime_id", old_values."resubmitted_on", old_values."return_remarks", old_values."returned_on", old_values."submitted_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b8900bc133d1d01a42eacfdc7bf3f24ababa95f0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_6acd6",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_report",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportEvent",
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
                                to="reports.report",
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
                            "regime",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Để trống: báo cáo năm.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.reportregime",
                                verbose_name="chế độ báo cáo",
                            ),
                        ),
                        ("period", core.fields.LineField(max_length=8, verbose_name="kỳ")),
                        (
                            "year",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Cast(
                                    django.db.models.functions.text.Left("period", 4),
                                    models.SmallIntegerField(),
                                ),
                                output_field=models.SmallIntegerField(verbose_name="năm"),
                            ),
                        ),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số ký hiệu"),
                        ),
                        ("submitted_on", models.DateField(verbose_name="ngày nộp")),
                        ("returned_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lại")),
                        ("return_remarks", models.TextField(blank=True, verbose_name="ý kiến trả lại")),
                        (
                            "resubmitted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày nộp lại"),
                        ),
                        (
                            "accepted_on",
                            models.DateField(blank=True, null=True, verbose_name="ngày chấp nhận"),
                        ),
                        (
                            "political_results",
                            models.TextField(blank=True, verbose_name="kết quả thực hiện nhiệm vụ chính trị"),
                        ),
                        (
                            "personnel_results",
                            models.TextField(blank=True, verbose_name="kết quả công tác tổ chức, cán bộ"),
                        ),
                        (
                            "acceptance_remarks",
                            models.TextField(blank=True, verbose_name="nhận xét khi chấp nhận"),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("number", "period"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            core.fields.LineField(max_length=60, unique=True, verbose_name="mã đề xuất"),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("subject", core.fields.LineField(max_length=500, verbose_name="nội dung đề xuất")),
                        ("recorded_on", models.DateField(verbose_name="ngày ghi nhận")),
                        ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn gửi ngày")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số tờ trình"),
                        ),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("answer", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                        (
                            "answer_number",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số văn bản trả lời"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "subject", "number"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đề xuất",
                        "verbose_name_plural": "đề xuất",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sent_on__isnull", True)),
                                fields=["body", "promised_on"],
                                name="unsent_submission_by_promise",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search_text"], name="submission_search", opclasses=["gin_trgm_ops"]
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answered_on__isnull", True),
                                    models.Q(
                                        ("sent_on__isnull", False), ("answered_on__gte", models.F("sent_on"))
                                    ),
                                    _connector="OR",
                                ),
                                name="submission_answered_after_it_is_sent",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("answer", "answer_number", "answered_on", "body_id", "code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_on", "sent_on", "subject") SELECT new_values."answer", new_values."answer_number", new_values."answered_on", new_values."body_id", new_values."code", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."promised_on", new_values."recorded_on", new_values."sent_on", new_values."subject" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="98bce76770ecf2307be9c4b2d77738ff63d3e273",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_8d03d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_submission",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("answer", "answer_number", "answered_on", "body_id", "code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_on", "sent_on", "subject") SELECT new_values."answer", new_values."answer_number", new_values."answered_on", new_values."body_id", new_values."code", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."promised_on", new_values."recorded_on", new_values."sent_on", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="3a1d32782379e776404d10f6da4051a4afe8c706",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_98c4b",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_submission",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_submissionevent" ("answer", "answer_number", "answered_on", "body_id", "code", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "promised_on", "recorded_on", "sent_on", "subject") SELECT old_values."answer", old_values."answer_number", old_values."answered_on", old_values."body_id", old_values."code", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."promised_on", old_values."recorded_on", old_values."sent_on", old_values."subject" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="c3d0918986faee8d297fb0a5312fdab5cdd534d5",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_dfd0f",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_submission",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubmissionEvent",
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
                                to="reports.submission",
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
                        ("code", core.fields.LineField(max_length=60, verbose_name="mã đề xuất")),
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
                        ("subject", core.fields.LineField(max_length=500, verbose_name="nội dung đề xuất")),
                        ("recorded_on", models.DateField(verbose_name="ngày ghi nhận")),
                        ("promised_on", models.DateField(blank=True, null=True, verbose_name="hẹn gửi ngày")),
                        (
                            "number",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="số tờ trình"),
                        ),
                        ("sent_on", models.DateField(blank=True, null=True, verbose_name="ngày gửi")),
                        ("answered_on", models.DateField(blank=True, null=True, verbose_name="ngày trả lời")),
                        ("answer", models.TextField(blank=True, verbose_name="nội dung trả lời")),
                        (
                            "answer_number",
                            core.fields.LineField(
                                blank=True, max_length=60, verbose_name="số văn bản trả lời"
                            ),
                        ),
                        (
                            "search_text",
                            models.GeneratedField(
                                db_persist=True,
                                expression=core.keys.Folded("code", "subject", "number"),
                                output_field=models.TextField(),
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ReportFile",
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
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thêm",
                            ),
                        ),
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.report",
                                verbose_name="báo cáo",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="reports.submission",
                                verbose_name="đề xuất",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "tệp của báo cáo, đề xuất",
                        "verbose_name_plural": "tệp của báo cáo, đề xuất",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("report__isnull", True), ("submission__isnull", True), _connector="XOR"
                                ),
                                name="a_file_is_of_a_report_or_a_submission",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "report_id", "sha256", "size", "submission_id") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."removed_at", new_values."report_id", new_values."sha256", new_values."size", new_values."submission_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="885e2ba31108dd2adaf03ae11314506801455358",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_359f0",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reports_reportfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "report_id", "sha256", "size", "submission_id") SELECT new_values."added_at", new_values."added_by_id", new_values."id", new_values."key", new_values."kind", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."removed_at", new_values."report_id", new_values."sha256", new_values."size", new_values."submission_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="77a003f2a35010fe6466e5e0aa80d946ee88772e",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_91b67",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reports_reportfile",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportfileevent" ("added_at", "added_by_id", "id", "key", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "report_id", "sha256", "size", "submission_id") SELECT old_values."added_at", old_values."added_by_id", old_values."id", old_values."key", old_values."kind", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."report_id", old_values."sha256", old_values."size", old_values."submission_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8acaafe80c092ec09406cac1a8b3780832231165",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_135c3",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reports_reportfile",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReportFileEvent",
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
                                to="reports.reportfile",
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
                        ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="gỡ lúc")),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.report",
                                verbose_name="báo cáo",
                            ),
                        ),
                        (
                            "submission",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="reports.submission",
                                verbose_name="đề xuất",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
