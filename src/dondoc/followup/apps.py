from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "dondoc.followup"
    verbose_name = "Theo dõi, đôn đốc"
