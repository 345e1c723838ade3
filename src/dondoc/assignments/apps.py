from django.apps import AppConfig


class AssignmentsConfig(AppConfig):
    name = "dondoc.assignments"
    verbose_name = "Nhiệm vụ được giao"
