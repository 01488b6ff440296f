"""Keys, sealing and signing: thin over libsodium, with nothing of our own invention."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

import nacl.exceptions
from msgspec import Meta
from nacl import bindings
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random

from app.errors import UserError
from app.exchange.codes import normalise
from app.i18n import N_
from app.model.base import Model

KEY_BYTES = 32
SALT_BYTES = bindings.crypto_pwhash_SALTBYTES
NONCE_BYTES = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
SEAL_BYTES = NONCE_BYTES + bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
BOX_BYTES = bindings.crypto_box_SEALBYTES
SIGNATURE_BYTES = bindings.crypto_sign_BYTES

Salt = Annotated[bytes, Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]

_TOO_LITTLE_MEMORY = N_(
    "This laptop has too little free memory to check the code or passphrase: {megabytes} MB are "
    "needed. Close other programs and try again."
)


class Cost(Model, frozen=True, kw_only=True):
    """What one guess costs with Argon2id: passes, and bytes of memory.

    The bounds hold when a file is read: a made-up header asks for a few seconds at most.
    """

    ops: Annotated[int, Meta(ge=1, le=6)]
    mem: Annotated[int, Meta(ge=8192, le=512 * 1024 * 1024)]


MODERATE = Cost(
    ops=bindings.crypto_pwhash_argon2id_OPSLIMIT_MODERATE,
    mem=bindings.crypto_pwhash_argon2id_MEMLIMIT_MODERATE,
)
LOWEST = Cost(ops=1, mem=8192)


class WrongSecretError(UserError):
    """The code or passphrase does not fit; asking for it again makes sense."""


class BrokenSealError(Exception):
    """Sealed bytes do not open with this key: another key, or changed bytes."""


@dataclass(frozen=True, slots=True)
class BoxPair:
    """An X25519 pair: who has the public half can seal, who has the private one can open."""

    private: bytes
    public: bytes


def derive_key(secret: str, salt: bytes, cost: Cost) -> bytes:
    """A key of 32 bytes from a code or passphrase, which is normalised first.

    Raises:
        UserError: the laptop has too little memory for the cost.
    """
    try:
        return bindings.crypto_pwhash_alg(
            KEY_BYTES,
            normalise(secret).encode(),
            salt,
            cost.ops,
            cost.mem,
            bindings.crypto_pwhash_ALG_ARGON2ID13,
        )
    except nacl.exceptions.RuntimeError as error:
        raise UserError(_TOO_LITTLE_MEMORY, megabytes=cost.mem // 1_048_576) from error


def subkey(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose, from a random key that serves several."""
    return hashlib.blake2b(purpose, key=key, digest_size=KEY_BYTES).digest()


def new_key() -> bytes:
    """A random key, for a database or as a signing seed."""
    return random(KEY_BYTES)


def new_salt() -> bytes:
    return random(SALT_BYTES)


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Nonce and ciphertext (XChaCha20-Poly1305); `bound` stays outside and may not change."""
    nonce = random(NONCE_BYTES)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, bound, nonce, key)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Opens what `seal` made.

    Raises:
        BrokenSealError: another key, or one of the two was changed.
    """
    if len(sealed) < SEAL_BYTES:
        raise BrokenSealError
    nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(rest, bound, nonce, key)
    except nacl.exceptions.CryptoError:
        raise BrokenSealError from None


def new_pair() -> BoxPair:
    private = PrivateKey.generate()
    return BoxPair(private=bytes(private), public=bytes(private.public_key))


def seal_to(public: bytes, plain: bytes) -> bytes:
    """Seals so that only the holder of the private half can open it."""
    return SealedBox(PublicKey(public)).encrypt(plain)


def open_box(private: bytes, sealed: bytes) -> bytes:
    """Opens what `seal_to` made.

    Raises:
        BrokenSealError: sealed to somebody else, or changed.
    """
    try:
        return SealedBox(PrivateKey(private)).decrypt(sealed)
    except nacl.exceptions.CryptoError:
        raise BrokenSealError from None


def verify_key(signing_seed: bytes) -> bytes:
    """The public half (Ed25519) that shows who signed."""
    return bytes(SigningKey(signing_seed).verify_key)


def sign(signing_seed: bytes, message: bytes) -> bytes:
    return SigningKey(signing_seed).sign(message).signature


def is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        VerifyKey(public).verify(message, signature)
    except nacl.exceptions.CryptoError:
        return False
    return True
