"""Whom a server knows us as: a token, or a name and password, of the environment."""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

USER, PASSWORD, TOKEN = "PCAD_KG_USER", "PCAD_KG_PASSWORD", "PCAD_KG_TOKEN"
HOW_TO = f"set {USER} and {PASSWORD}, or {TOKEN}"


@dataclass(slots=True)
class Login:
    """What is shown to a server that asks for it, as it asks: plain, or as a digest.

    A token is sent with every request; name and password only once they are asked for,
    since a server that takes digests must not see the password.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    _challenge: str = field(default="", init=False)
    _passwords: HTTPPasswordMgrWithDefaultRealm = field(init=False, repr=False)
    _digests: AbstractDigestAuthHandler = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._passwords = HTTPPasswordMgrWithDefaultRealm()
        self._digests = AbstractDigestAuthHandler(self._passwords)

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> "Login":
        """The login that the environment's variables give, which may be none."""
        user, password, token = (
            environment.get(name, "") for name in (USER, PASSWORD, TOKEN)
        )
        return cls(user, password, token)

    @property
    def is_given(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.user or self.token)

    def answers(self, challenge: str) -> bool:
        """Whether there is an answer to a server that asks who we are."""
        self._challenge = challenge or "Basic"
        return bool(self.user) and not self.token

    def header(self, method: str, address: str) -> dict[str, str]:
        """The header to send with a request, as far as anything has been asked for."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        if not (self.user and self._challenge):
            return {}
        scheme, _, rest = self._challenge.partition(" ")
        if scheme.lower() == "digest":
            return {"Authorization": self._digest(method, address, rest)}
        pair = f"{self.user}:{self.password}".encode()
        return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}

    def _digest(self, method: str, address: str, challenge: str) -> str:
        parts = parse_keqv_list([part for part in parse_http_list(challenge) if part])
        self._passwords.add_password(None, address, self.user, self.password)
        request = Request(address, method=method)
        return f"Digest {self._digests.get_authorization(request, parts)}"
