from django.apps import AppConfig


class SignbookConfig(AppConfig):
    name = "dondoc.signbook"
    verbose_name = "Trình ký"
