from celery import Celery
celery = Celery('platform')
