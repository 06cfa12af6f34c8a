FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DATABASE_URL=sqlite:////data/holdfast.sqlite3 \
    HOLDFAST_HTTP_HOST=0.0.0.0 \
    HOLDFAST_LOG_FORMAT=json

RUN useradd --create-home --uid 10001 holdfast \
    && install --directory --owner holdfast --group holdfast /data

WORKDIR /app

# Libraries first: they change less often than the program, so their layer is kept.
# With a language model, and fitting and evaluating: REQUIREMENTS=requirements-all.txt.
ARG REQUIREMENTS=requirements.txt
COPY requirements.txt requirements-all.txt ./
RUN python -m pip install --require-hashes --requirement ${REQUIREMENTS}

COPY pyproject.toml README.md LICENSE NOTICE manifest.json ./
COPY bot/ bot/
COPY handlers/ handlers/
COPY lab/ lab/
COPY practice/ practice/
COPY store/ store/
COPY messages/ messages/
COPY views/ views/
COPY grading/ grading/
COPY capability/ capability/
COPY scheduling/ scheduling/
COPY items/ items/
COPY org/ org/
COPY files/ files/
COPY workspace/ workspace/
COPY banks/ banks/
RUN python -m pip install --no-deps --no-build-isolation --editable ./workspace --editable .

USER holdfast
VOLUME ["/data"]
EXPOSE 3000

ENTRYPOINT ["holdfast"]
CMD ["run"]
