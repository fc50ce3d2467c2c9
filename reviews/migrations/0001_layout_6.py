import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

import core.fields
import core.schema


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("delegations", "0001_layout_6"),
        ("papers", "0001_layout_6"),
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
                            "quarter",
                            models.CharField(
                                blank=True,
                                choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
                                max_length=1,
                                verbose_name="quý",
                            ),
                        ),
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
                                    ("tasks-done", "Hoàn thành mọi nhiệm vụ được giao"),
                                    ("tasks-on-time", "Hoàn thành mọi nhiệm vụ đúng hạn"),
                                    ("few-tasks-late", "Số nhiệm vụ chậm tiến độ trong mức cho phép"),
                                    ("tasks-beyond", "Đủ số nhiệm vụ hoàn thành vượt mức yêu cầu"),
                                    ("nobody-punished", "Không có thành viên bị kỷ luật"),
                                    ("faults-repaired", "Đã khắc phục hạn chế, khuyết điểm trước đó"),
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
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("met", "Đạt"), ("not-met", "Không đạt")],
                                max_length=8,
                                verbose_name="điều kiện",
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
                        "indexes": [
                            models.Index(fields=["year", "quarter", "body"], name="corrections_of_a_year")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "year", "quarter", "criterion"),
                                name="one_correction_per_body_period_and_criterion",
                                violation_error_message="Tiêu chí này của kỳ đã được sửa. Hãy mở lại bản sửa ấy.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("answer", ""),
                                        ("criterion", "grade"),
                                        ("points__isnull", True),
                                        models.Q(("grade", ""), _negated=True),
                                    ),
                                    models.Q(
                                        (
                                            "criterion__in",
                                            (
                                                "tasks-done",
                                                "tasks-on-time",
                                                "few-tasks-late",
                                                "tasks-beyond",
                                                "nobody-punished",
                                                "faults-repaired",
                                            ),
                                        ),
                                        ("grade", ""),
                                        ("points__isnull", True),
                                        models.Q(("answer", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "criterion__in",
                                                [
                                                    "grade",
                                                    "tasks-done",
                                                    "tasks-on-time",
                                                    "few-tasks-late",
                                                    "tasks-beyond",
                                                    "nobody-punished",
                                                    "faults-repaired",
                                                ],
                                            ),
                                            _negated=True,
                                        ),
                                        ("answer", ""),
                                        ("grade", ""),
                                        ("points__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="a_correction_gives_points_an_answer_or_a_grade",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_correctionevent" ("answer", "body_id", "criterion", "document", "grade", "id", "made_by", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "quarter", "reason", "year") SELECT new_values."answer", new_values."body_id", new_values."criterion", new_values."document", new_values."grade", new_values."id", new_values."made_by", new_values."made_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."points", new_values."quarter", new_values."reason", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="d1caa78abda762701b7d18253515fa980f0938aa",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_correctionevent" ("answer", "body_id", "criterion", "document", "grade", "id", "made_by", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "quarter", "reason", "year") SELECT new_values."answer", new_values."body_id", new_values."criterion", new_values."document", new_values."grade", new_values."id", new_values."made_by", new_values."made_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."points", new_values."quarter", new_values."reason", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="115b4369b8a0e15b5964d32e6d97f8ad56f02551",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_correctionevent" ("answer", "body_id", "criterion", "document", "grade", "id", "made_by", "made_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "quarter", "reason", "year") SELECT old_values."answer", old_values."body_id", old_values."criterion", old_values."document", old_values."grade", old_values."id", old_values."made_by", old_values."made_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."quarter", old_values."reason", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="cb28a73c97c79d77548698ca1a9b70f18321aac7",
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
                            "quarter",
                            models.CharField(
                                blank=True,
                                choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
                                max_length=1,
                                verbose_name="quý",
                            ),
                        ),
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
                                    ("tasks-done", "Hoàn thành mọi nhiệm vụ được giao"),
                                    ("tasks-on-time", "Hoàn thành mọi nhiệm vụ đúng hạn"),
                                    ("few-tasks-late", "Số nhiệm vụ chậm tiến độ trong mức cho phép"),
                                    ("tasks-beyond", "Đủ số nhiệm vụ hoàn thành vượt mức yêu cầu"),
                                    ("nobody-punished", "Không có thành viên bị kỷ luật"),
                                    ("faults-repaired", "Đã khắc phục hạn chế, khuyết điểm trước đó"),
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
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[("met", "Đạt"), ("not-met", "Không đạt")],
                                max_length=8,
                                verbose_name="điều kiện",
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
                            "quarter",
                            models.CharField(
                                blank=True,
                                choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
                                max_length=1,
                                verbose_name="quý",
                            ),
                        ),
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
                                    ("unsettled", "Chưa đủ dữ liệu để xếp loại"),
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
                        "indexes": [
                            models.Index(fields=["year", "quarter", "body"], name="reviews_of_a_year")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("body", "year", "quarter"),
                                name="one_review_per_body_and_period",
                                violation_error_message="Kỳ này của tổ chức đã được xác nhận.",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewevent" ("body_id", "breakdown", "confirmed_by", "confirmed_on", "document", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "proposed_grade", "proposed_points", "quarter", "year") SELECT new_values."body_id", new_values."breakdown", new_values."confirmed_by", new_values."confirmed_on", new_values."document", new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."points", new_values."proposed_grade", new_values."proposed_points", new_values."quarter", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="18018173a0972f3b436412078b2522dc24e0c289",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewevent" ("body_id", "breakdown", "confirmed_by", "confirmed_on", "document", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "proposed_grade", "proposed_points", "quarter", "year") SELECT new_values."body_id", new_values."breakdown", new_values."confirmed_by", new_values."confirmed_on", new_values."document", new_values."grade", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."points", new_values."proposed_grade", new_values."proposed_points", new_values."quarter", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5261c807c8d1fd765249cfc4d1424253d624d0db",
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
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewevent" ("body_id", "breakdown", "confirmed_by", "confirmed_on", "document", "grade", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "proposed_grade", "proposed_points", "quarter", "year") SELECT old_values."body_id", old_values."breakdown", old_values."confirmed_by", old_values."confirmed_on", old_values."document", old_values."grade", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."points", old_values."proposed_grade", old_values."proposed_points", old_values."quarter", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="ea9c536fdf475a8177431bca6568c2ca690f0a9f",
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
                            "quarter",
                            models.CharField(
                                blank=True,
                                choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
                                max_length=1,
                                verbose_name="quý",
                            ),
                        ),
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
                                    ("unsettled", "Chưa đủ dữ liệu để xếp loại"),
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
                migrations.CreateModel(
                    name="ReviewPaper",
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
                                related_name="review_papers",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="năm")),
                        (
                            "quarter",
                            models.CharField(
                                blank=True,
                                choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
                                max_length=1,
                                verbose_name="quý",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Phiếu của văn phòng"),
                                    ("01", "Mẫu 01, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                    ("2A", "Mẫu 2A, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                    ("2B", "Mẫu 2B, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                    ("2C", "Mẫu 2C, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                ],
                                max_length=2,
                                verbose_name="mẫu",
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="review",
                                to="papers.paper",
                                verbose_name="văn bản",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "phiếu đánh giá",
                        "verbose_name_plural": "phiếu đánh giá",
                        "indexes": [
                            models.Index(fields=["body", "year", "quarter"], name="sheets_of_a_review")
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewpaperevent" ("body_id", "form", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "year") SELECT new_values."body_id", new_values."form", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."quarter", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9b008ad64cbabce6b26e8652616064b1cbfe5888",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_c8a44",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="reviews_reviewpaper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewpaperevent" ("body_id", "form", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "year") SELECT new_values."body_id", new_values."form", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."quarter", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f1702feef1e51f07161375c40fdc2aaaae6eebff",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_f0acf",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="reviews_reviewpaper",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reviews_reviewpaperevent" ("body_id", "form", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quarter", "year") SELECT old_values."body_id", old_values."form", old_values."id", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."quarter", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="bc1df2f6688528cff5288ff8cb2640bd043941b0",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_2febb",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="reviews_reviewpaper",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewPaperEvent",
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
                                to="reviews.reviewpaper",
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
                            "quarter",
                            models.CharField(
                                blank=True,
                                choices=[("1", "Quý I"), ("2", "Quý II"), ("3", "Quý III"), ("4", "Quý IV")],
                                max_length=1,
                                verbose_name="quý",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "Phiếu của văn phòng"),
                                    ("01", "Mẫu 01, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                    ("2A", "Mẫu 2A, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                    ("2B", "Mẫu 2B, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                    ("2C", "Mẫu 2C, Hướng dẫn 43-HD/BTCTW; đối chiếu bản gốc"),
                                ],
                                max_length=2,
                                verbose_name="mẫu",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="papers.paper",
                                verbose_name="văn bản",
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
