from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    database_url: str = "postgresql://localhost/commandcenter"
    secret_key: str = "dev-secret-key-change-in-production"


settings = Settings()
