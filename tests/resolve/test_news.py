"""Turns of phrase of the news, read from text to record by the shipped model: made-up sentences about real states."""

from __future__ import annotations

import chancery
from chancery.schema.record import Record

DAY = "2021-03-10"  # a Wednesday


def read(text: str) -> Record:
    return chancery.read(text, published=DAY)


def speakers(record: Record) -> list[tuple[str, str | None]]:
    """Name and country of who says each statement."""
    by_id = {a.id: a for a in record.actors}
    return [(by_id[s.speaker].name, by_id[s.speaker].country) for s in record.statements if s.speaker]


def contents(record: Record, text: str) -> list[str]:
    """The words of each statement."""
    return [" ".join(c.of(text) for c in s.content) for s in record.statements]


def dates(record: Record, kind: str) -> list[object]:
    return [e.date for e in record.events if e.type == kind]


def parties(record: Record, kind: str) -> list[tuple[list[str | None], list[str | None]]]:
    """Codes of the sources and of the targets of each event of a type."""
    code = {a.id: a.code or a.country for a in record.actors}
    return [([code[i] for i in e.sources], sorted({code[i] for i in e.targets}, key=str)) for e in record.events if e.type == kind]


def test_news_what_is_yet_to_come_is_not_dated_by_the_day_it_was_spoken_of() -> None:
    assert dates(read("Defence Minister Ana Orlu said Monday that Poland will deploy troops to the border with Belarus."), "MOBILIZE") == [None]


def test_news_a_year_within_what_is_regretted_does_not_date_the_regret() -> None:
    record = read("Israel condemned the 2010 raid by Hamas in a letter.")
    assert dates(record, "ACCUSE") == [None]


def test_news_an_act_spoken_in_a_quotation_has_the_day_of_the_quotation() -> None:
    record = read("“We condemn the attack by Russia,” French Foreign Minister Ana Orlu told reporters in Paris on Monday.")
    assert "2021-03-08" in dates(record, "ACCUSE")


def test_news_what_happened_this_week_ended_on_the_day_of_publication() -> None:
    (date,) = dates(read("Russian forces attacked Ukraine this week."), "ASSAULT")
    assert (date.start, date.end) == ("2021-03-08", DAY)  # type: ignore[union-attr]


def test_news_officials_of_two_states_speak_for_neither() -> None:
    record = read("Iraqi and U.S. officials said that the road to the airport was open again.")
    assert [country for _, country in speakers(record)] == [None]


def test_news_congress_is_american_where_another_state_is_spoken_of_more() -> None:
    record = read("Turkey sent troops into Syria. Turkey wants a zone in Syria. The United States objected. Sen. Ana Orlu said that the plan was a mistake.")
    assert ("Ana Orlu", "USA") in speakers(record)


def test_news_a_fund_is_no_monetary_fund() -> None:
    record = read("The Water Fund said that it had paid for the wells. The Fund will pay for ten more.")
    assert all(a.code != "IMF" for a in record.actors)


def test_news_a_lasting_commitment_is_no_agreement() -> None:
    record = read("The United States remains committed to the peace process in Cyprus. Its commitment to Cyprus is firm.")
    assert dates(record, "AGREE") == []


def test_news_thanks_are_no_support() -> None:
    record = read("MS. ORLU: Thank you all for coming to Kabul.\n\nMR. VALE: And thank you, Ana, for having us here in Afghanistan.")
    assert dates(record, "SUPPORT") == []


def test_news_a_question_of_a_transcript_is_not_its_speakers() -> None:
    text = (
        "MS. ORLU: Good afternoon. The talks with Iran will resume on Friday in Vienna.\n\nQ Thank you. Will the sanctions on Iran be lifted?\n\n"
        "MS. ORLU: The sanctions on Iran stay where they are for now."
    )
    said = contents(read(text), text)
    assert any("will resume on Friday" in s for s in said) and not any("be lifted" in s for s in said)


def test_news_what_somebody_made_clear_is_a_statement() -> None:
    text = "The foreign ministry in Warsaw has made clear that Poland will not reopen the crossing."
    assert contents(read(text), text) == ["Poland will not reopen the crossing"]


def test_news_what_is_said_twice_around_one_sentence_has_both_speakers() -> None:
    text = "Belarus has closed two crossings, the minister said, according to the newspaper Dziennik."
    assert len(contents(read(text), text)) == 2


def test_news_a_quotation_goes_on_over_many_sentences() -> None:
    more = " ".join(f"We counted {n} tents on the square." for n in ("four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"))
    text = f'"The square is full," said Ana Orlu, a nurse in Minsk. "{more}"'
    assert any("thirteen tents" in c for c in contents(read(text), text))


def test_news_a_denial_answers_what_it_denies() -> None:
    text = (
        "Poland accused Belarus on Monday of driving migrants through the fence at Kuznica.\n\nThe talks on gas went on in Vienna.\n\n"
        "Belarus denied that it drove any migrants through the fence."
    )
    (dispute,) = read(text).disputes
    assert "driving migrants" in text[dispute.side_a.start : dispute.side_a.end] and "denied" in text[dispute.side_b.start : dispute.side_b.end]


def test_news_the_state_of_a_minister_is_no_part_of_the_name() -> None:
    record = read("The talks began in Amman. Foreign Minister Vale of Israel met King Abdullah of Jordan there on Monday.")
    assert any(a.kind == "state" and a.code == "ISR" for a in record.actors)
    assert not any("Israel" in a.name for a in record.actors if a.kind == "person")


def test_news_allies_are_not_of_the_state_whose_allies_they_are() -> None:
    ((_, targets),) = parties(read("Moscow bombed rebels. Iran condemned Israel and its allies on Monday."), "ACCUSE")
    assert "ISR" in targets and "IRN" not in targets


def test_news_names_in_title_case_are_those_in_capitals() -> None:
    record = read("Nato and Isis were named in the report by the British government.")
    assert {"NATO", "Islamic State"} <= {a.code for a in record.actors}


def test_news_a_short_name_in_brackets_is_its_organisations() -> None:
    record = read("The Tavian Relief Front (TRFa) shelled the town on Monday. TRFa fighters left on Tuesday, and TRFa said it would return.")
    assert [a.name for a in record.actors if a.kind in ("organisation", "group")] == ["Tavian Relief Front"]


def test_news_a_surname_alone_is_the_persons() -> None:
    record = read("Donald Trump met senators on Monday.\n\nTrump, tanned and rested, said the talks with Iran were over.")
    assert [a.name for a in record.actors if "Trump" in a.name] == ["Donald Trump"]


def test_news_a_body_of_the_united_nations_has_its_own_name() -> None:
    record = read("The UN Security Council condemned the attack on Poland.")
    assert [(a.code, a.name) for a in record.actors if a.kind == "organisation"] == [("UN", "United Nations Security Council")]


def test_news_two_persons_before_a_noun_are_two() -> None:
    record = read(
        "It was a long day in Washington. The weather was fine, and nobody said a thing.\n\n"
        "North Korea threatened to abandon the planned Trump-Kim meeting.\n\nTrump said the talks would go on. Jean-Marc Vale agreed."
    )
    assert {a.name for a in record.actors if a.kind == "person"} >= {"Trump", "Jean-Marc Vale"}


def test_news_a_delegation_is_of_the_place_it_comes_from() -> None:
    record = read("Israel bombed Gaza City on Monday. Israel said that the raid was over. A delegation from Gaza arrived in Egypt on Tuesday.")
    assert [a.code for a in record.actors if a.name == "A delegation from Gaza"] == ["PSE"]


def test_news_police_are_of_the_place_they_act_in() -> None:
    record = read("China and China's president warned against protests. China is angry. Police fired tear gas in Hong Kong on Monday.")
    assert [a.country for a in record.actors if a.name == "Police"] == ["HKG"]


def test_news_names_that_a_hyphen_joins_are_both_at_talks() -> None:
    assert (["Hamas", "ISR"], []) in [(sorted(map(str, s)), t) for s, t in parties(read("The Israel-Hamas ceasefire deal was signed on Monday."), "AGREE")]
