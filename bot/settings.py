"""Settings: one frozen object, read once from the environment."""

from __future__ import annotations

from functools import cached_property

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from grading.budget import CALLS_A_DAY, COST_A_DAY, TIMEOUT_SECONDS


class Settings(BaseSettings):
    """What the environment says. Slack's usual names, `DATABASE_URL`, the rest `HOLDFAST_…`."""

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True
    )

    bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")
    api_url: str = Field("https://slack.com/api/", alias="SLACK_API_URL")
    database_url: str = Field("sqlite:///holdfast.sqlite3", alias="DATABASE_URL")
    admins: str = Field("", alias="HOLDFAST_ADMINS")
    http_host: str = Field("127.0.0.1", alias="HOLDFAST_HTTP_HOST")
    http_port: int = Field(3000, alias="HOLDFAST_HTTP_PORT", ge=1, le=65535)
    log_format: str = Field("text", alias="HOLDFAST_LOG_FORMAT", pattern="^(text|json)$")
    log_level: str = Field("INFO", alias="HOLDFAST_LOG_LEVEL")
    model_url: str | None = Field(None, alias="HOLDFAST_MODEL_URL")
    model_name: str | None = Field(None, alias="HOLDFAST_MODEL_NAME")
    model_key: SecretStr | None = Field(None, alias="HOLDFAST_MODEL_KEY")
    model_calls_a_day: int = Field(CALLS_A_DAY, alias="HOLDFAST_MODEL_CALLS_A_DAY", ge=0)
    model_cost_a_day: float = Field(COST_A_DAY, alias="HOLDFAST_MODEL_COST_A_DAY", ge=0)
    model_price_in: float = Field(0.0, alias="HOLDFAST_MODEL_PRICE_IN", ge=0)
    model_price_out: float = Field(0.0, alias="HOLDFAST_MODEL_PRICE_OUT", ge=0)
    model_timeout: float = Field(TIMEOUT_SECONDS, alias="HOLDFAST_MODEL_TIMEOUT", gt=0)

    @cached_property
    def admin_emails(self) -> frozenset[str]:
        """The work emails in `HOLDFAST_ADMINS`, separated by commas."""
        return frozenset(e.strip().lower() for e in self.admins.split(",") if e.strip())

    @property
    def over_http(self) -> bool:
        """Whether Slack reaches the bot over HTTP: a signing secret and no app-level token."""
        return self.app_token is None and self.signing_secret is not None
