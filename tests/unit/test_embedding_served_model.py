"""What a model wants before its texts, and the name of its vectors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recsys.retrieval.embedding.served_model import ServedModel, family_prefixes

SEARCH = "Represent this sentence for searching relevant passages: "


@pytest.mark.parametrize(
    ("name", "query", "passage"),
    [
        ("intfloat/e5-large-v2", "query: ", "passage: "),
        ("intfloat/multilingual-e5-base", "query: ", "passage: "),
        ("BAAI/bge-large-en-v1.5", SEARCH, ""),
        ("bge-large", SEARCH, ""),
        ("bge-m3", "", ""),
        ("nomic-embed-text:latest", "search_query: ", "search_document: "),
        ("mxbai-embed-large", SEARCH, ""),
        ("snowflake-arctic-embed:335m", SEARCH, ""),
        ("Snowflake/snowflake-arctic-embed-m-v1.5", SEARCH, ""),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", "query: ", ""),
        ("text-embedding-3-small", "", ""),
        ("thenlper/gte-large", "", ""),
    ],
)
def test_families_are_known_by_name(name: str, query: str, passage: str) -> None:
    assert family_prefixes(name) == (query, passage)


def test_an_instructed_e5_is_no_plain_one() -> None:
    query, passage = family_prefixes("intfloat/multilingual-e5-large-instruct")
    assert query.startswith("Instruct: ")
    assert passage == ""


def test_prefixes_that_are_given_win() -> None:
    model = ServedModel.of("e5-large", query_prefix="", passage_prefix="text: ")
    assert (model.query_prefix, model.passage_prefix) == ("", "text: ")


def test_the_stored_name_tells_apart_what_changes_vectors() -> None:
    models = [
        ServedModel.of("a"),
        ServedModel.of("b"),
        ServedModel.of("a", dimensions=256),
        ServedModel.of("a", passage_prefix="passage: "),
        ServedModel.of("a?dimensions=256"),
    ]
    assert len({model.stored_name for model in models}) == len(models)
    assert ServedModel.of("a", query_prefix="query: ").stored_name == "openai:a", "it changes no stored vector"


@given(st.text(min_size=1), st.none() | st.integers(1, 8192), st.text())
def test_a_model_is_found_again_by_its_stored_name(name: str, dimensions: int | None, passage: str) -> None:
    name, passage = (text.encode("utf-8", "replace").decode() for text in (name, passage))
    model = ServedModel.of(name, dimensions=dimensions, passage_prefix=passage)
    assert ServedModel.from_stored_name(model.stored_name) == model


def test_another_kind_of_name_is_no_served_model() -> None:
    assert ServedModel.from_stored_name("all-MiniLM-L6-v2-int8") is None
