# One image for everything: `python serve.py` serves the pages and the API, `python -m jobs.worker` makes stories.
# Without MONGODB_URI and REDIS_URL it runs both servers itself and keeps all its data under /data.
# `docker buildx imagetools inspect` tells the digest of a version, for who wants to pin that too.
FROM python:3.12.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 DATASTORY_HOME=/data HOST=0.0.0.0
WORKDIR /app

# Only wheels: no compiler in the image. The dependencies come first, since they change less often than the code.
COPY requirements.txt .
RUN pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt

COPY .streamlit .streamlit
COPY asgi_app.py serve.py streamlit_app.py ./
COPY api api
COPY exporters exporters
COPY jobs jobs
COPY models models
COPY pages pages
COPY pipeline pipeline
COPY samples samples
COPY services services
COPY ui ui
RUN python -m compileall -q . \
    && useradd --system --uid 10001 --home-dir /data datastory \
    && install --directory --owner datastory --mode 0700 /data

USER 10001
VOLUME /data
EXPOSE 8501
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT', '8501')}/_stcore/health\", timeout=4)"]
CMD ["python", "serve.py"]
