import django.contrib.auth.validators
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import core.fields
import core.schema
from accounts.migrations import _by_hand


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        *_by_hand.DEPENDENCIES,
        ("auth", "0012_alter_user_first_name_max_length"),
        ("delegations", "0001_layout_6"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        *_by_hand.BEFORE,
        core.schema.CreateModels(
            models=[
                migrations.CreateModel(
                    name="User",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        (
                            "last_login",
                            models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                        ),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        (
                            "full_name",
                            core.fields.LineField(blank=True, max_length=120, verbose_name="họ và tên"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "Chuyên viên văn phòng"),
                                    ("leader", "Lãnh đạo"),
                                    ("secretary", "Thư ký tổ chức đảng"),
                                    ("reader", "Cơ quan chỉ xem"),
                                    ("administrator", "Quản trị"),
                                ],
                                default="staff",
                                max_length=16,
                                verbose_name="vai trò",
                            ),
                        ),
                        (
                            "must_change_password",
                            models.BooleanField(
                                default=False, verbose_name="phải đổi mật khẩu khi đăng nhập"
                            ),
                        ),
                        (
                            "password_given_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="được cấp mật khẩu lúc"),
                        ),
                        (
                            "areas",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("lanh-dao", "Tổng quan, phân tích, đánh giá"),
                                        ("to-chuc", "Tổ chức đảng, thành viên, danh bạ"),
                                        ("hop", "Họp, quyết nghị, nhiệm vụ"),
                                        ("bao-cao", "Báo cáo, đề xuất"),
                                        ("quy-che", "Quy chế, văn bản"),
                                        ("giay-to", "Giấy tờ đã lập"),
                                        ("chuyen-vien", "Phát hiện, ý kiến chỉ đạo, lịch"),
                                        ("quy-dinh", "Quy định theo dõi"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="trang được xem",
                            ),
                        ),
                        ("reads_all", models.BooleanField(default=False, verbose_name="xem mọi tổ chức")),
                        ("of_sample", models.BooleanField(default=False, verbose_name="người dùng mẫu")),
                        (
                            "tour_ended_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="kết thúc lượt làm quen lúc"
                            ),
                        ),
                        (
                            "page_size",
                            models.PositiveSmallIntegerField(
                                editable=False, null=True, verbose_name="số dòng mỗi trang"
                            ),
                        ),
                        (
                            "inbox_read_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="đã đọc tin mới đến lúc"
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "người dùng",
                        "verbose_name_plural": "người dùng",
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("areas", "date_joined", "email", "full_name", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "of_sample", "password_given_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_all", "role", "username") SELECT new_values."areas", new_values."date_joined", new_values."email", new_values."full_name", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."must_change_password", new_values."of_sample", new_values."password_given_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reads_all", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="266d0ca9e8f75f44f3980f5427c88dcc68f02a98",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_3867c",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="accounts_user",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("areas", "date_joined", "email", "full_name", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "of_sample", "password_given_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_all", "role", "username") SELECT new_values."areas", new_values."date_joined", new_values."email", new_values."full_name", new_values."id", new_values."is_active", new_values."is_staff", new_values."is_superuser", new_values."must_change_password", new_values."of_sample", new_values."password_given_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reads_all", new_values."role", new_values."username" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."areas" IS DISTINCT FROM (new_values."areas") OR old_values."date_joined" IS DISTINCT FROM (new_values."date_joined") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."is_staff" IS DISTINCT FROM (new_values."is_staff") OR old_values."is_superuser" IS DISTINCT FROM (new_values."is_superuser") OR old_values."must_change_password" IS DISTINCT FROM (new_values."must_change_password") OR old_values."of_sample" IS DISTINCT FROM (new_values."of_sample") OR old_values."password_given_at" IS DISTINCT FROM (new_values."password_given_at") OR old_values."reads_all" IS DISTINCT FROM (new_values."reads_all") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."username" IS DISTINCT FROM (new_values."username")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="fca6ff6f1e64b7779319c1e92fc02865113421b9",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_0e890",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="accounts_user",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_userevent" ("areas", "date_joined", "email", "full_name", "id", "is_active", "is_staff", "is_superuser", "must_change_password", "of_sample", "password_given_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reads_all", "role", "username") SELECT old_values."areas", old_values."date_joined", old_values."email", old_values."full_name", old_values."id", old_values."is_active", old_values."is_staff", old_values."is_superuser", old_values."must_change_password", old_values."of_sample", old_values."password_given_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reads_all", old_values."role", old_values."username" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="70f705542989523aa2c451132f4887717c9bd938",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_19f14",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="accounts_user",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UserEvent",
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
                                to=settings.AUTH_USER_MODEL,
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
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                        ),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        (
                            "date_joined",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="date joined"
                            ),
                        ),
                        (
                            "full_name",
                            core.fields.LineField(blank=True, max_length=120, verbose_name="họ và tên"),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "Chuyên viên văn phòng"),
                                    ("leader", "Lãnh đạo"),
                                    ("secretary", "Thư ký tổ chức đảng"),
                                    ("reader", "Cơ quan chỉ xem"),
                                    ("administrator", "Quản trị"),
                                ],
                                default="staff",
                                max_length=16,
                                verbose_name="vai trò",
                            ),
                        ),
                        (
                            "must_change_password",
                            models.BooleanField(
                                default=False, verbose_name="phải đổi mật khẩu khi đăng nhập"
                            ),
                        ),
                        (
                            "password_given_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="được cấp mật khẩu lúc"),
                        ),
                        (
                            "areas",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("lanh-dao", "Tổng quan, phân tích, đánh giá"),
                                        ("to-chuc", "Tổ chức đảng, thành viên, danh bạ"),
                                        ("hop", "Họp, quyết nghị, nhiệm vụ"),
                                        ("bao-cao", "Báo cáo, đề xuất"),
                                        ("quy-che", "Quy chế, văn bản"),
                                        ("giay-to", "Giấy tờ đã lập"),
                                        ("chuyen-vien", "Phát hiện, ý kiến chỉ đạo, lịch"),
                                        ("quy-dinh", "Quy định theo dõi"),
                                    ],
                                    max_length=16,
                                ),
                                blank=True,
                                default=list,
                                size=None,
                                verbose_name="trang được xem",
                            ),
                        ),
                        ("reads_all", models.BooleanField(default=False, verbose_name="xem mọi tổ chức")),
                        ("of_sample", models.BooleanField(default=False, verbose_name="người dùng mẫu")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="BodyGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grants",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="grants",
                                to="delegations.body",
                                verbose_name="tổ chức đảng",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quyền trên tổ chức đảng",
                        "verbose_name_plural": "quyền trên tổ chức đảng",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "body"), name="one_grant_per_user_and_body"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_bodygrantevent" ("body_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."body_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5baa99ec98a846c483c795eeca005888308a4551",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_f1ea7",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="accounts_bodygrant",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_bodygrantevent" ("body_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."body_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="f68e271048bb254b6f93e7b67873f475c6e39110",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_82b39",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="accounts_bodygrant",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_bodygrantevent" ("body_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."body_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="091a147b666555e46c32286309deb25c6bec5018",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_172b4",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="accounts_bodygrant",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyGrantEvent",
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
                                to="accounts.bodygrant",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
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
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="KindGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kinds",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readers",
                                to="delegations.bodykind",
                                verbose_name="loại tổ chức",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "quyền xem loại tổ chức",
                        "verbose_name_plural": "quyền xem loại tổ chức",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "kind"), name="one_grant_per_user_and_kind"
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_kindgrantevent" ("id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="9718a9e88265770ac3673e3ce2608bb7e584c36d",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_21911",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="accounts_kindgrant",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_kindgrantevent" ("id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT new_values."id", new_values."kind_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="8fde418e0fb50a55177cf541108c5f368791eccb",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_551e9",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="accounts_kindgrant",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_kindgrantevent" ("id", "kind_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") SELECT old_values."id", old_values."kind_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="6e62b2e8f391fcac30bc4fc14bb48bb018193017",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_c47a7",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="accounts_kindgrant",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KindGrantEvent",
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
                                to="accounts.kindgrant",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
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
                    name="Deputy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người được thay",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acts_for",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thay mặt",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(verbose_name="đến hết ngày")),
                        ("reason", core.fields.LineField(blank=True, max_length=200, verbose_name="lý do")),
                    ],
                    options={
                        "verbose_name": "người thay mặt",
                        "verbose_name_plural": "người thay mặt",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                                name="deputy_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("deputy", models.F("user")), _negated=True),
                                name="nobody_is_their_own_deputy",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_deputyevent" ("deputy_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "user_id") SELECT new_values."deputy_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="5505c470ef8242cd52da92b959007f2395a27e22",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_01310",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="accounts_deputy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_deputyevent" ("deputy_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "user_id") SELECT new_values."deputy_id", new_values."ends_on", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."starts_on", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="b1637cabb07ca973aa841e3e28e28656f7069c20",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_68174",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="accounts_deputy",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_deputyevent" ("deputy_id", "ends_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "starts_on", "user_id") SELECT old_values."deputy_id", old_values."ends_on", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."starts_on", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="a2efce5397521dbc7d7270a632d2fe7576af7f30",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_9cc68",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="accounts_deputy",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DeputyEvent",
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
                                to="accounts.deputy",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người được thay",
                            ),
                        ),
                        (
                            "deputy",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thay mặt",
                            ),
                        ),
                        ("starts_on", models.DateField(verbose_name="từ ngày")),
                        ("ends_on", models.DateField(verbose_name="đến hết ngày")),
                        ("reason", core.fields.LineField(blank=True, max_length=200, verbose_name="lý do")),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "address",
                            models.GenericIPAddressField(blank=True, null=True, verbose_name="địa chỉ máy"),
                        ),
                        ("agent", models.CharField(blank=True, max_length=200, verbose_name="trình duyệt")),
                        ("session_key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                        ("session_data", models.TextField()),
                        ("expire_date", models.DateTimeField(db_index=True, verbose_name="hết lúc")),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="đăng nhập lúc")),
                        ("seen_at", models.DateTimeField(verbose_name="dùng gần nhất lúc")),
                    ],
                    options={
                        "verbose_name": "phiên đăng nhập",
                        "verbose_name_plural": "phiên đăng nhập",
                    },
                ),
                migrations.CreateModel(
                    name="SignIn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "address",
                            models.GenericIPAddressField(blank=True, null=True, verbose_name="địa chỉ máy"),
                        ),
                        ("agent", models.CharField(blank=True, max_length=200, verbose_name="trình duyệt")),
                        ("at", models.DateTimeField(db_index=True, verbose_name="lúc")),
                        (
                            "user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_ins",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("entered", "vào được"),
                                    ("left", "đăng xuất"),
                                    ("wrong-password", "sai mật khẩu"),
                                    ("wrong-code", "sai mã xác thực"),
                                    ("unknown-name", "tên đăng nhập không có"),
                                    ("stopped", "tài khoản đã ngừng"),
                                    ("password-ended", "mật khẩu được cấp đã hết hạn"),
                                    ("refused", "thử quá nhiều lần, phải chờ"),
                                    ("no-account", "chưa có tài khoản ở đây"),
                                    ("no-group", "không thuộc nhóm nào được dùng phần mềm"),
                                    ("not-here", "phải đăng nhập bằng tài khoản của tỉnh"),
                                    ("away", "máy chủ tài khoản của tỉnh không trả lời"),
                                ],
                                max_length=16,
                                verbose_name="kết quả",
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                choices=[
                                    ("password", "mật khẩu ở đây"),
                                    ("oidc", "OpenID Connect"),
                                    ("saml", "SAML"),
                                    ("ldap", "danh bạ LDAP"),
                                ],
                                db_default="password",
                                default="password",
                                max_length=16,
                                verbose_name="cách đăng nhập",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "lần đăng nhập",
                        "verbose_name_plural": "lần đăng nhập",
                    },
                ),
                migrations.CreateModel(
                    name="FactorRemoval",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="factor_removals",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("reason", core.fields.LineField(max_length=200, verbose_name="lý do")),
                        ("asked_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người đề nghị",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "chờ quản trị thứ hai"),
                                    ("removed", "đã gỡ"),
                                    ("refused", "không gỡ"),
                                ],
                                default="asked",
                                max_length=16,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc"),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người quyết định",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "đề nghị gỡ xác thực hai lớp",
                        "verbose_name_plural": "đề nghị gỡ xác thực hai lớp",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "asked")),
                                fields=("user",),
                                name="one_open_factor_removal_per_user",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by__isnull", True),
                                    models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="a_second_administrator_decides",
                            ),
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_factorremovalevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "user_id") SELECT new_values."asked_at", new_values."asked_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."state", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="087c2d79f4b2ec59f51c0245f3cda8ec9ea4b69a",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_6f51a",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="accounts_factorremoval",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_factorremovalevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "user_id") SELECT new_values."asked_at", new_values."asked_by_id", new_values."decided_at", new_values."decided_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."state", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="95dc00df823c1dec18e9435a206542a49a673270",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_8fcdc",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="accounts_factorremoval",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_factorremovalevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "user_id") SELECT old_values."asked_at", old_values."asked_by_id", old_values."decided_at", old_values."decided_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."state", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="df8138c7bde8e73623d58c658c6a5f728e9b2e23",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_f1856",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="accounts_factorremoval",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FactorRemovalEvent",
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
                                to="accounts.factorremoval",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("reason", core.fields.LineField(max_length=200, verbose_name="lý do")),
                        ("asked_at", models.DateTimeField(verbose_name="đề nghị lúc")),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người đề nghị",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("asked", "chờ quản trị thứ hai"),
                                    ("removed", "đã gỡ"),
                                    ("refused", "không gỡ"),
                                ],
                                default="asked",
                                max_length=16,
                                verbose_name="tình trạng",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="quyết định lúc"),
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
                                verbose_name="người quyết định",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccessToken",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="access_tokens",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=80, verbose_name="dùng cho")),
                        ("prefix", models.CharField(max_length=12, verbose_name="đầu khoá")),
                        ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Tổ chức, vị trí"),
                                        ("people", "Cán bộ, thành viên (dữ liệu cá nhân)"),
                                        ("findings", "Phát hiện, kỳ họp, cuộc họp, báo cáo"),
                                    ],
                                    max_length=16,
                                ),
                                size=None,
                                verbose_name="phạm vi",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "Chuyên viên văn phòng"),
                                    ("leader", "Lãnh đạo"),
                                    ("secretary", "Thư ký tổ chức đảng"),
                                    ("reader", "Cơ quan chỉ xem"),
                                    ("administrator", "Quản trị"),
                                ],
                                max_length=16,
                                verbose_name="vai trò khi lập",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        ("expires_on", models.DateField(verbose_name="dùng đến hết ngày")),
                        (
                            "last_used_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="dùng gần nhất lúc"),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thu hồi",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "khoá truy cập dữ liệu",
                        "verbose_name_plural": "khoá truy cập dữ liệu",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("user", "name"),
                                name="one_standing_token_per_user_and_name",
                            )
                        ],
                        "triggers": [
                            pgtrigger.compiler.Trigger(
                                name="insert_insert",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_accesstokenevent" ("created_at", "expires_on", "id", "last_used_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "revoked_by_id", "role", "scopes", "user_id") SELECT new_values."created_at", new_values."expires_on", new_values."id", new_values."last_used_at", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."prefix", new_values."revoked_at", new_values."revoked_by_id", new_values."role", new_values."scopes", new_values."user_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="482dac7f6d5c9fde4f8da3af73c457de6cab2efa",
                                    level="STATEMENT",
                                    operation="INSERT",
                                    pgid="pgtrigger_insert_insert_7dd8d",
                                    referencing="REFERENCING NEW TABLE AS new_values ",
                                    table="accounts_accesstoken",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="update_update",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_accesstokenevent" ("created_at", "expires_on", "id", "last_used_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "revoked_by_id", "role", "scopes", "user_id") SELECT new_values."created_at", new_values."expires_on", new_values."id", new_values."last_used_at", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."prefix", new_values."revoked_at", new_values."revoked_by_id", new_values."role", new_values."scopes", new_values."user_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."expires_on" IS DISTINCT FROM (new_values."expires_on") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."last_used_at" IS DISTINCT FROM (new_values."last_used_at") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."prefix" IS DISTINCT FROM (new_values."prefix") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at") OR old_values."revoked_by_id" IS DISTINCT FROM (new_values."revoked_by_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."scopes" IS DISTINCT FROM (new_values."scopes") OR old_values."user_id" IS DISTINCT FROM (new_values."user_id")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                                    hash="e9d1a7d9a55f840e3885a0e4b3007fc49f7edfe1",
                                    level="STATEMENT",
                                    operation="UPDATE",
                                    pgid="pgtrigger_update_update_410a8",
                                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                    table="accounts_accesstoken",
                                    when="AFTER",
                                ),
                            ),
                            pgtrigger.compiler.Trigger(
                                name="delete_delete",
                                sql=pgtrigger.compiler.UpsertTriggerSql(
                                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "accounts_accesstokenevent" ("created_at", "expires_on", "id", "last_used_at", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "revoked_at", "revoked_by_id", "role", "scopes", "user_id") SELECT old_values."created_at", old_values."expires_on", old_values."id", old_values."last_used_at", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."prefix", old_values."revoked_at", old_values."revoked_by_id", old_values."role", old_values."scopes", old_values."user_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                    hash="776d123e48f373329f1d77768ca30afbcb70ca97",
                                    level="STATEMENT",
                                    operation="DELETE",
                                    pgid="pgtrigger_delete_delete_4793c",
                                    referencing="REFERENCING OLD TABLE AS old_values ",
                                    table="accounts_accesstoken",
                                    when="AFTER",
                                ),
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AccessTokenEvent",
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
                                to="accounts.accesstoken",
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
                            "user",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("name", core.fields.LineField(max_length=80, verbose_name="dùng cho")),
                        ("prefix", models.CharField(max_length=12, verbose_name="đầu khoá")),
                        (
                            "scopes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("bodies", "Tổ chức, vị trí"),
                                        ("people", "Cán bộ, thành viên (dữ liệu cá nhân)"),
                                        ("findings", "Phát hiện, kỳ họp, cuộc họp, báo cáo"),
                                    ],
                                    max_length=16,
                                ),
                                size=None,
                                verbose_name="phạm vi",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("staff", "Chuyên viên văn phòng"),
                                    ("leader", "Lãnh đạo"),
                                    ("secretary", "Thư ký tổ chức đảng"),
                                    ("reader", "Cơ quan chỉ xem"),
                                    ("administrator", "Quản trị"),
                                ],
                                max_length=16,
                                verbose_name="vai trò khi lập",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="lập lúc")),
                        ("expires_on", models.DateField(verbose_name="dùng đến hết ngày")),
                        (
                            "last_used_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="dùng gần nhất lúc"),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="thu hồi lúc"),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người thu hồi",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RequestCount",
                    fields=[
                        ("who", models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ("ends_at", models.DateTimeField()),
                        ("number", models.PositiveIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["ends_at"], name="counts_to_forget")],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người lưu",
                            ),
                        ),
                        ("path", models.CharField(max_length=100, verbose_name="danh sách")),
                        ("name", core.fields.LineField(max_length=60, verbose_name="tên")),
                        ("query", models.CharField(blank=True, max_length=1000, verbose_name="bộ lọc")),
                        ("is_shared", models.BooleanField(default=False, verbose_name="dùng chung")),
                    ],
                    options={
                        "verbose_name": "bộ lọc đã lưu",
                        "verbose_name_plural": "bộ lọc đã lưu",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("path", "owner", "name"),
                                name="one_saved_view_per_list_owner_and_name",
                                violation_error_message="Danh sách này đã có bộ lọc tên đó. Hãy đặt tên khác.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListSettings",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="list_settings",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="người dùng",
                            ),
                        ),
                        ("path", models.CharField(max_length=100, verbose_name="danh sách")),
                        (
                            "columns",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=30),
                                blank=True,
                                null=True,
                                size=None,
                                verbose_name="cột",
                            ),
                        ),
                        (
                            "opens_with",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="accounts.savedview",
                                verbose_name="bộ lọc mặc định",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "cách xem danh sách",
                        "verbose_name_plural": "cách xem danh sách",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "path"), name="one_settings_per_user_and_list"
                            )
                        ],
                    },
                ),
            ],
        ),
        *_by_hand.AFTER,
    ]
