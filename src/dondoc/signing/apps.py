from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "dondoc.signing"
    verbose_name = "Ký số"
