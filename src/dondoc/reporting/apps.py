from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "dondoc.reporting"
    verbose_name = "Chế độ báo cáo"
