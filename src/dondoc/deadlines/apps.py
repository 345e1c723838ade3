from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "dondoc.deadlines"
    verbose_name = "Kỳ hạn, ngày làm việc"
