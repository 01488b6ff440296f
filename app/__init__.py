"""Huiping, complete without Qt: model, rules, storage, services, files and reports."""

__version__ = "0.1.0"
APP_ID = "huiping"
APP_NAME = "汇评"
