import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import core.fields


class Migration(migrations.Migration):
    dependencies = [
        ("delegations", "0001_layout_6"),
        ("papers", "0001_layout_6"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LawDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", core.fields.LineField(max_length=160, verbose_name="tên dự thảo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("in-force", "Đã cho áp dụng"),
                            ("discarded", "Đã bỏ"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="tình trạng",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="soạn lúc")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="áp dụng hoặc bỏ lúc"),
                ),
                (
                    "discard_reason",
                    core.fields.LineField(blank=True, max_length=300, verbose_name="lý do bỏ"),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người soạn",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người cho áp dụng hoặc bỏ",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự thảo quy định",
                "verbose_name_plural": "dự thảo quy định",
            },
        ),
        migrations.CreateModel(
            name="CoordinationProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
                ("title", core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu")),
                ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                ("lapses_on", models.DateField(blank=True, null=True, verbose_name="hết hiệu lực")),
                (
                    "others",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="bên khác",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ văn phòng"),
                            ("accepted", "đã nhận"),
                            ("refused", "không nhận"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xem xét lúc")),
                (
                    "remark",
                    core.fields.LineField(blank=True, max_length=300, verbose_name="lý do không nhận"),
                ),
                (
                    "bodies",
                    models.ManyToManyField(
                        related_name="+", to="delegations.body", verbose_name="các tổ chức tham gia"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xem xét",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
            ],
            options={
                "verbose_name": "đề nghị ghi nhận quy chế phối hợp",
                "verbose_name_plural": "đề nghị ghi nhận quy chế phối hợp",
            },
        ),
        migrations.CreateModel(
            name="CoordinationProposalEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("title", core.fields.LineField(blank=True, max_length=400, verbose_name="trích yếu")),
                ("effective_on", models.DateField(verbose_name="hiệu lực từ")),
                ("lapses_on", models.DateField(blank=True, null=True, verbose_name="hết hiệu lực")),
                (
                    "others",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="bên khác",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "chờ văn phòng"),
                            ("accepted", "đã nhận"),
                            ("refused", "không nhận"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="tình trạng",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="xem xét lúc")),
                (
                    "remark",
                    core.fields.LineField(blank=True, max_length=300, verbose_name="lý do không nhận"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xem xét",
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
                        to="delegations.coordinationproposal",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đề nghị",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DraftedKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
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
                        null=True,
                        size=None,
                        verbose_name="loại quy chế phối hợp phải có",
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
                (
                    "kind_row",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="drafted",
                        to="delegations.kindrow",
                        verbose_name="dòng đang áp dụng",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kinds",
                        to="delegations.lawdraft",
                        verbose_name="dự thảo",
                    ),
                ),
            ],
            options={
                "verbose_name": "dự thảo thay đổi loại tổ chức",
                "verbose_name_plural": "dự thảo thay đổi loại tổ chức",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DraftedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("to_check", models.BooleanField(default=False, verbose_name="đối chiếu bản gốc")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="đối chiếu lúc")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đối chiếu",
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
                (
                    "law_row",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="drafted",
                        to="delegations.lawrow",
                        verbose_name="dòng đang áp dụng",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="delegations.lawdraft",
                        verbose_name="dự thảo",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng dự thảo quy định",
                "verbose_name_plural": "dòng dự thảo quy định",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LawSimulation",
            fields=[
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="simulation",
                        serialize=False,
                        to="delegations.lawdraft",
                        verbose_name="dự thảo",
                    ),
                ),
                ("mark", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField(verbose_name="yêu cầu lúc")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="xong lúc")),
                ("bodies_total", models.PositiveIntegerField(default=0, verbose_name="số tổ chức")),
                ("bodies_done", models.PositiveIntegerField(default=0, verbose_name="số tổ chức đã xét")),
                ("error", models.TextField(blank=True, verbose_name="lỗi")),
                ("outcome", models.JSONField(default=dict, verbose_name="kết quả")),
            ],
            options={
                "verbose_name": "mô phỏng quy định",
                "verbose_name_plural": "mô phỏng quy định",
            },
        ),
        migrations.CreateModel(
            name="DraftedRowEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                ("to_check", models.BooleanField(default=False, verbose_name="đối chiếu bản gốc")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="đối chiếu lúc")),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người đối chiếu",
                    ),
                ),
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
                (
                    "law_row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.lawrow",
                        verbose_name="dòng đang áp dụng",
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
                        to="delegations.draftedrow",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DraftedKindEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("starts_on", models.DateField(verbose_name="từ ngày")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="đến ngày")),
                ("reference", core.fields.LineField(max_length=300, verbose_name="căn cứ")),
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
                        null=True,
                        size=None,
                        verbose_name="loại quy chế phối hợp phải có",
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
                (
                    "kind_row",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.kindrow",
                        verbose_name="dòng đang áp dụng",
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
                        to="delegations.draftedkind",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LawDraftEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", core.fields.LineField(max_length=160, verbose_name="tên dự thảo")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Dự thảo"),
                            ("in-force", "Đã cho áp dụng"),
                            ("discarded", "Đã bỏ"),
                        ],
                        default="draft",
                        max_length=12,
                        verbose_name="tình trạng",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="soạn lúc")),
                (
                    "settled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="áp dụng hoặc bỏ lúc"),
                ),
                (
                    "discard_reason",
                    core.fields.LineField(blank=True, max_length=300, verbose_name="lý do bỏ"),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người soạn",
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
                        to="delegations.lawdraft",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người cho áp dụng hoặc bỏ",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Reform",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", core.fields.LineField(max_length=200, verbose_name="tên đợt sắp xếp")),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Tổ chức cũ hoạt động đến hết ngày hôm trước.",
                        verbose_name="ngày tổ chức mới bắt đầu",
                    ),
                ),
                ("decision", core.fields.LineField(max_length=60, verbose_name="số quyết định")),
                ("plan", models.JSONField(blank=True, default=dict, verbose_name="nội dung")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="áp dụng lúc")),
                (
                    "act",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="việc ghi trong lịch sử"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc")),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người áp dụng",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hoàn tác",
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt sắp xếp tổ chức",
                "verbose_name_plural": "đợt sắp xếp tổ chức",
            },
        ),
        migrations.CreateModel(
            name="ReformEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", core.fields.LineField(max_length=200, verbose_name="tên đợt sắp xếp")),
                (
                    "starts_on",
                    models.DateField(
                        help_text="Tổ chức cũ hoạt động đến hết ngày hôm trước.",
                        verbose_name="ngày tổ chức mới bắt đầu",
                    ),
                ),
                ("decision", core.fields.LineField(max_length=60, verbose_name="số quyết định")),
                ("plan", models.JSONField(blank=True, default=dict, verbose_name="nội dung")),
                ("applied_at", models.DateTimeField(blank=True, null=True, verbose_name="áp dụng lúc")),
                (
                    "act",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="việc ghi trong lịch sử"
                    ),
                ),
                ("undone_at", models.DateTimeField(blank=True, null=True, verbose_name="hoàn tác lúc")),
                (
                    "applied_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người áp dụng",
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
                        to="delegations.reform",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người hoàn tác",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StaffingPaper",
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
                        related_name="staffing_papers",
                        to="delegations.body",
                        verbose_name="tổ chức đảng",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staffing",
                        to="papers.paper",
                        verbose_name="văn bản",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers",
                        to="delegations.seat",
                        verbose_name="vị trí",
                    ),
                ),
            ],
            options={
                "verbose_name": "văn bản kiện toàn",
                "verbose_name_plural": "văn bản kiện toàn",
            },
        ),
        migrations.CreateModel(
            name="StaffingPaperEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                        to="delegations.staffingpaper",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="delegations.seat",
                        verbose_name="vị trí",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coordinationproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationproposalevent" ("decided_at", "decided_by_id", "effective_on", "id", "kind", "lapses_on", "number", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "remark", "state", "title") SELECT new_values."decided_at", new_values."decided_by_id", new_values."effective_on", new_values."id", new_values."kind", new_values."lapses_on", new_values."number", new_values."others", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."remark", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="11cb530a4a74817b2f228c91dd5fdc8fd424b6df",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d18b6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_coordinationproposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coordinationproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationproposalevent" ("decided_at", "decided_by_id", "effective_on", "id", "kind", "lapses_on", "number", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "remark", "state", "title") SELECT new_values."decided_at", new_values."decided_by_id", new_values."effective_on", new_values."id", new_values."kind", new_values."lapses_on", new_values."number", new_values."others", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."proposed_at", new_values."proposed_by_id", new_values."remark", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8799a63a1fa93c3aa4a6a8acfd79f617a42ceff1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4275f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_coordinationproposal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="coordinationproposal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_coordinationproposalevent" ("decided_at", "decided_by_id", "effective_on", "id", "kind", "lapses_on", "number", "others", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "remark", "state", "title") SELECT old_values."decided_at", old_values."decided_by_id", old_values."effective_on", old_values."id", old_values."kind", old_values."lapses_on", old_values."number", old_values."others", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."proposed_at", old_values."proposed_by_id", old_values."remark", old_values."state", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="796e7a64016224e5c6782b7c288e575fd0cf4275",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b664f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_coordinationproposal",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="lawdraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("settled_by__isnull", True), ("state", "draft")),
                    models.Q(
                        models.Q(("state", "draft"), _negated=True),
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_law_draft_is_open_or_somebody_settled_it",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lawdraft",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_lawdraftevent" ("discard_reason", "drafted_at", "drafted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "state", "title") SELECT new_values."discard_reason", new_values."drafted_at", new_values."drafted_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="64a0004eb2a81d7788e19d621793426c3cb101e1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2fc1c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_lawdraft",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lawdraft",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_lawdraftevent" ("discard_reason", "drafted_at", "drafted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "state", "title") SELECT new_values."discard_reason", new_values."drafted_at", new_values."drafted_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."settled_at", new_values."settled_by_id", new_values."state", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="77c6d94583bdfb6a5f080eee1d273fbf1e82d726",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d26a2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_lawdraft",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lawdraft",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_lawdraftevent" ("discard_reason", "drafted_at", "drafted_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "state", "title") SELECT old_values."discard_reason", old_values."drafted_at", old_values."drafted_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."settled_at", old_values."settled_by_id", old_values."state", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="70a942f133e551abff52aaeb558426b7b0ec5a44",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_97ece",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_lawdraft",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedrow",
            constraint=models.UniqueConstraint(
                fields=("draft", "kind", "rule", "parameter", "starts_on"),
                name="one_drafted_row_per_kind_subject_and_day",
                nulls_distinct=False,
                violation_error_message="Dự thảo đã có một dòng về quy tắc hoặc tham số này, cho loại này, từ đúng ngày này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule", ""), ("parameter", ""), _connector="XOR"),
                name="a_drafted_row_is_on_a_rule_or_a_parameter",
                violation_error_message="Ghi quy tắc hoặc tham số, đúng một trong hai.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(("rule", ""), ("value__in", ["yes", "no"]), _connector="OR"),
                name="a_drafted_row_says_whether_a_rule_applies",
                violation_error_message="Giá trị của một quy tắc là Có hoặc Không.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="a_drafted_row_ends_after_it_starts",
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_draftedrowevent" ("checked_at", "checked_by_id", "draft_id", "ends_on", "id", "kind_id", "law_row_id", "parameter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rule", "starts_on", "to_check", "value") SELECT new_values."checked_at", new_values."checked_by_id", new_values."draft_id", new_values."ends_on", new_values."id", new_values."kind_id", new_values."law_row_id", new_values."parameter", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."rule", new_values."starts_on", new_values."to_check", new_values."value" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dfbf44df5acad4af110516c968d3da5bb49be9ab",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_db7ac",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_draftedrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_draftedrowevent" ("checked_at", "checked_by_id", "draft_id", "ends_on", "id", "kind_id", "law_row_id", "parameter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rule", "starts_on", "to_check", "value") SELECT new_values."checked_at", new_values."checked_by_id", new_values."draft_id", new_values."ends_on", new_values."id", new_values."kind_id", new_values."law_row_id", new_values."parameter", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."rule", new_values."starts_on", new_values."to_check", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ddcb1db0a6b66c1865f573219e839afe3d1e67f9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_144f4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_draftedrow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftedrow",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_draftedrowevent" ("checked_at", "checked_by_id", "draft_id", "ends_on", "id", "kind_id", "law_row_id", "parameter", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "rule", "starts_on", "to_check", "value") SELECT old_values."checked_at", old_values."checked_by_id", old_values."draft_id", old_values."ends_on", old_values."id", old_values."kind_id", old_values."law_row_id", old_values."parameter", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."rule", old_values."starts_on", old_values."to_check", old_values."value" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6a50e89f3c73ee1c53937d571b09ef406f30ab6f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_84e08",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_draftedrow",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedkind",
            constraint=models.UniqueConstraint(
                fields=("draft", "kind", "starts_on"),
                name="one_drafted_row_per_kind_and_day",
                violation_error_message="Dự thảo đã có một thay đổi của loại này từ đúng ngày này.",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedkind",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="a_drafted_kind_ends_after_it_starts",
                violation_error_message="Ngày cuối phải từ ngày đầu trở đi.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftedkind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_draftedkindevent" ("coordination_kinds", "draft_id", "ends_on", "id", "kind_id", "kind_row_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "starts_on") SELECT new_values."coordination_kinds", new_values."draft_id", new_values."ends_on", new_values."id", new_values."kind_id", new_values."kind_row_id", new_values."level", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reference", new_values."starts_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e133bf7dbbd45daf18d11d58190c50927fbab4d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7d175",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_draftedkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftedkind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_draftedkindevent" ("coordination_kinds", "draft_id", "ends_on", "id", "kind_id", "kind_row_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "starts_on") SELECT new_values."coordination_kinds", new_values."draft_id", new_values."ends_on", new_values."id", new_values."kind_id", new_values."kind_row_id", new_values."level", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reference", new_values."starts_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="60ba14b0f7d0017cfb546673ed964fcbc87246b1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_40206",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_draftedkind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="draftedkind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_draftedkindevent" ("coordination_kinds", "draft_id", "ends_on", "id", "kind_id", "kind_row_id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "starts_on") SELECT old_values."coordination_kinds", old_values."draft_id", old_values."ends_on", old_values."id", old_values."kind_id", old_values."kind_row_id", old_values."level", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reference", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ca39600ff70241bc907d20b7dbb713dbd9220598",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ea7c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_draftedkind",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reform",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("act__isnull", True), ("applied_at__isnull", True), ("applied_by__isnull", True)
                    ),
                    models.Q(
                        ("act__isnull", False), ("applied_at__isnull", False), ("applied_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="an_applied_reform_names_its_act",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reform",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_reformevent" ("act", "applied_at", "applied_by_id", "decision", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "starts_on", "undone_at", "undone_by_id") SELECT new_values."act", new_values."applied_at", new_values."applied_by_id", new_values."decision", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."plan", new_values."starts_on", new_values."undone_at", new_values."undone_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="94b62d67ded31d4a5f5f9e9d5ea66407d6aec779",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_77751",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_reform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reform",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_reformevent" ("act", "applied_at", "applied_by_id", "decision", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "starts_on", "undone_at", "undone_by_id") SELECT new_values."act", new_values."applied_at", new_values."applied_by_id", new_values."decision", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."plan", new_values."starts_on", new_values."undone_at", new_values."undone_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c78b1edcd48a1de1e4c55c89c30294ebc240fecf",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7defa",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_reform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reform",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_reformevent" ("act", "applied_at", "applied_by_id", "decision", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan", "starts_on", "undone_at", "undone_by_id") SELECT old_values."act", old_values."applied_at", old_values."applied_by_id", old_values."decision", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."plan", old_values."starts_on", old_values."undone_at", old_values."undone_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="af903519c06a336d165b8c6caa77ac704b53e828",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_76469",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_reform",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffingpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_staffingpaperevent" ("body_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id") SELECT new_values."body_id", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."seat_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b4e8fe8cd0beb63fb80f8b765d1a3f6fcec06e4b",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_44aa4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="delegations_staffingpaper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffingpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_staffingpaperevent" ("body_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id") SELECT new_values."body_id", new_values."id", new_values."paper_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."seat_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="bae35a21d81cb7c350097e85faac481fe3a929dd",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c50f4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="delegations_staffingpaper",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="staffingpaper",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "delegations_staffingpaperevent" ("body_id", "id", "paper_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat_id") SELECT old_values."body_id", old_values."id", old_values."paper_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."seat_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a747982f44d84c759d7421d399bbdd23daf7f6d6",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3c024",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="delegations_staffingpaper",
                    when="AFTER",
                ),
            ),
        ),
    ]
