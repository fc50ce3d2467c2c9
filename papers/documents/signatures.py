"""The task of the child that reads the digital signatures of a PDF: by the file and the certificates that the
office trusts, with nothing from the network."""

import datetime as dt
import io
import logging
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MOST_SIGNATURES = 50


def inspect(file: BinaryIO, reply: Callable[[Any], None], trusted: Sequence[str], moment: str) -> None:
    """Tell of each signature who signed, when as the signer says, whether what it covers is unchanged and is
    the whole file, whether one of the certificates vouches for it, and what is wrong."""
    logging.disable()
    context = {
        "trust_roots": [load(text) for text in trusted],
        "allow_fetching": False,
        "revocation_mode": "soft-fail",
        "moment": dt.datetime.fromisoformat(moment),
    }
    reader = PdfFileReader(io.BytesIO(file.read()), strict=False)
    found = []
    for signature in reader.embedded_regular_signatures[:MOST_SIGNATURES]:
        found.append(_read(signature, context))
    reply({"signatures": found})


def certificate(file: BinaryIO, reply: Callable[[Any], None]) -> None:
    """Tell of a file with one certificate whose it is, until when it holds, its fingerprint, and itself as
    PEM; {} of any other file."""
    try:
        found = load(file.read().decode("latin-1"))
        told = {
            "pem": pem.armor("CERTIFICATE", found.dump()).decode("ascii"),
            "subject": found.subject.human_friendly,
            "fingerprint": found.sha256.hex(),
            "until": found.not_valid_after.date().isoformat(),
        }
    except (ValueError, TypeError, KeyError, OverflowError):
        told = {}
    reply(told)


def load(text: str) -> x509.Certificate:
    """Return the certificate of a text in PEM, or of bytes in DER that came as latin-1; raises ValueError."""
    raw = text.encode("latin-1", "replace")
    if pem.detect(raw):
        _kind, _headers, raw = pem.unarmor(raw)
    certificate = x509.Certificate.load(raw, strict=True)
    certificate.subject.native  # noqa: B018  reads it: what is no certificate fails here
    certificate.not_valid_after  # noqa: B018
    return certificate


def _read(signature: Any, context: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {"signer": "", "signed_at": "", "intact": False, "whole": False, "trusted": False}
    try:
        told["signer"] = _name(signature.signer_cert)
        told["issuer"] = _name(signature.signer_cert, issuer=True)
        told["until"] = signature.signer_cert.not_valid_after.date().isoformat()
        if signature.self_reported_timestamp:
            told["signed_at"] = signature.self_reported_timestamp.isoformat()
        # A certificate that the office names itself vouches for its own signatures.
        direct = [one for one in context["trust_roots"] if one.sha256 == signature.signer_cert.sha256]
        status = validate_pdf_signature(signature, ValidationContext(**context), skip_diff=False)
        told["intact"] = bool(status.intact and status.valid)
        told["whole"] = status.coverage == SignatureCoverageLevel.ENTIRE_FILE or bool(status.docmdp_ok)
        told["trusted"] = bool(status.trusted or (direct and status.intact and status.valid))
        told["expired"] = signature.signer_cert.not_valid_after < context["moment"]
    except (
        Exception
    ) as error:  # a stranger's signature fails in many ways: each is told as one that is not good
        told["why"] = type(error).__name__
    return told


def _name(certificate: x509.Certificate, *, issuer: bool = False) -> str:
    """Return the common name of who holds the certificate, or of who issued it."""
    whole = (certificate.issuer if issuer else certificate.subject).native
    name = whole.get("common_name") or whole.get("organization_name") or ""
    return " ".join(str(name).split())[:200]
