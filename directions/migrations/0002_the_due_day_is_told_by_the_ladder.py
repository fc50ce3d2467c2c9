from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directions", "0001_layout_5"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("given", "ý kiến chỉ đạo mới"),
                    ("unreceived", "chậm xác nhận tiếp nhận"),
                    ("extension", "trả lời xin gia hạn"),
                ],
                max_length=12,
                verbose_name="loại",
            ),
        ),
    ]
