"""What a report's time expressions mean. The sentences are written for these tests."""

from collections.abc import Callable
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.coding import times
from legation.coding.draft import Draft
from legation.coding.timex import calendar
from legation.coding.timex.holidays import movable
from legation.coding.timex.lexicon import IDLE, grammar, rows
from legation.coding.timex.rules import RULES
from legation.coding.timex.tokens import stream
from legation.language import Language
from legation.nouns import Document, Time

THURSDAY = date(2025, 3, 13)
Read = Callable[..., dict[str, Time]]


@pytest.fixture(scope="session")
def read() -> Read:
    language = Language.load()

    def reading(text: str, published: date | None = THURSDAY) -> dict[str, Time]:
        draft = times.find(Draft(Document(text, published=published), language.read(text)))
        return {t.span.text: t for t in draft.times}

    return reading


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("The minister visited Cairo on Tuesday.", "Tuesday", "2025-03-11"),
        ("The minister arrived in Cairo on Thursday.", "Thursday", "2025-03-13"),
        ("The envoys will meet in Doha on Monday.", "Monday", "2025-03-17"),
        ("“We will sign nothing,” the minister said on Tuesday.", "Tuesday", "2025-03-11"),
        ("Talks are scheduled for Monday.", "Monday", "2025-03-17"),
        ("The fleet left the port last Friday.", "last Friday", "2025-03-07"),
        ("The two sides met yesterday.", "yesterday", "2025-03-12"),
        ("The council votes tomorrow.", "tomorrow", "2025-03-14"),
        ("The envoy left on Tuesday morning.", "Tuesday morning", "2025-03-11TMO"),
        ("The leaders spoke tonight.", "tonight", "2025-03-13TNI"),
        ("She took office in July.", "July", "2024-07"),
        ("The campaign was renewed in February.", "February", "2025-02"),
        ("The summit will take place in July.", "July", "2025-07"),
        ("The fighting began on March 5.", "March 5", "2025-03-05"),
        ("He resigned on 5 March 2021.", "5 March 2021", "2021-03-05"),
        ("The attack on Aug. 7, 1998 killed many.", "Aug. 7, 1998", "1998-08-07"),
        ("They met on Friday, January 4, 2019.", "Friday, January 4, 2019", "2019-01-04"),
        ("The embargo began in March 2021.", "March 2021", "2021-03"),
        ("Trade has fallen since 2018.", "2018", "2018"),
        ("The two states left the 2015 nuclear deal.", "2015", "2015"),
        ("The war of the 1990s ruined the country.", "the 1990s", "199"),
        ("The president left two days ago.", "two days ago", "2025-03-11"),
        ("The treaty was signed twenty-five years ago.", "twenty-five years ago", "2000"),
        ("The rebels left last week.", "last week", "2025-W10"),
        ("The rebels left last year.", "last year", "2024"),
        ("The inspectors return next month.", "next month", "2025-04"),
        ("The camp was built in mid-2019.", "mid-2019", "2019"),
        ("The parties met in early January.", "early January", "2025-01"),
        ("The ban expires at the end of the year.", "the end of the year", "2025"),
        ("Exports fell in the third quarter of 2023.", "the third quarter of 2023", "2023-Q3"),
        ("The budget for fiscal year 2024 was cut.", "fiscal year 2024", "2024"),
        ("The base was shelled in the winter of 2022.", "the winter of 2022", "2022-WI"),
        ("The shelling stopped at 10:30 am on Tuesday.", "10:30 am on Tuesday", "2025-03-11T10:30"),
        ("The report is dated 2025-03-11.", "2025-03-11", "2025-03-11"),
        ("The ministry is now silent.", "now", "PRESENT_REF"),
        ("The envoy recently resigned.", "recently", "PAST_REF"),
        ("They spoke of the future.", "the future", "FUTURE_REF"),
        ("More recently, the port was closed.", "More recently", "PAST_REF"),
        ("Peace will come one day.", "one day", "FUTURE_REF"),
        ("The bank sees no danger in the near term.", "the near term", "FUTURE_REF"),
        ("The case is heard in May.", "May", "2025-05"),
        ("The envoys were invited for a meeting in April.", "April", "2025-04"),
        ("The price is above Tuesday's level.", "Tuesday", "2025-03-11"),
        ("The hearing was adjourned until Tuesday.", "Tuesday", "2025-03-18"),
        ("The convoy came two Sundays ago.", "two Sundays ago", "2025-03-02"),
        ("She was shot last Oct. 23.", "last Oct. 23", "2024-10-23"),
        ("The ship was lost in the week of March 3.", "the week of March 3", "2025-W10"),
        ("The envoys met on April 24 and 25, 2019.", "25, 2019", "2019-04-25"),
        ("The talks ran from 5 to 7 March.", "5", "2025-03-05"),
        ("The ship sailed from May 13 to 17 of last year.", "17 of last year", "2024-05-17"),
        ("The siege lasted from 1 January to 3 March 2012.", "1 January", "2012-01-01"),
        ("It rained from December to March 2012.", "December", "2011-12"),
        ("The embassy was stormed on the night of Feb. 12.", "the night of Feb. 12", "2025-02-12TNI"),
        ("Shells fell early the next morning.", "early the next morning", "XXXX-XX-XXTMO"),
        ("They met in mid-afternoon yesterday.", "mid-afternoon yesterday", "2025-03-12TAF"),
        ("The port reopened last Thanksgiving.", "last Thanksgiving", "2024-11-28"),
        ("The siege ended last Easter.", "last Easter", "2024-03-31"),
        ("The raid came last Christmas night.", "last Christmas night", "2024-12-25TNI"),
        ("The army revolted early in 2019.", "early in 2019", "2019"),
        ("Trade slowed in the latter half of 2023.", "the latter half of 2023", "2023-H2"),
        ("The army will leave by year end.", "year end", "2025"),
        ("The pact failed in January nineteen ninety-seven.", "January nineteen ninety-seven", "1997-01"),
        ("The walls fell by the mid-1990s.", "the mid-1990s", "199"),
        ("The fort had fallen three years previously.", "three years previously", "2022"),
        ("Sales fell against last year's third quarter.", "last year's third quarter", "2024-Q3"),
        ("The latest period brought losses.", "The latest period", "2024-Q4"),
        ("The bombing, on 12/03/2025, killed four.", "12/03/2025", "2025-03-12"),
        ("They met on 15.02.2013.", "15.02.2013", "2013-02-15"),
        ("The page is dated 2013/03/01.", "2013/03/01", "2013-03-01"),
        ("The talks end at 7 p.m. ET on Monday.", "7 p.m. ET on Monday", "2025-03-17T19:00"),
        ("The envoy arrives the day after tomorrow.", "the day after tomorrow", "2025-03-15"),
        ("He left the day before yesterday.", "the day before yesterday", "2025-03-11"),
        ("The night before, the port was shelled.", "The night before", "2025-03-12TNI"),
        ("The talks open in the third week of April.", "the third week of April", "2025-W16"),
        ("Exports fell in Q4 2023.", "Q4 2023", "2023-Q4"),
        ("The court met on the second Monday of May 2023.", "the second Monday of May 2023", "2023-05-08"),
        ("The court met on the last Monday in May 2023.", "the last Monday in May 2023", "2023-05-29"),
        ("Exports fell in the last quarter of 2023.", "the last quarter of 2023", "2023-Q4"),
        ("The truce will begin this coming Monday.", "this coming Monday", "2025-03-17"),
        ("He was freed on the 10th.", "the 10th", "2025-03-10"),
        ("The two sides will soon meet.", "soon", "FUTURE_REF"),
        ("Lately, the port has been closed.", "Lately", "PAST_REF"),
        ("The bomb went off; days later, a second did.", "days later", "FUTURE_REF"),
        ("The drought of the '30s ruined the farmers.", "the '30s", "193"),
        ("The army marched at 5 o'clock in the morning.", "5 o'clock in the morning", "2025-03-13T05:00"),
        ("The city fell in the 5th century BC.", "the 5th century BC", "BC04"),
        ("Ties have been cut since at least 2009.", "2009", "2009"),
        ("The fort was stormed at dawn on Tuesday.", "dawn", "2025-03-11TMO"),
        ("By nightfall, the army had left.", "nightfall", "2025-03-13TEV"),
        ("On the morning of the vote, he resigned.", "the morning", "XXXX-XX-XXTMO"),
        ("Late last night, the port was shelled.", "Late last night", "2025-03-12TNI"),
        ("The court sits at 10.30 am on Monday.", "10.30 am on Monday", "2025-03-17T10:30"),
        ("The club met last season.", "last season", "2024"),
        ("The envoys met on Labor Day.", "Labor Day", "2024-09-02"),
        ("The envoys met last Memorial Day.", "last Memorial Day", "2024-05-27"),
        ("A rally was held on International Women's Day.", "International Women's Day", "2025-03-08"),
        ("The unions marched on May Day 2024.", "May Day", "2024-05-01"),
        ("The pact of Good Friday 1998 held.", "Good Friday 1998", "1998-04-10"),
        ("They will meet on Easter Monday.", "Easter Monday", "2025-04-21"),
        ("The shops were full on Black Friday.", "Black Friday", "2024-11-29"),
        ("The 9/11 attacks changed the alliance.", "9/11", "2001-09-11"),
        ("Profit fell in the quarter ended Sept. 30.", "the quarter", "2024-Q3"),
        ("Exports fell in the week ended March 1.", "the week", "2025-W09"),
        ("Output fell in the December quarter.", "the December quarter", "2024-Q4"),
        ("The ministry spent less in FY2024.", "FY2024", "2024"),
        ("The state was founded around 1970.", "around 1970", "1970"),
        ("The two armies clashed this past weekend.", "this past weekend", "2025-W10-WE"),
        ("The convoy left this past December.", "this past December", "2024-12"),
        ("Long ago, the two states were allies.", "Long ago", "PAST_REF"),
        ("In those days, the border was open.", "those days", "PAST_REF"),
        ("The other day, a convoy was shelled.", "The other day", "PAST_REF"),
        ("In years past, the two states were allies.", "years past", "PAST_REF"),
        ("In past years, the two states were allies.", "past years", "PAST_REF"),
        ("In recent days and weeks, the raids went on.", "recent days and weeks", "PAST_REF"),
        ("Some day, the exiles will return.", "Some day", "FUTURE_REF"),
        ("More aid will come in the weeks and months to come.", "the weeks and months to come", "FUTURE_REF"),
        ("A vote will be held at a later date.", "a later date", "FUTURE_REF"),
        ("The ship will sail around April 1.", "around April 1", "2025-04-01"),
        ("They will meet this coming Sunday, March 16.", "this coming Sunday, March 16", "2025-03-16"),
        ("Trade fell in the second half of the 1990s.", "the second half of the 1990s", "199"),
        ("The latest quarter's trade was weak.", "The latest quarter", "2024-Q4"),
        ("The minister could not be reached on Monday.", "Monday", "2025-03-10"),
        ("The union called a strike for Monday.", "Monday", "2025-03-17"),
        ("The envoy was the first to leave on Monday.", "Monday", "2025-03-10"),
        ("They would look for ways to get around Monday's ruling.", "Monday", "2025-03-10"),
        ("The envoy was to fly to Cairo on Monday.", "Monday", "2025-03-17"),
        ("By Monday, they'd won.", "Monday", "2025-03-10"),
        ("Ahead of Sunday's vote, police were on alert.", "Sunday", "2025-03-16"),
        ("See you on Monday.", "Monday", "2025-03-17"),
        ("The truce runs out on Dec. 31.", "Dec. 31", "2025-12-31"),
        ("The island was sold a quarter of a century ago.", "a quarter of a century ago", "2000"),
        ("The talks open in the second week in April.", "the second week in April", "2025-W15"),
        ("The current truce is fragile.", "current", "PRESENT_REF"),
        ("In the recent past, two banks failed.", "the recent past", "PAST_REF"),
        ("At that time, she was a senator.", "that time", "PAST_REF"),
        ("The shuttle landed at 6:30 a.m. Eastern time.", "6:30 a.m. Eastern time", "2025-03-13T06:30"),
        ("The guards fled early in the morning.", "early in the morning", "2025-03-13TMO"),
    ],
)
def test_an_expression_means_its_day_month_or_year(read: Read, sentence: str, words: str, value: str) -> None:
    found = read(sentence)
    assert words in found, found.keys()
    assert found[words].value == value


@pytest.mark.parametrize(
    ("sentence", "words", "type", "value"),
    [
        ("The truce lasted for six months.", "six months", "DURATION", "P6M"),
        ("A three-year embargo followed.", "three-year", "DURATION", "P3Y"),
        ("The siege lasted two and a half years.", "two and a half years", "DURATION", "P2Y6M"),
        ("The war went on for decades.", "decades", "DURATION", "PXY"),
        ("A vote is due in the weeks ahead.", "the weeks ahead", "DURATION", "PXW"),
        ("The siege lasted more than four days.", "more than four days", "DURATION", "P4D"),
        ("The king ruled for some 70 years.", "some 70 years", "DURATION", "P70Y"),
        ("The mission stays for another six months.", "another six months", "DURATION", "P6M"),
        ("The court ruled after ten working days.", "ten working days", "DURATION", "P10D"),
        ("They talked for two hours and 20 minutes.", "two hours and 20 minutes", "DURATION", "PT2H20M"),
        ("The trek took two days and six hours.", "two days and six hours", "DURATION", "P2DT6H"),
        ("She was held for 2 1/2 years.", "2 1/2 years", "DURATION", "P2Y6M"),
        ("The embargo lasted three-and-a-half years.", "three-and-a-half years", "DURATION", "P3Y6M"),
        ("The pact held for almost a hundred years.", "almost a hundred years", "DURATION", "P100Y"),
        ("The law was drafted over three years.", "three years", "DURATION", "P3Y"),
        ("The law was debated for over a year.", "over a year", "DURATION", "P1Y"),
        ("He resigned in the days before the vote.", "days", "DURATION", "PXD"),
        ("The treaty ended years of war.", "years", "DURATION", "PXY"),
        ("The two states settled a decades-old quarrel.", "decades-old", "DURATION", "PXY"),
        ("The airline plans four flights a week.", "a week", "SET", "P1W"),
        ("The bridge is closed on Tuesday nights.", "Tuesday nights", "SET", "XXXX-WXX-2TNI"),
        ("The council meets every week.", "every week", "SET", "P1W"),
        ("The leaders meet once every four years.", "once every four years", "SET", "P4Y"),
        ("The field gives 40,000 barrels per day.", "per day", "SET", "P1D"),
        ("The port is open 24 hours a day, seven days a week.", "a day", "SET", "P1D"),
        ("A second shell fell 20 minutes later.", "20 minutes", "DURATION", "PT20M"),
        ("In the weeks since the vote, the price has doubled.", "weeks", "DURATION", "PXW"),
        ("The ministry holds daily briefings.", "daily", "SET", "P1D"),
        ("The two armies meet yearly.", "yearly", "SET", "P1Y"),
        ("The talks will last 48 hours.", "48 hours", "DURATION", "PT48H"),
        ("The two ruled for a quarter of a century.", "a quarter of a century", "DURATION", "P25Y"),
        ("The king ruled for a quarter century.", "a quarter century", "DURATION", "P25Y"),
        ("In the first 24 hours, two men died.", "the first 24 hours", "DURATION", "PT24H"),
        ("He hid for as many as 10 years.", "as many as 10 years", "DURATION", "P10Y"),
        ("The 12- to 18-month delay is costly.", "12- to 18-month", "DURATION", "P12M"),
        ("A yearlong siege ended.", "yearlong", "DURATION", "P1Y"),
        ("It rained all day.", "all day", "DURATION", "P1D"),
        ("The port was closed for some time.", "some time", "DURATION", "PXX"),
        ("The custom is thousands of years old.", "thousands of years", "DURATION", "PXY"),
        ("The border is open on weekends.", "weekends", "SET", "XXXX-WXX-WE"),
        ("Every few years, the river floods.", "Every few years", "SET", "PXY"),
        ("Profit rose in the year ended March 31.", "the year", "DURATION", "P1Y"),
        ("The bank closed after several quarters of losses.", "several quarters", "DURATION", "PXM"),
        ("Many left in the early years.", "the early years", "DURATION", "PXY"),
        ("He fled in the final days of the war.", "the final days", "DURATION", "PXD"),
        ("Over the years, many exiles returned.", "the years", "DURATION", "PXY"),
        ("The talks took 1 hour, 20 minutes.", "1 hour, 20 minutes", "DURATION", "PT1H20M"),
        ("The two states were allies for a short period.", "a short period", "DURATION", "PXX"),
    ],
)
def test_durations_and_sets_have_no_place_in_the_calendar(
    read: Read, sentence: str, words: str, type: str, value: str
) -> None:
    time = read(sentence)[words]
    assert (time.type, time.value, time.start, time.end) == (type, value, None, None)


@pytest.mark.parametrize(
    "sentence",
    [
        "The second minister may march with the protesters.",
        "Over 2,000 people fled.",
        "She won by over 2018 votes.",
        "May I speak?",
        "The 62-year-old diplomat resigned.",
        "Iraq imports three-quarters of its food.",
        "The page https://example.org/1999Sep17/report.html is gone.",
        "The daily blamed the minister for the fire.",
        "The two armies hold annual exercises.",
        "The envoy is in his thirties.",
        "The index closed at 2082.1 points.",
        "The envoy told USA Today that he stays.",
        "This is Europe Today.",
        'She spoke on the programme "This Week".',
        "The envoy was named Person of the Year.",
        "The ship sailed from Easter Island.",
        "The raid was the third in as many months.",
        "Peace is a day-to-day struggle.",
        "About 1970 people fled.",
        "The wind blew at 60 miles an hour.",
    ],
)
def test_numbers_verbs_ages_and_fractions_are_no_times(read: Read, sentence: str) -> None:
    assert not read(sentence)


def test_earlier_this_month_ends_with_publication(read: Read) -> None:
    time = read("Earlier this month, the president sent a letter.")["Earlier this month"]
    assert (time.value, time.start, time.end) == ("2025-03", date(2025, 3, 1), THURSDAY)


def test_later_this_month_starts_with_publication(read: Read) -> None:
    time = read("The envoys will meet later this month.")["later this month"]
    assert (time.value, time.start, time.end) == ("2025-03", THURSDAY, date(2025, 3, 31))


def test_a_clock_time_is_of_the_day_that_its_sentence_tells(read: Read) -> None:
    found = read("The blast came at 9:15 a.m. (0615 GMT) on Tuesday.")
    assert [found[words].value for words in ("9:15 a.m.", "0615 GMT")] == ["2025-03-11T09:15", "2025-03-11T06:15"]


def test_a_clock_time_keeps_the_day_told_before(read: Read) -> None:
    found = read("The envoy left on Tuesday and landed at 9 p.m., hours before the vote on Wednesday.")
    assert found["9 p.m."].value == "2025-03-11T21:00"


def test_results_are_compared_with_the_same_quarter_of_the_year_before(read: Read) -> None:
    found = read(
        "Profit rose in the first quarter of 2024. A year earlier, it fell. The year-ago quarter was weak. "
        "Costs rose from the same period last year. The 2022 period was quiet."
    )
    values = [found[w].value for w in ("A year earlier", "The year-ago quarter", "the same period last year")]
    assert values == ["2023-Q1", "2023-Q1", "2024-Q1"]
    assert found["The 2022 period"].value == "2022-Q1"


def test_without_a_quarter_the_same_period_is_the_year(read: Read) -> None:
    assert read("Trade fell from the same period a year ago.")["the same period a year ago"].value == "2024"


HISTORY = (
    "The kingdom fell in May 1789. A republic was founded in August 1792. War came in February 1793 and went on "
    "in 1794. The treaty was signed in October 1795. In November, the army crossed the river. In January, it came "
    "home. By the end of the year, it was gone."
)


@pytest.mark.parametrize("published", [THURSDAY, None])
def test_a_history_lends_its_years(read: Read, published: date | None) -> None:
    found = read(HISTORY, published)
    values = [found[words].value for words in ("November", "January", "the end of the year")]
    assert values == ["1795-11", "1796-01", "1796"]


def test_a_report_with_one_old_date_is_no_history(read: Read) -> None:
    found = read("The pact was signed in May 1989. In January, the envoy left. He returned on Monday.")
    assert found["January"].value == "2025-01"


def test_a_count_of_a_range_is_part_of_the_window(read: Read) -> None:
    assert read("The force stays for the next five to 10 years.")["the next five to 10 years"].type == "DURATION"


def test_a_number_cut_in_two_is_one_date(read: Read) -> None:
    found = read("They met at 7:45 p.m. on 3/12/2025.")
    assert (found["7:45 p.m."].value, found["3/12/2025"].value) == ("2025-03-12T19:45", "2025-03-12")


@given(st.integers(1900, 2199))
def test_easter_is_a_sunday_of_spring(year: int) -> None:
    easter = movable("easter", year)
    assert easter.isoweekday() == 7
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


@given(st.integers(1900, 2199))
def test_thanksgiving_is_the_fourth_thursday(year: int) -> None:
    day = movable("thanksgiving", year)
    assert (day.month, day.isoweekday(), (day.day - 1) // 7) == (11, 4, 3)


def test_the_past_decade_ends_with_publication(read: Read) -> None:
    time = read("Trade has doubled over the past decade.")["the past decade"]
    assert (time.type, time.start, time.end) == ("DURATION", date(2015, 3, 13), THURSDAY)


def test_over_the_next_decade_is_as_long_as_over_the_past_one(read: Read) -> None:
    assert read("Trade will double over the next decade.")["the next decade"].value == "P10Y"


def test_two_days_later_counts_from_the_time_told_before(read: Read) -> None:
    found = read("The army entered the city on 3 May 2019. Two days later it left.")
    assert found["Two days later"].value == "2019-05-05"


def test_a_year_told_before_is_too_long_to_count_days_from(read: Read) -> None:
    found = read("The deal was signed in 2015. That same day, the port was shelled.")
    assert found["That same day"].value == "XXXX-XX-XX"


def test_both_ends_of_a_period_are_told(read: Read) -> None:
    found = read("The embargo held from 2015 to 2018.")
    assert [found["2015"].end, found["2018"].start] == [date(2015, 12, 31), date(2018, 1, 1)]


def test_both_years_of_a_span_are_told(read: Read) -> None:
    found = read("The talks of 2015-16 failed, and so did those of 2017-2019.")
    assert [found[words].value for words in ("2015", "16", "2017", "2019")] == ["2015", "2016", "2017", "2019"]


def test_a_day_told_beside_another_is_that_day(read: Read) -> None:
    found = read("On 5 May 2019, the third day of the siege, the fort fell. The army had left the day before.")
    assert (found["the third day"].value, found["the day before"].value) == ("2019-05-05", "2019-05-04")


def test_a_season_told_again_is_of_the_year_told(read: Read) -> None:
    found = read("The army revolted in 2019. That summer, the king fled.")
    assert found["That summer"].value == "2019-SU"


def test_a_night_told_again_is_part_of_the_clock_time(read: Read) -> None:
    found = read("The fleet left on Tuesday. It was last seen at 11:20 p.m. that night.")
    assert found["11:20 p.m. that night"].value == "2025-03-11T23:20"


def test_a_story_of_two_dates_does_not_go_back(read: Read) -> None:
    found = read("He was killed on June 4, 2008. He was found two days later. The trial began on Jan. 2.")
    assert found["Jan. 2"].value == "2025-01-02"


def test_a_history_goes_on_where_it_was_after_a_word_of_the_present(read: Read) -> None:
    found = read(HISTORY + " He is honoured to this day. In March, the queen came home.", THURSDAY)
    assert found["March"].value == "1796-03"


@pytest.mark.parametrize("sentence", ["He resigned soon after the vote.", "The war was soon over."])
def test_soon_is_no_time_of_the_future_in_a_story(read: Read, sentence: str) -> None:
    assert not read(sentence)


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("The minister visited Cairo on Tuesday.", "Tuesday", "XXXX-WXX-2"),
        ("The two sides met yesterday.", "yesterday", "XXXX-XX-XX"),
        ("The rebels left last year.", "last year", "XXXX"),
        ("She took office in July.", "July", "XXXX-07"),
        ("The fighting began on March 5.", "March 5", "XXXX-03-05"),
        ("The siege ended last Easter.", "last Easter", "XXXX"),
        ("The convoy came two Sundays ago.", "two Sundays ago", "XXXX-WXX-7"),
        ("Exports fell from the same period last year.", "the same period last year", "XXXX"),
        ("The ship was lost in the week of March 3.", "the week of March 3", "XXXX-WXX"),
        ("The president left two weeks ago.", "two weeks ago", "XXXX-WXX"),
    ],
)
def test_an_undated_report_leaves_relative_times_open(read: Read, sentence: str, words: str, value: str) -> None:
    time = read(sentence, None)[words]
    assert (time.value, time.start, time.end) == (value, None, None)


@pytest.mark.parametrize("line", ["GENEVA, 12 March 2025 (Wire) –", "GENEVA, March 12, 2025 -", "2025-03-12 -"])
def test_an_undated_report_is_of_its_datelines_day(read: Read, line: str) -> None:
    found = read(f"{line} The two sides met on Tuesday.", None)
    assert found["Tuesday"].value == "2025-03-11"


def test_full_dates_of_an_undated_report_lend_no_year(read: Read) -> None:
    text = "The pact was signed in May 2009, renewed in June 2011 and ended in July 2013. In November he left."
    assert read(text, None)["November"].value == "XXXX-11"


def test_the_previous_month_is_the_one_before_publication_where_only_a_year_was_told(read: Read) -> None:
    assert read("The law of 2020 failed in the previous month.")["the previous month"].value == "2025-02"


def test_a_date_in_the_text_is_no_dateline(read: Read) -> None:
    assert read("On 12 March 2025, he resigned. He left on Friday.", None)["Friday"].value == "XXXX-WXX-5"


def test_an_undated_report_still_has_its_full_dates(read: Read) -> None:
    assert read("He resigned on 5 March 2021.", None)["5 March 2021"].start == date(2021, 3, 5)


@given(st.text(alphabet="0123456789 -:/.,'March5thofMay2019lastweekago“”\n", max_size=60))
def test_any_text_reads_with_spans_that_lie_inside_it(text: str) -> None:
    language = Language.load()
    found = times.find(Draft(Document(text, published=THURSDAY), language.read(text)))
    assert all(text[t.span.start : t.span.end] == t.span.text for t in found.times)
    assert all(t.start <= t.end for t in found.times if t.start and t.end)


@given(st.dates(date(1, 1, 8), date(9990, 1, 1)), st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE", "WE"]))
def test_the_value_of_a_day_holds_the_day(day: date, unit: str) -> None:
    start, end = calendar.bounds(calendar.at(day, unit))
    assert start is not None
    assert end is not None
    assert start <= day <= end or unit == "WE"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-500, 500), st.sampled_from(["D", "W", "M", "Y"]))
def test_shifting_forth_never_goes_back(day: date, count: int, unit: str) -> None:
    moved = calendar.shift(day, count, unit)
    assert moved is not None
    assert (moved >= day) == (count >= 0)


@pytest.mark.parametrize("published", [date.min, date.max])
def test_no_time_lies_beyond_the_calendar(read: Read, published: date) -> None:
    text = "He came yesterday, at Easter and two Mondays ago; he goes tomorrow, next Friday and next decade."
    assert all(t.start is None or t.end is None or t.start <= t.end for t in read(text, published).values())


def test_every_rule_of_the_grammar_has_its_function() -> None:
    named = {rule for rule, _ in rows("times_patterns") if not rule.isupper()}
    assert named == set(RULES)
    assert grammar().pattern.groups > 0


def test_an_empty_document_has_no_times() -> None:
    assert stream(()) == []


def test_no_run_of_idle_words_is_a_time():
    """They are left out before the grammar is tried."""
    known = grammar()
    kinds = sorted(known.letters[kind] for kind in IDLE)
    runs = ("".join(run) for width in (1, 2, 3) for run in product(kinds, repeat=width))
    assert [run for run in runs if known.pattern.search(run)] == []
