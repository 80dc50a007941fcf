from contextlib import asynccontextmanager

from fastapi import FastAPI

from app.database import engine


@asynccontextmanager
async def lifespan(app: FastAPI):
    yield
    engine.dispose()


app = FastAPI(title="CommandCenter", lifespan=lifespan)


@app.get("/health")
async def health_check():
    return {"status": "healthy", "service": "commandcenter"}
