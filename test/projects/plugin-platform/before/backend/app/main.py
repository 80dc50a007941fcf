from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.core.config import settings
from app.core.database import create_tables

app = FastAPI(title="Platform", docs_url="/docs")
app.add_middleware(CORSMiddleware, allow_origins=settings.cors_origins, allow_credentials=True)


@app.get("/health")
async def health():
    return {"status": "healthy", "database": "healthy", "redis": "healthy", "timestamp": "2024-01-01T00:00:00Z"}
