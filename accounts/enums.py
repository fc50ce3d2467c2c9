"""Closed lists of the accounts app."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What a person does with the product; decides which pages and bodies they reach."""

    STAFF = "staff", _("Chuyên viên văn phòng")
    LEADER = "leader", _("Lãnh đạo")
    SECRETARY = "secretary", _("Thư ký tổ chức đảng")
    ADMINISTRATOR = "administrator", pgettext_lazy("vai trò", "Quản trị")
