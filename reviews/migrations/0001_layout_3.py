import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import core.fields
import core.schema


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("delegations", "0001_layout_3"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="Correction",
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
                                related_name="grade_corrections",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "criterion",
                            models.CharField(
                                choices=[
                                    ("meetings", "Họp định kỳ"),
                                    ("discipline", "Thành phần họp và biên bản"),
                                    ("report", "Báo cáo năm"),
                                    ("strength", "Kiện toàn vị trí"),
                                    ("regulation", "Quy chế làm việc"),
                                    ("coordination", "Quy chế phối hợp"),
                                    ("agenda", "Nội dung sinh hoạt"),
                                    ("participation", "Tham gia sinh hoạt"),
                                    ("follow-up", "Nhiệm vụ, đề xuất đúng hạn"),
                                    ("grade", "Xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="tiêu chí",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                                    ("good", "Hoàn thành tốt nhiệm vụ"),
                                    ("fulfilled", "Hoàn thành nhiệm vụ"),
                                    ("failed", "Không hoàn thành nhiệm vụ"),
                                    ("not-graded", "Không xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="xếp loại",
                            ),
                        ),
                        ("reason", core.fields.LineField(max_length=500, verbose_name="lý do")),
                        (
                            "document",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="văn bản"),
                        ),
                        ("made_on", models.DateField(verbose_name="ngày sửa")),
                        (
                            "made_by",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người sửa"),
                        ),
                    ],
                    options={
                        "verbose_name": "sửa đánh giá năm",
                        "verbose_name_plural": "sửa đánh giá năm",
                        "indexes": [models.Index(fields=["year", "body"], name="corrections_of_a_year")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "year", "criterion"),
                                name="one_correction_per_body_year_and_criterion",
                                violation_error_message="Tiêu chí này của năm đã được sửa. Hãy mở lại bản sửa ấy.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("criterion", "grade"),
                                        ("points__isnull", True),
                                        models.Q(("grade", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("criterion", "grade"), _negated=True),
                                        ("grade", ""),
                                        ("points__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_correction_gives_points_or_a_grade",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("points__isnull", True),
                                    models.Q(("points__gte", 0), ("points__lte", 100)),
                                    _connector="OR",
                                ),
                                name="corrected_points_are_of_a_hundred",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 1930), ("year__lte", 2200)),
                                name="corrected_year_is_a_year",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_correctionevent" ("body_id", "criterion", "document", "grade", "id", "made_by", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason", "year") SELECT new_values."body_id", new_values."criterion", new_values."document", new_values."grade", new_values."id", new_values."made_by", new_values."made_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."points", new_values."reason", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="29dc042fd46979e46cc16b58b5fd4e1a0c3f8544",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_31940",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reviews_correction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_correctionevent" ("body_id", "criterion", "document", "grade", "id", "made_by", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason", "year") SELECT new_values."body_id", new_values."criterion", new_values."document", new_values."grade", new_values."id", new_values."made_by", new_values."made_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."points", new_values."reason", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e385f67ea8cf18d2311a8010414ce3c0ea6beb31",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_94871",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reviews_correction",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_correctionevent" ("body_id", "criterion", "document", "grade", "id", "made_by", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "reason", "year") SELECT old_values."body_id", old_values."criterion", old_values."document", old_values."grade", old_values."id", old_values."made_by", old_values."made_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."reason", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a8befcafcbd5b737342de6ee5dd04fe676edc6bd",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_a742c",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reviews_correction",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CorrectionEvent",
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
                                to="reviews.correction",
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
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "criterion",
                            models.CharField(
                                choices=[
                                    ("meetings", "Họp định kỳ"),
                                    ("discipline", "Thành phần họp và biên bản"),
                                    ("report", "Báo cáo năm"),
                                    ("strength", "Kiện toàn vị trí"),
                                    ("regulation", "Quy chế làm việc"),
                                    ("coordination", "Quy chế phối hợp"),
                                    ("agenda", "Nội dung sinh hoạt"),
                                    ("participation", "Tham gia sinh hoạt"),
                                    ("follow-up", "Nhiệm vụ, đề xuất đúng hạn"),
                                    ("grade", "Xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="tiêu chí",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                            ),
                        ),
                        (
                            "grade",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                                    ("good", "Hoàn thành tốt nhiệm vụ"),
                                    ("fulfilled", "Hoàn thành nhiệm vụ"),
                                    ("failed", "Không hoàn thành nhiệm vụ"),
                                    ("not-graded", "Không xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="xếp loại",
                            ),
                        ),
                        ("reason", core.fields.LineField(max_length=500, verbose_name="lý do")),
                        (
                            "document",
                            core.fields.LineField(blank=True, max_length=60, verbose_name="văn bản"),
                        ),
                        ("made_on", models.DateField(verbose_name="ngày sửa")),
                        (
                            "made_by",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người sửa"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Review",
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
                                related_name="reviews",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                                    ("good", "Hoàn thành tốt nhiệm vụ"),
                                    ("fulfilled", "Hoàn thành nhiệm vụ"),
                                    ("failed", "Không hoàn thành nhiệm vụ"),
                                    ("not-graded", "Không xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="xếp loại",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                            ),
                        ),
                        (
                            "proposed_grade",
                            models.CharField(
                                choices=[
                                    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                                    ("good", "Hoàn thành tốt nhiệm vụ"),
                                    ("fulfilled", "Hoàn thành nhiệm vụ"),
                                    ("failed", "Không hoàn thành nhiệm vụ"),
                                    ("not-graded", "Không xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="xếp loại đề xuất",
                            ),
                        ),
                        (
                            "proposed_points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="điểm đề xuất",
                            ),
                        ),
                        (
                            "breakdown",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="điểm từng tiêu chí",
                            ),
                        ),
                        ("document", core.fields.LineField(max_length=60, verbose_name="văn bản")),
                        ("confirmed_on", models.DateField(verbose_name="ngày văn bản")),
                        (
                            "confirmed_by",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người ghi nhận"),
                        ),
                    ],
                    options={
                        "verbose_name": "kết quả đánh giá năm",
                        "verbose_name_plural": "kết quả đánh giá năm",
                        "indexes": [models.Index(fields=["year", "body"], name="reviews_of_a_year")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "year"),
                                name="one_review_per_body_and_year",
                                violation_error_message="Năm này của tổ chức đã được xác nhận.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("points__isnull", True),
                                    models.Q(("points__gte", 0), ("points__lte", 100)),
                                    _connector="OR",
                                ),
                                name="confirmed_points_are_of_a_hundred",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("proposed_points__isnull", True),
                                    models.Q(("proposed_points__gte", 0), ("proposed_points__lte", 100)),
                                    _connector="OR",
                                ),
                                name="proposed_points_are_of_a_hundred",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("year__gte", 1930), ("year__lte", 2200)),
                                name="reviewed_year_is_a_year",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewevent" ("body_id", "breakdown", "confirmed_by", "confirmed_on", "document", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "proposed_grade", "proposed_points", "year") SELECT new_values."body_id", new_values."breakdown", new_values."confirmed_by", new_values."confirmed_on", new_values."document", new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."points", new_values."proposed_grade", new_values."proposed_points", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a48447094b4c6ba54896a40d3cbb24c32166c630",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7a7c1",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reviews_review",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewevent" ("body_id", "breakdown", "confirmed_by", "confirmed_on", "document", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "proposed_grade", "proposed_points", "year") SELECT new_values."body_id", new_values."breakdown", new_values."confirmed_by", new_values."confirmed_on", new_values."document", new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."points", new_values."proposed_grade", new_values."proposed_points", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8d75d382c4df4448f39e2b54f3e05b8f263d020a",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_b34c8",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reviews_review",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewevent" ("body_id", "breakdown", "confirmed_by", "confirmed_on", "document", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "proposed_grade", "proposed_points", "year") SELECT old_values."body_id", old_values."breakdown", old_values."confirmed_by", old_values."confirmed_on", old_values."document", old_values."grade", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."proposed_grade", old_values."proposed_points", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a434eefb62752d34a17cf73f74a87dc2d08c225f",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_98b05",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reviews_review",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewEvent",
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
                                to="reviews.review",
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
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "grade",
                            models.CharField(
                                choices=[
                                    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                                    ("good", "Hoàn thành tốt nhiệm vụ"),
                                    ("fulfilled", "Hoàn thành nhiệm vụ"),
                                    ("failed", "Không hoàn thành nhiệm vụ"),
                                    ("not-graded", "Không xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="xếp loại",
                            ),
                        ),
                        (
                            "points",
                            models.DecimalField(
                                blank=True, decimal_places=2, max_digits=5, null=True, verbose_name="điểm"
                            ),
                        ),
                        (
                            "proposed_grade",
                            models.CharField(
                                choices=[
                                    ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                                    ("good", "Hoàn thành tốt nhiệm vụ"),
                                    ("fulfilled", "Hoàn thành nhiệm vụ"),
                                    ("failed", "Không hoàn thành nhiệm vụ"),
                                    ("not-graded", "Không xếp loại"),
                                ],
                                max_length=16,
                                verbose_name="xếp loại đề xuất",
                            ),
                        ),
                        (
                            "proposed_points",
                            models.DecimalField(
                                blank=True,
                                decimal_places=2,
                                max_digits=5,
                                null=True,
                                verbose_name="điểm đề xuất",
                            ),
                        ),
                        (
                            "breakdown",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=40),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="điểm từng tiêu chí",
                            ),
                        ),
                        ("document", core.fields.LineField(max_length=60, verbose_name="văn bản")),
                        ("confirmed_on", models.DateField(verbose_name="ngày văn bản")),
                        (
                            "confirmed_by",
                            core.fields.LineField(blank=True, max_length=160, verbose_name="người ghi nhận"),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
            ],
        ),
    ]
