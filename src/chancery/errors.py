"""What can go wrong, as one tree; every error says what to do, how a process ends and what a web service answers.

ChanceryError                 1   500
├── UsageError                2   400   the call is at fault: an unknown option value, a date that is none
├── ForbiddenError            4   403   the desk's visitor may not do that
├── SourceError              10   422   the thing to read is at fault
│   ├── NotFoundError        11   404   no such file, HTTP 404
│   ├── EmptySourceError     12   422   nothing in it
│   ├── BinarySourceError    13   415   not text and not a page
│   ├── EncodingError        14   422   text in an encoding that could not be told
│   ├── TooLargeError        15   413   beyond the limit
│   ├── NoArticleError       16   422   a page without an article
│   └── LanguageError        17   422   not English
├── FetchError               20   502   the network or the server
│   ├── BlockedAddressError  21   403   a private, loopback or link-local address
│   └── RedirectError        22   502   too many redirects
├── StoreError               40   500   the dossier's store is at fault
│   ├── NoDossierError       41   404   there is no dossier, or it is none
│   ├── LockedStoreError     42   503   another process writes to it and does not end
│   ├── StoreAccessError     43   500   it cannot be written or reached: read-only, full, refused
│   ├── NewerStoreError      44   500   a newer Chancery made it
│   ├── DamagedStoreError    45   500   what it holds does not fit together
│   └── UnstorableError      46   422   it refuses what it was given
└── InstallationError        30   500   the model or a table is missing or damaged
"""

from __future__ import annotations


class ChanceryError(Exception):
    """The root; `str(error)` is one line, `hint` says what to do about it."""

    exit_code = 1
    http_status = 500

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class UsageError(ChanceryError):
    """The call is at fault."""

    exit_code = 2
    http_status = 400


class ForbiddenError(ChanceryError):
    """The desk's visitor may not do that."""

    exit_code = 4
    http_status = 403


class SourceError(ChanceryError):
    """The thing to read is at fault."""

    exit_code = 10
    http_status = 422


class NotFoundError(SourceError):
    """There is no such file or page."""

    exit_code = 11
    http_status = 404


class EmptySourceError(SourceError):
    """There is nothing in it."""

    exit_code = 12


class BinarySourceError(SourceError):
    """It is neither text nor a web page."""

    exit_code = 13
    http_status = 415


class EncodingError(SourceError):
    """Its encoding could not be told."""

    exit_code = 14


class TooLargeError(SourceError):
    """It is beyond the size that is read."""

    exit_code = 15
    http_status = 413


class NoArticleError(SourceError):
    """The page holds no article."""

    exit_code = 16


class LanguageError(SourceError):
    """The article is not in English."""

    exit_code = 17


class FetchError(ChanceryError):
    """The network or the server failed."""

    exit_code = 20
    http_status = 502


class BlockedAddressError(FetchError):
    """The address is private, loopback or link-local, and was not allowed."""

    exit_code = 21
    http_status = 403


class RedirectError(FetchError):
    """The server redirects without end."""

    exit_code = 22


class InstallationError(ChanceryError):
    """The shipped model or a table is missing or damaged."""

    exit_code = 30


class StoreError(ChanceryError):
    """The dossier's store is at fault."""

    exit_code = 40


class NoDossierError(StoreError):
    """There is no dossier here, or what is here is none."""

    exit_code = 41
    http_status = 404


class LockedStoreError(StoreError):
    """Another process writes to the dossier and does not end."""

    exit_code = 42
    http_status = 503


class StoreAccessError(StoreError):
    """The store cannot be written or reached: read-only, full, refused, gone."""

    exit_code = 43


class NewerStoreError(StoreError):
    """A newer version of Chancery made the dossier."""

    exit_code = 44


class DamagedStoreError(StoreError):
    """What the dossier holds does not fit together."""

    exit_code = 45


class UnstorableError(StoreError):
    """The store refuses what it was given."""

    exit_code = 46
    http_status = 422
