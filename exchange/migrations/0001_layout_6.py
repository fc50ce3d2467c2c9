import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.schema


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="ImportRun",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("name", core.fields.LineField(max_length=150, verbose_name="tên tệp")),
                        ("size", models.PositiveIntegerField(verbose_name="dung lượng (byte)")),
                        ("sha256", models.CharField(max_length=64, verbose_name="mã kiểm SHA-256")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "chờ đọc"),
                                    ("reading", "đang đọc"),
                                    ("ready", "chờ xác nhận"),
                                    ("faulty", "có lỗi"),
                                    ("queued", "chờ ghi"),
                                    ("writing", "đang ghi"),
                                    ("done", "đã nhập"),
                                    ("discarded", "đã bỏ"),
                                    ("failed", "không đọc được"),
                                ],
                                default="waiting",
                                max_length=12,
                                verbose_name="tình trạng",
                            ),
                        ),
                        ("phase", models.CharField(blank=True, max_length=120, verbose_name="đang làm")),
                        ("rows_done", models.PositiveIntegerField(default=0, verbose_name="số dòng đã đọc")),
                        ("rows_total", models.PositiveIntegerField(default=0, verbose_name="số dòng")),
                        ("preview", models.JSONField(default=dict, verbose_name="kết quả xem trước")),
                        ("result", models.JSONField(default=dict, verbose_name="kết quả ghi")),
                        ("message", models.TextField(blank=True, verbose_name="thông báo")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người tải lên",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(verbose_name="tải lên lúc")),
                        (
                            "committed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người ghi",
                            ),
                        ),
                        ("settled_at", models.DateTimeField(null=True, verbose_name="xong lúc")),
                    ],
                    options={
                        "verbose_name": "lần nhập dữ liệu",
                        "verbose_name_plural": "lần nhập dữ liệu",
                        "indexes": [models.Index(fields=["-uploaded_at"], name="latest_import_run")],
                    },
                ),
            ],
        ),
    ]
