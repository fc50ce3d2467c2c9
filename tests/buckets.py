"""A real S3 server on loopback, for tests of files in object storage."""

import contextlib
import logging
from collections.abc import Iterator

from moto.server import ThreadedMotoServer

from runtime import filestore

OPTIONS = "tls=0&region=vn-1&prefix=nen-nep"


@contextlib.contextmanager
def serving(name: str = "van-phong") -> Iterator[str]:
    """Serve an empty bucket and give its FILES_URL."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        url = f"s3://khoa:m%C3%A2t%2Fkhau@{host}:{port}/{name}?{OPTIONS}"
        found = filestore.at(url)
        assert isinstance(found, filestore.Bucket)
        found.client().create_bucket(
            Bucket=name, CreateBucketConfiguration={"LocationConstraint": found.region}
        )
        yield url
    finally:
        server.stop()
