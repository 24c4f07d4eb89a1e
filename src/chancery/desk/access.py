"""Who may do what: tokens with a user and a right, sessions that a browser keeps, and the secret that a form must carry to change anything.

Without tokens everybody who reaches the desk may read and review, which is why it then binds to loopback only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from chancery.errors import UsageError

Right = Literal["read", "review"]
RIGHTS: tuple[Right, ...] = ("read", "review")
SESSION, CSRF = "chancery-session", "csrf"
#: characters that a token's secret has at least
LEAST = 16
MAKES = "python3 -c 'import secrets; print(secrets.token_urlsafe())' makes one"


@dataclass(frozen=True, slots=True)
class Token:
    """Whoever brings `secret` is `user` and has `right`; review includes reading."""

    user: str
    right: Right
    secret: str


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. `session` is null for a program that brings a token with each request."""

    user: str
    right: Right
    session: str | None = None

    @property
    def reviews(self) -> bool:
        """Whether judgements and articles may be added."""
        return self.right == "review"


@dataclass(slots=True)
class Access:
    """The tokens of a desk, and the key that signs its sessions; a new key with each start ends all sessions."""

    tokens: tuple[Token, ...] = ()
    user: str = "reviewer"
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def sign(self, what: str) -> str:
        """A signature of this desk."""
        return hmac.new(self.key, what.encode(), hashlib.sha256).hexdigest()[:40]

    def session(self, token: Token | None, name: str | None = None) -> str:
        """A new session's cookie, for whoever brought a token, or (without tokens) for whoever says who they are."""
        user = token.user if token else (name or self.user)
        right = token.right if token else "review"
        body = f"{secrets.token_urlsafe(12)}|{right}|{user.encode().hex()}"
        return f"{body}|{self.sign(body)}"

    def of_session(self, cookie: str | None) -> Visitor | None:
        """Whose session a cookie is; nobody's where it was not signed here."""
        body, _, signature = (cookie or "").rpartition("|")
        if not body or not hmac.compare_digest(signature, self.sign(body)):
            return None
        _, right, user = body.split("|")
        return Visitor(bytes.fromhex(user).decode(), "review" if right == "review" else "read", cookie)

    def of_token(self, secret: str | None) -> Token | None:
        """The token with a secret; all are compared, so that the time taken tells nothing."""
        found = None
        for token in self.tokens:
            if hmac.compare_digest(token.secret.encode(), (secret or "").encode()):
                found = token
        return found

    def csrf(self, session: str) -> str:
        """What a form of this session must carry."""
        return self.sign(f"csrf|{session}")


def parse(written: Sequence[str]) -> tuple[Token, ...]:
    """Tokens as they are given on the command line: USER:RIGHT:SECRET.

    Raises:
        UsageError: one is not, or its secret is short.
    """
    found = []
    for each in written:
        user, _, rest = each.partition(":")
        right, _, secret = rest.partition(":")
        if not user or right not in RIGHTS:
            raise UsageError("a token is USER:RIGHT:SECRET", hint="RIGHT is read or review, like anna:review:" + "x" * 8 + "...")
        if len(secret) < LEAST:
            raise UsageError(f"the token of {user} is shorter than {LEAST} characters", hint=MAKES)
        found.append(Token(user, "review" if right == "review" else "read", secret))
    if len({t.secret for t in found}) < len(found):
        raise UsageError("two tokens have the same secret", hint="give each user one of their own")
    return tuple(found)
