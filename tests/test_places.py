"""Where a report's places lie. The sentences are written for these tests."""

from collections.abc import Callable
from importlib.resources import files

import pytest

from legation.coding import places
from legation.coding.draft import Draft
from legation.coding.gazetteer.table import candidates
from legation.coding.timex.lexicon import rows
from legation.language import Language
from legation.nouns import Document, Place
from legation.reader import Reader

Read = Callable[[str], dict[str, Place]]


@pytest.fixture(scope="session")
def read() -> Read:
    language = Language.load()

    def reading(text: str) -> dict[str, Place]:
        draft = places.find(Draft(Document(text), language.read(text)))
        starts = [p.span.start for p in draft.places]
        assert starts == sorted(starts)
        return {p.span.text: p for p in draft.places}

    return reading


def test_a_capital_has_its_state_and_point(read: Read) -> None:
    tehran = read("The envoy arrived in Tehran.")["Tehran"]
    assert tehran.country == "IRN"
    assert tehran.latitude == pytest.approx(35.7, abs=0.1)
    assert tehran.longitude == pytest.approx(51.4, abs=0.1)


def test_a_state_is_a_place_of_its_own_not_its_capital(read: Read) -> None:
    russia = read("The fleet sailed from Russia.")["Russia"]
    assert (russia.name, russia.country) == ("Russia", "RUS")
    assert russia.latitude != pytest.approx(55.75, abs=1)


def test_an_older_spelling_gives_the_same_city() -> None:
    assert candidates("Kiev")[0] == candidates("Kyiv")[0]
    assert candidates("Sana'a")[0].country == "YEM"


def test_an_unknown_place_is_not_guessed() -> None:
    assert candidates("Strelsau") == ()


def test_waters_belong_to_no_state(read: Read) -> None:
    strait = read("Tankers crossed the Strait of Hormuz.")["Strait of Hormuz"]
    assert (strait.country, strait.latitude) == (None, 26.6)


def test_the_name_after_a_comma_tells_which_city(read: Read) -> None:
    found = read("They met in Cambridge, Massachusetts, and later in Hyderabad, Pakistan.")
    assert (found["Cambridge"].country, found["Hyderabad"].country) == ("USA", "PAK")


def test_a_city_told_once_is_the_same_in_the_rest_of_the_report() -> None:
    language = Language.load()
    text = "Crews went to London, Ontario, on Monday. On Tuesday the mayor of London thanked them."
    found = places.find(Draft(Document(text), language.read(text))).places
    assert [p.country for p in found if p.name == "London"] == ["CAN", "CAN"]


def test_a_city_of_geonames_has_its_state_and_point() -> None:
    city = candidates("Saskatoon")[0]
    assert (city.country, city.latitude) == ("CAN", pytest.approx(52.1, abs=0.1))


def test_the_city_before_a_comma_tells_which_georgia(read: Read) -> None:
    assert read("He spoke in Atlanta, Georgia.")["Georgia"].country == "USA"
    assert read("He spoke in Tbilisi, Georgia.")["Georgia"].country == "GEO"


def test_the_other_places_of_a_report_tell_which_city(read: Read) -> None:
    assert read("Shells fell on Tripoli and on Beirut, and in Sidon.")["Tripoli"].country == "LBN"
    assert read("Shells fell on Tripoli and on Benghazi.")["Tripoli"].country == "LBY"


def test_a_part_of_a_state_has_the_state_and_no_point() -> None:
    east = candidates("eastern Ukraine")[0]
    assert (east.country, east.latitude, east.longitude) == ("UKR", None, None)


def test_a_province_is_another_place_than_its_city() -> None:
    province, city = candidates("Kandahar province")[0], candidates("Kandahar")[0]
    assert (province.kind, city.kind) == ("division", "city")
    assert province.division == city.division
    assert province.latitude == pytest.approx(31.3, abs=0.5)


def test_a_part_of_a_city_or_a_division_has_the_point_of_the_whole() -> None:
    assert candidates("eastern Aleppo")[0].latitude == candidates("Aleppo")[0].latitude
    assert candidates("southwest Ohio")[0].latitude == pytest.approx(40.3, abs=0.2)


def test_the_division_after_a_comma_tells_which_town(read: Read) -> None:
    found = read("Deputies from Oxford, North Carolina, met those of Oxford, Mississippi.")
    assert found["Oxford"].latitude == pytest.approx(34.4, abs=0.2)  # the last of the two
    assert read("Fires burned near Columbia, Missouri, all day.")["Columbia"].longitude == pytest.approx(
        -92.3, abs=0.2
    )


def test_a_division_may_be_shortened_after_a_comma(read: Read) -> None:
    found = read("A barn burned near Paris, Mo., on Monday.")
    assert found["Paris"].latitude == pytest.approx(39.5, abs=0.1)
    assert "Mo." in found or "Mo" in found


def test_a_town_goes_with_its_neighbours(read: Read) -> None:
    assert read("Roads in Cedar Falls were cut, and police in Waterloo came.")["Waterloo"].country == "USA"
    assert read("Roads in Brussels were cut, and police in Waterloo came.")["Waterloo"].country == "BEL"


def test_a_known_city_stays_where_it_is_beside_another_state(read: Read) -> None:
    assert read("He worked in Russia, U.S. officials said.")["Russia"].country == "RUS"
    assert read("They met in Paris, Canada said.")["Paris"].country == "FRA"


def test_a_word_is_no_town_that_is_called_so() -> None:
    assert candidates("West") == candidates("Earth") == candidates("Canadian") == ()


def test_the_city_of_a_states_name_is_no_state(read: Read) -> None:
    assert read("The fair is held by the city of Peru in Illinois.")["Peru"].country == "USA"


def test_a_body_is_called_after_its_place(read: Read) -> None:
    found = read("The Ohio State Police searched a farm. A study by the University of Michigan was cited.")
    assert (found["Ohio"].country, found["Michigan"].country) == ("USA", "USA")


def test_a_county_is_told_from_its_namesakes_by_the_division(read: Read) -> None:
    found = read("A man was held in Monroe County, Missouri, on Friday.")
    assert found["Monroe County"].latitude == pytest.approx(39.6, abs=0.2)


def test_a_territory_keeps_its_own_name() -> None:
    assert [candidates(name)[0].name for name in ("Gaza", "West Bank")] == ["Gaza", "West Bank"]
    assert candidates("Singapore")[0].kind == "state"


def test_a_dash_is_no_part_of_a_name(read: Read) -> None:
    assert list(read("LIMA- The minister left on Monday.")) == ["LIMA"]


def test_us_is_a_state_only_in_capitals() -> None:
    assert candidates("US")[0].country == "USA"
    assert not any(k.kind == "state" for k in candidates("us"))


def test_the_table_fits_in_five_megabytes() -> None:
    table = files("legation.coding").joinpath("tables", "places.tsv")
    assert len(table.read_bytes()) <= 5_000_000


def test_every_point_of_the_table_lies_on_the_globe() -> None:
    for name, _, _, country, _, latitude, longitude, _, source in rows("places"):
        assert source in "fcg", name
        assert country == "" or (len(country) == 3 and country.isupper()), name
        if latitude:
            assert -90 <= float(latitude) <= 90, name
            assert -180 <= float(longitude) <= 180, name


def test_what_a_body_is_for_is_no_town(reader: Reader) -> None:
    record = reader.read("The Supreme Court upheld the ban. The Commerce Department of Ohio agreed.")
    assert "Supreme" not in [p.span.text for p in record.places]
    assert "Commerce" not in [p.span.text for p in record.places]


def test_a_people_is_no_division_that_is_called_so(reader: Reader) -> None:
    for sentence, state in (("Swedish troops left Mali.", "SWE"), ("Somali forces attacked militants.", "SOM")):
        assert state in {a.country for a in reader.read(sentence).actors}
