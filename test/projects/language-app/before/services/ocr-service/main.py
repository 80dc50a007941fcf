import os
from fastapi import FastAPI

app = FastAPI()
MODEL = os.environ.get('OCR_MODEL')


@app.post('/ocr')
async def ocr():
    return await read()
