"""The application papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Reading and writing of workbooks and documents; knows no department."""

    name = "lianheng.papers"
    label = "papers"
    verbose_name = "表格文书"
