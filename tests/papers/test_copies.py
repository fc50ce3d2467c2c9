"""Signed copies: a signature made here, by certificates made here, is found to be what it is off-line."""

import datetime as dt
import io

import pytest
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils.generic import NumberObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from core import clock
from core.errors import Refused
from papers.documents import pdf
from papers.enums import State
from papers.models import TrustedCertificate
from papers.services import certificates, copies
from tests import factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 29, 9, tzinfo=clock.ZONE)
SPAN = dt.datetime(2025, 1, 1), dt.datetime(2035, 1, 1)


def certificate(name, key, issuer=None, issuer_key=None, *, authority=False):
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SPAN[0])
        .not_valid_after(SPAN[1])
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                not authority, not authority, False, False, False, authority, authority, False, False
            ),
            critical=True,
        )
    )
    return builder.sign(issuer_key or key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority():
    key = ec.generate_private_key(ec.SECP256R1())
    return certificate("Cơ quan chứng thực Mẫu", key, authority=True), key


@pytest.fixture(scope="module")
def signer(authority):
    key = ec.generate_private_key(ec.SECP256R1())
    made = certificate("Lê Thị Thử", key, *authority)
    return signers.SimpleSigner(
        signing_cert=asn1.Certificate.load(made.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(
            key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        ),
        cert_registry=SimpleCertificateStore(),
    )


@pytest.fixture
def paper():
    return factories.PaperFactory(document_type="", kind="chuong-trinh", state=State.NUMBERED)


@pytest.fixture
def signed(paper, signer):
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf.pdf(paper)))
    out = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="ChuKy"), signer=signer)
    return out.getvalue()


def upload(content, name="ban-ky.pdf"):
    return SimpleUploadedFile(name, content)


def attach(paper, content, name="ban-ky.pdf", **values):
    values = {"signed_on": dt.date(2026, 11, 29)} | values
    return copies.attach(paper, upload=upload(content, name), **values, now=NOW, by=factories.UserFactory())


def trust(authority):
    pem = authority[0].public_bytes(serialization.Encoding.PEM)
    return certificates.add(upload=upload(pem, "goc.cer"), now=NOW, by=factories.UserFactory())


def test_a_signature_is_good_by_a_certificate_that_the_office_trusts(paper, signed, authority):
    trusted = trust(authority)
    assert (trusted.subject, trusted.valid_until) == (
        "Common Name: Cơ quan chứng thực Mẫu",
        dt.date(2035, 1, 1),
    )
    (found,) = attach(paper, signed).signatures
    assert found["signer"] == "Lê Thị Thử"
    assert found["issuer"] == "Cơ quan chứng thực Mẫu"
    assert (found["intact"], found["trusted"], found["whole"]) == (True, True, True)
    paper.refresh_from_db()
    assert paper.state == State.SIGNED


def test_without_such_a_certificate_the_signature_is_right_but_not_trusted(paper, signed, authority):
    copy = attach(paper, signed)
    assert (copy.signatures[0]["intact"], copy.signatures[0]["trusted"]) == (True, False)
    trust(authority)
    copies.check_again(copy, now=NOW, by=copy.added_by)
    assert copy.signatures[0]["trusted"]
    certificates.remove(TrustedCertificate.objects.get(), now=NOW, by=copy.added_by)
    assert not copies.check_again(copy, now=NOW, by=copy.added_by).signatures[0]["trusted"]


def test_a_file_that_was_changed_after_signing_is_told(paper, signed, authority):
    trust(authority)
    place = signed.index(b"/Type /Catalog") if b"/Type /Catalog" in signed else signed.index(b"/Producer")
    changed = signed[:place] + signed[place:].replace(b"/Type", b"/Tyqe", 1)
    try:
        (found,) = attach(paper, changed).signatures
    except Refused:
        return  # no longer a PDF that is read at all
    assert not (found["intact"] and found["trusted"])


def test_what_is_appended_after_signing_is_told(paper, signed, authority):
    trust(authority)
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Rotate"] = NumberObject(90)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    (found,) = copies.check(out.getvalue(), now=NOW)
    assert not found["whole"]


def test_a_scan_has_no_signature(paper):
    assert attach(paper, pdf.pdf(paper)).signatures == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"signed_on": dt.date(2026, 11, 30)}, "sau hôm nay"),
        ({"signed_on": dt.date(2020, 1, 1)}, "hơn một năm"),
        ({"content": b"%PDF-1.7\n%%EOF"}, "PDF"),
        ({"content": b"MZ"}, "ban-ky.pdf"),
    ],
)
def test_what_is_no_signed_copy_is_refused(paper, values, words):
    content = values.pop("content", None) or pdf.pdf(paper)
    with pytest.raises(Refused, match=words):
        attach(paper, content, **values)


def test_a_draft_has_no_signed_copy():
    with pytest.raises(Refused, match="chưa có bản ký"):
        attach(factories.PaperFactory(), b"%PDF")


def test_the_last_copy_taken_off_leaves_a_paper_unsigned(paper):
    copy = attach(paper, pdf.pdf(paper))
    copies.take_off(copy, now=NOW, by=copy.added_by)
    paper.refresh_from_db()
    assert paper.state == State.NUMBERED


def test_what_is_no_certificate_is_refused(authority):
    for content in (
        b"",
        b"x" * 10,
        b"x" * 200_000,
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    ):
        with pytest.raises(Refused, match="không phải chứng thư"):
            certificates.add(upload=upload(content, "x.cer"), now=NOW, by=factories.UserFactory())
    trust(authority)
    with pytest.raises(Refused, match="đã có"):
        trust(authority)
