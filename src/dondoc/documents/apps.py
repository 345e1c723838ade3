from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "dondoc.documents"
    verbose_name = "Văn bản"
