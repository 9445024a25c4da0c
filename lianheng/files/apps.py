"""The application files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Stored files: addressed by their content, checked, attached by reference."""

    name = "lianheng.files"
    label = "files"
    verbose_name = "文件"
