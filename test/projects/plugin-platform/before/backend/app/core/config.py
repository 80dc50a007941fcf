from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str
    redis_url: str
    secret_key: str
    cors_origins: list[str] = ["http://localhost:3000"]


settings = Settings()
