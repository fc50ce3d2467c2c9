"""Addresses of what all papers share; the papers themselves are desk's."""

from django.urls import path

from papers.views import certificates, heads, proof, templates

app_name = "papers"
urlpatterns = [
    path("xac-thuc/", proof.proof, name="proof"),
    path("giay-to/the-thuc/", heads.head, name="head"),
    path("giay-to/nhiem-ky/them/", heads.term, name="term-create"),
    path("giay-to/nhiem-ky/<int:pk>/", heads.term, name="term"),
    path("giay-to/chung-thu/", certificates.listing, name="certificates"),
    path("giay-to/chung-thu/<int:pk>/bo/", certificates.remove, name="certificate-remove"),
    path("giay-to/mau/", templates.listing, name="templates"),
    path("giay-to/mau/them/", templates.add, name="template-add"),
    path("giay-to/mau/ap-dung/<slug:kind>/", templates.choose, name="template-choose"),
    path("giay-to/mau/bo/<int:pk>/", templates.withdraw, name="template-withdraw"),
    path("giay-to/mau/<int:pk>/tep/", templates.file, name="template-file"),
    path("giay-to/mau/<int:pk>/thu/<str:form>/", templates.trial, name="template-trial"),
    path("giay-to/mau/co-san/<slug:kind>/<str:profile>/", templates.start, name="template-start"),
    path(
        "giay-to/mau/co-san/<slug:kind>/<str:profile>/thu/<str:form>/",
        templates.built_in_trial,
        name="template-built-in-trial",
    ),
]
