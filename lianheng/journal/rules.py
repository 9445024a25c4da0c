"""The leaf of an event: what its check value must be, so that anyone can recompute it."""

from hashlib import sha256

LEAF = b"\x00"


def leaf(fields: tuple[str | None, ...]) -> bytes:
    """SHA-256 over the fields in their order, each as octet length, colon, text, semicolon; `-;` for none."""
    written = "".join("-;" if field is None else f"{len(field.encode())}:{field};" for field in fields)
    return sha256(LEAF + written.encode()).digest()
