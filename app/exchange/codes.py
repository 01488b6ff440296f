"""Codes that people read from paper and type, and how anything typed as a secret is read."""

import hashlib
import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
EMERGENCY_LENGTH = 24
_GROUP = 4
_DROPPED = {"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Pd"}
_LOOK_ALIKE = str.maketrans("OIL", "011")


def new_code() -> str:
    """A pack's code: 40 random bits in Crockford's base 32, which has no I, L, O, U."""
    return _random(CODE_LENGTH)


def new_emergency_code() -> str:
    """The code that is printed at set-up and opens a visit when all else is lost: 120 bits."""
    return _random(EMERGENCY_LENGTH)


def grouped(code: str) -> str:
    """The code as it is printed: `XXXX-XXXX`."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def normalise(secret: str) -> str:
    """A code or passphrase as it counts, however it was typed.

    Full-width forms are folded (NFKC), small letters raised, O read as 0, I and L as 1. Blanks,
    dashes and invisible characters fall out, so that the printed groups may be typed or not.
    """
    kept = "".join(
        char
        for char in unicodedata.normalize("NFKC", secret)
        if unicodedata.category(char) not in _DROPPED
    )
    # Raising letters and dropping characters can leave parts that compose.
    return unicodedata.normalize("NFKC", kept.upper()).translate(_LOOK_ALIKE)


def check_code(raw: bytes) -> str:
    """Eight characters of a file's BLAKE2b hash, to compare two screens and a receipt."""
    return check_code_of(hashlib.blake2b(raw, digest_size=32).hexdigest())


def check_code_of(file_hash: str) -> str:
    """The check code of a file whose `content_hash` is known."""
    number = int(file_hash[:10], 16)
    return "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
