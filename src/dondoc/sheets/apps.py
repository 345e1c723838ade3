from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "dondoc.sheets"
    verbose_name = "Biểu mẫu số liệu"
