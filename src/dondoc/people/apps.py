from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "dondoc.people"
    verbose_name = "Cán bộ"
