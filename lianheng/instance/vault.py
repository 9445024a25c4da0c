"""What a person proves himself with, kept closed: AES-256-GCM, bound to whose it is; the key is in a file."""

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .home import Home

KEY = "factors"
SUITE = "1"  # another cipher gets another number, and both can be opened
NONCE = 12


class NotOpened(Exception):
    """Damaged, closed under another key, or somebody else's."""


def seal(home: Home, text: str, *, of: str) -> str:
    """The text, closed; only under the same name does it open again."""
    nonce = os.urandom(NONCE)
    closed = nonce + _cipher(home).encrypt(nonce, text.encode(), _bound(of))
    return f"{SUITE}:{base64.b64encode(closed).decode()}"


def unseal(home: Home, said: str, *, of: str) -> str:
    """The text again."""
    suite, _, closed = said.partition(":")
    try:
        raw = base64.b64decode(closed, validate=True)
        if suite != SUITE:
            raise NotOpened
        return _cipher(home).decrypt(raw[:NONCE], raw[NONCE:], _bound(of)).decode()
    except (InvalidTag, binascii.Error, ValueError) as failure:
        raise NotOpened from failure


def _cipher(home: Home) -> AESGCM:
    return AESGCM(bytes.fromhex(home.secret(KEY)))


def _bound(of: str) -> bytes:
    return f"{SUITE}:{of}".encode()
