"""Documents that pass between the parties, read by the shipped model in sentences made up for these tests."""

from __future__ import annotations

import pytest

from chancery.extract.documents import documents
from chancery.intake import article
from chancery.knowledge import Knowledge
from chancery.schema.document import DocumentDraft
from chancery.understand import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(threads=1)


def found(reader: Reader, text: str) -> tuple[DocumentDraft, ...]:
    return documents(reader.read(article(text, published="2031-03-01")), (), knowledge=Knowledge())


def words(text: str, draft: DocumentDraft) -> tuple[str | None, list[str]]:
    issuer = draft.issuer.span.of(text) if draft.issuer is not None else None
    return issuer, [r.span.of(text) for r in draft.recipients]


def test_documents_a_letter_sent_has_issuer_recipient_and_status(reader: Reader) -> None:
    text = "Norway sent a letter to Sweden on Monday, officials said."
    (letter,) = found(reader, text)
    assert (letter.kind, letter.name, letter.status) == ("letter", "letter", "sent")
    assert words(text, letter) == ("Norway", ["Sweden"])


def test_documents_a_reply_answers_the_proposal_of_the_other_side(reader: Reader) -> None:
    text = "Norway handed its proposal to Sweden last week. Norway is awaiting Sweden's reply."
    proposal, reply = found(reader, text)
    assert (proposal.kind, proposal.status) == ("proposal", "delivered")
    assert (reply.kind, reply.status, reply.answers) == ("reply", "awaited", 0)


def test_documents_a_name_told_twice_is_one_document(reader: Reader) -> None:
    text = "Resolution 1234 bans the trade. Diplomats said that Resolution 1234 was clear."
    (resolution,) = found(reader, text)
    assert resolution.kind == "resolution"
    assert [m.of(text) for m in resolution.mentions] == ["Resolution 1234", "Resolution 1234"]


def test_documents_news_reports_are_none(reader: Reader) -> None:
    assert found(reader, "The report was wrong. A list of names hung on the wall of the school.") == ()
