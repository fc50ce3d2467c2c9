"""A real IMAP server on loopback, where Dovecot is installed and may be started (Debian: dovecot-imapd, as
root)."""

import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from pathlib import Path

from tests.outbox import peculiar
from tests.ports import free_port

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
USER, PASSWORD = "nennep", "mật-khẩu&1"
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure_port}
    ssl = yes
  }}
}}
"""


def why_not() -> str:
    """Return why no server can be started here, or ""."""
    if not Path(DOVECOT).exists():
        return (
            "Dovecot is not installed (apt-get install dovecot-imapd): reading a real IMAP mailbox is NOT"
            " tested"
        )
    if os.geteuid():
        return "Dovecot is started as root only: reading a real IMAP mailbox is NOT tested"
    return "" if peculiar.OPENSSL else "openssl is not installed: reading a real IMAP mailbox is NOT tested"


class Dovecot:
    """The server, its folder and its ports."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nennep-imap-", dir="/tmp"))
        self.folder.chmod(0o755)
        (self.folder / "mail").mkdir()
        account = pwd.getpwnam("mail")
        os.chown(self.folder / "mail", account.pw_uid, account.pw_gid)
        self.port, self.secure_port = free_port(), free_port()
        peculiar.make_certificate(self.folder)
        config = self.folder / "dovecot.conf"
        values = {
            "uid": account.pw_uid,
            "gid": account.pw_gid,
            "password": PASSWORD,
            "port": self.port,
            "secure_port": self.secure_port,
        }
        config.write_text(CONFIG.format(folder=self.folder, **values))
        self.process = subprocess.Popen(
            [DOVECOT, "-F", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError((self.folder / "log").read_text()) from None
                time.sleep(0.05)

    @property
    def certificate(self) -> Path:
        return self.folder / "cert.pem"

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.folder)

    def box(self, folder: str = "INBOX") -> imaplib.IMAP4_SSL:
        """Return a person's own session in the mailbox."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        box = imaplib.IMAP4_SSL("localhost", self.secure_port, ssl_context=context, timeout=20)
        box.authenticate("PLAIN", lambda _challenge: f"\0{USER}\0{PASSWORD}".encode())
        box.create(folder)
        box.select(folder)
        return box
