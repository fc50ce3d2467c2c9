from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_layout_6"), ("accounts", "0002_accounts_by_post")]

    operations = [
        migrations.AlterField(
            model_name="hold",
            name="kind",
            field=models.CharField(
                choices=[
                    ("digest", "thư nhắc việc"),
                    ("request", "thư đôn đốc"),
                    ("brief", "tin tuần cho lãnh đạo"),
                    ("invite", "giấy mời"),
                    ("direction", "ý kiến chỉ đạo"),
                    ("account", "thư mời dùng tài khoản"),
                ],
                max_length=24,
                verbose_name="loại",
            ),
        ),
    ]
