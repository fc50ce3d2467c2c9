import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import core.fields
import core.schema
from obligations.migrations import _by_hand


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        *_by_hand.DEPENDENCIES,
        ("delegations", "0001_layout_3"),
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
                        ("evidence", models.JSONField(default=dict, verbose_name="bằng chứng")),
                        ("parameters", models.JSONField(default=list, verbose_name="tham số")),
                        ("fingerprint", models.BigIntegerField(default=0, editable=False)),
                        (
                            "judged_on",
                            models.DateField(
                                help_text="Ngày xét gần nhất mà nội dung phát hiện thay đổi.",
                                verbose_name="xét ngày",
                            ),
                        ),
                        ("opened_at", models.DateTimeField(verbose_name="phát hiện lúc")),
                        (
                            "closed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="khắc phục lúc"),
                        ),
                    ],
                    options={
                        "verbose_name": "phát hiện",
                        "verbose_name_plural": "phát hiện",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["severity", "rule", "due_on"],
                                name="open_flag_by_severity",
                            ),
                            models.Index(
                                condition=models.Q(("closed_at__isnull", True)),
                                fields=["body"],
                                name="open_flag_of_body",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "rule", "subject"), name="one_flag_per_body_rule_and_subject"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FlagEvent",
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="obligations.flag",
                                verbose_name="phát hiện",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("opened", "phát hiện"),
                                    ("changed", "thay đổi"),
                                    ("waived", "được miễn, hoãn"),
                                    ("closed", "đã khắc phục"),
                                    ("reopened", "phát hiện lại"),
                                ],
                                max_length=8,
                                verbose_name="việc",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="lúc")),
                        ("judged_on", models.DateField(verbose_name="xét ngày")),
                        (
                            "status",
                            models.CharField(
                                blank=True,
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
                                blank=True,
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
                        ("evidence", models.JSONField(default=dict, verbose_name="bằng chứng")),
                    ],
                    options={
                        "verbose_name": "diễn biến của phát hiện",
                        "verbose_name_plural": "diễn biến của phát hiện",
                        "indexes": [
                            models.Index(fields=["flag", "at"], name="history_of_flag"),
                            models.Index(fields=["at"], name="flag_events_by_time"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Touch",
                    fields=[
                        ("id", models.BigAutoField(primary_key=True, serialize=False)),
                        ("body_id", models.BigIntegerField(db_index=True, null=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="TouchesTaken",
                    fields=[
                        ("body_id", models.BigIntegerField(primary_key=True, serialize=False)),
                        ("number", models.BigIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="KeptDay",
                    fields=[
                        ("id", models.AutoField(primary_key=True, serialize=False)),
                        ("judged_on", models.DateField()),
                        ("version", models.CharField(max_length=64)),
                        ("findings", models.PositiveIntegerField(default=0)),
                        ("counts", models.JSONField(default=dict)),
                        ("used_at", models.DateTimeField()),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("judged_on", "version"), name="one_kept_day_per_version"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptBody",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bodies",
                                to="obligations.keptday",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.body",
                            ),
                        ),
                        ("revision", models.BigIntegerField()),
                        ("periods", models.JSONField(null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("day", "body"), name="one_kept_judgement_per_day_and_body"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "day",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="of_day",
                                to="obligations.keptday",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="delegations.body",
                            ),
                        ),
                        ("rule", models.TextField()),
                        ("subject", models.TextField()),
                        ("status", models.TextField()),
                        ("severity", models.TextField()),
                        ("due_on", models.DateField(null=True)),
                        ("evidence", models.JSONField(default=dict)),
                        ("parameters", models.JSONField(default=list)),
                    ],
                    options={
                        "indexes": [
                            models.Index(fields=["day", "body"], name="kept_finding_of_day_and_body")
                        ],
                    },
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
