"""What words ask for: sizes, places, terms, an order, and the rest as words."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenfold.prices.everyday import TERM_WORDS, place_words
from tenfold.prices.regions import regions
from tenfold.prices.row import TERMS
from tenfold.prices.wanted import Spec, place_of, told, wanted

PROVIDERS = ("gcp", "aws", "azure", "openai", "google")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "8 vCPU 32 GB cheapest in eu",
            "8 vCPU, at least 32 GiB, in Europe, on demand, cheapest first",
        ),
        ("t4 gpu us-central1 spot", "t4 gpu, in us-central1 (Iowa), spot, closest first"),
        ("egress", "egress, on demand, closest first"),
        ("gpt mini", "gpt mini, on demand, closest first"),
        ("redis europe", "redis, in Europe, on demand, closest first"),
        ("2 x t4", "t4, 2 GPUs, on demand, closest first"),
        ("1 gpu", "1 GPU, on demand, closest first"),
        ("8-core at least 16GB frankfurt 3 year commitment",
         "8 vCPU, at least 16 GiB, in Frankfurt, committed for three years, closest first"),
        ("16+ vCPU up to 1,024 GiB RAM",
         "at least 16 vCPU, at most 1,024 GiB, on demand, closest first"),
        ("n2 committed", "n2, committed for a year or committed for three years, closest first"),
        ("n2 commit_1y", "n2, committed for a year, closest first"),
        ("n2 reserved for 3 years", "n2, committed for three years, closest first"),
        ("n2 any term", "n2, on any term, closest first"),
        ("aws cost of egress in the US",
         "egress, of aws, in the US, on demand, closest first"),
        ("google cloud redis", "redis, of gcp, on demand, closest first"),
        ("hong kong or tokyo n2", "n2, in Hong Kong or Tokyo, on demand, closest first"),
        ("16 gb vram dearest", "at least 16 GiB on the GPU, on demand, dearest first"),
        ("a2-highgpu-1g", "a2-highgpu-1g, on demand, closest first"),
        ("postgres on-demand, cheapest first!", "postgres, on demand, cheapest first"),
    ],
)  # fmt: skip
def test_it_is_told_how_words_were_read(text, line):
    assert told(wanted(text, PROVIDERS)) == line


def test_a_size_of_memory_is_in_gib_whatever_it_is_written_in():
    assert wanted("1 TB").specs == (Spec("memory", Fraction(1024), "at least"),)
    assert wanted("512 MB").specs == (Spec("memory", Fraction(1, 2), "at least"),)


def test_the_last_of_two_sizes_stands():
    assert [spec.number for spec in wanted("8 vCPU 16 vCPU").specs] == [16]


@pytest.mark.parametrize("word", ["us-central1", "US-CENTRAL1", "iowa"])
def test_a_region_goes_by_its_code_or_its_city(word):
    place = place_of(word)
    assert "us-central1" in place.regions
    assert place.rank("us-central1") == 0
    assert place.rank("global") == 2
    assert place.rank("europe-west1") is None


def test_a_region_is_answered_by_its_area():
    assert place_of("us-central1").rank("north-america") == 1


def test_an_area_is_all_of_its_regions():
    assert place_of("eu").rank("europe-west3") == 0
    assert place_of("eu").rank("europe") == 0
    assert place_of("us").rank("northamerica-northeast1") is None
    assert place_of("us").rank("eastus") == 0


def test_every_region_is_found_by_its_code():
    words = place_words()
    assert not [code for code in regions() if code not in words]
    assert not [code for code in regions() if code not in words[code][1]]


def test_no_place_is_told_by_a_word_of_direction():
    assert place_of("central") is None
    assert place_of("west") is None


def test_every_term_is_read_from_its_name():
    for term in TERMS:
        assert wanted(term).terms == (term,)
    assert {term for terms in TERM_WORDS.values() for term in terms} == set(TERMS)


@given(st.text(max_size=60))
def test_any_words_are_read(text):
    read = wanted(text, PROVIDERS)
    assert told(read)


def test_a_long_number_is_no_size():
    assert wanted("9" * 5000 + " GB").specs == ()
