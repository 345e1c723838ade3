from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "dondoc.exchange"
    verbose_name = "Liên thông văn bản"
