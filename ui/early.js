"use strict";
// Where the server is: beside the page. Streamlit would first ask below it, as in /story/_stcore/health, and be refused.
window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href };
