"""Uploaded files in S3-compatible storage, read and written through Django's storage API (ADR 33)."""

import contextlib
from collections.abc import Iterator
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.utils.translation import gettext as _
from storages.backends.s3 import S3Storage

from core.errors import Refused


@contextlib.contextmanager
def _in_words(field: str | None = None) -> Iterator[None]:
    """Raise Refused where the storage does not do what was asked of it."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Refused(
            _(
                "Kho tệp không trả lời nên chưa đọc, chưa nhận được tệp; những gì đã lưu vẫn còn. Thử lại sau"
                " ít phút; nếu vẫn vậy, báo quản trị."
            ),
            field=field,
        ) from error


class BucketStorage(S3Storage):
    """django-storages' own; where the storage is away, it raises Refused in words for a user. No address of
    a file leaves the product: a view checks who may read and hands it out."""

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _in_words():
            opened = super()._open(name, mode)
            opened.file  # noqa: B018 - fetched now, so that no page breaks off within it
            return opened

    def _save(self, name: str, content: "File[Any]") -> str:
        with _in_words("upload"):
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with _in_words():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with _in_words():
            return bool(super().exists(name))

    def url(self, name: str, *_arguments: Any, **_named: Any) -> str:
        raise ValueError("Files have no address of their own.")

    def answers(self) -> bool:
        """Tell whether the bucket answers, within two seconds: balancers wait for this, too."""
        patience = {"connect_timeout": 1, "read_timeout": 1, "retries": {"total_max_attempts": 1}}
        client = self._create_session().client(
            "s3",
            region_name=self.region_name,
            endpoint_url=self.endpoint_url,
            config=self.client_config.merge(Config(**patience)),
            verify=self.verify,
        )
        try:
            client.head_bucket(Bucket=self.bucket_name)
        except (BotoCoreError, ClientError):
            return False
        finally:
            client.close()
        return True
