"""What is looked for in the library, in which states and which order; the URL holds it, so that F5 shows the same."""

from collections.abc import Collection, Mapping

import streamlit as st

from models import JobStatus, Order, Search
from pipeline.options import MAX_TITLE_LENGTH
from ui import links

WORDS, STATE, SORT = "search", "state", "sort"  # keys of the widgets, and so parameters of the URL

STATES: Mapping[str, Collection[JobStatus]] = {
    "All": (),
    "Stories": (JobStatus.COMPLETED,),
    "Under way": (JobStatus.QUEUED, JobStatus.PROCESSING),
    "Failed": (JobStatus.FAILED,),
    "Cancelled": (JobStatus.CANCELLED,),
}
ORDERS: Mapping[str, Order] = {
    "Newest": Order.NEWEST,
    "Oldest": Order.OLDEST,
    "Name": Order.NAME,
    "Most rows": Order.ROWS,
}


def show() -> Search:
    """Show the three controls, and return what they say."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="library-search"):
        words = st.text_input(
            "Search",
            key=WORDS,
            type="search",
            max_chars=MAX_TITLE_LENGTH,
            placeholder="Title, file or finding",
            on_change=_to_first_page,
            bind="query-params",
        )
        state = st.selectbox("Show", list(STATES), key=STATE, on_change=_to_first_page, bind="query-params", width=150)
        order = st.selectbox(
            "Sort by", list(ORDERS), key=SORT, on_change=_to_first_page, bind="query-params", width=150
        )
    return Search(words or "", STATES[state], ORDERS[order])


def in_url() -> dict[str, str]:
    """What is chosen, as parameters of a link to another page of the list."""
    return {name: value for name in (WORDS, STATE, SORT) if (value := st.query_params.get(name))}


def _to_first_page() -> None:
    st.query_params.pop(links.BEFORE, None)
