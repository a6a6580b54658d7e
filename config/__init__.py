"""The top floor: settings, addresses, the queue. Everything below is put together here; nothing below imports it."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
