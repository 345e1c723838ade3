from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "dondoc.base"
    verbose_name = "Nền chung"
