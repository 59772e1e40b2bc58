"""The UI script: page config, navigation, identity. Also runs by itself: ``streamlit run streamlit_app.py``."""

import streamlit as st

from ui import entrance, frame, links

frame.show()
page = st.navigation(
    [
        st.Page(links.UPLOAD, title="New story", icon=":material/add:", default=True),
        st.Page(links.LIBRARY, title="Library", icon=":material/library_books:"),
        st.Page(links.STATUS, title="Status", visibility="hidden"),
        st.Page(links.STORY, title="Story", visibility="hidden"),
    ],
    position="top",
)
entrance.show(page)
