"""Addresses of directions; their list (/chi-dao/) is one of the desk's pages for leaders."""

from django.urls import path

from directions.views import acts, by_link, give, page, papers

app_name = "directions"

urlpatterns = [
    path("chi-dao/ghi/", give.give, name="give"),
    path("chi-dao/tom-tat/", page.strip, name="strip"),
    path("chi-dao/den-han/", page.due, name="due"),
    path("chi-dao/qua-thu/<secret:token>/", by_link.page, name="link"),
    path("chi-dao/cua-to-chuc/<code:body_code>/", page.panel, name="panel"),
    path("chi-dao/cua-to-chuc/<code:body_code>/<int:year>/", page.of_year, name="of_year"),
    path("chi-dao/tep/<uuid:key>/", acts.hand_out, name="file"),
    path("chi-dao/tep/<uuid:key>/go/", acts.take_off_file, name="take_off_file"),
    path("chi-dao/y-kien/<code:code>/", page.page, name="page"),
    path("chi-dao/y-kien/<code:code>/sua/", give.edit, name="edit"),
    path("chi-dao/y-kien/<code:code>/lich-su/", give.history, name="history"),
    path("chi-dao/y-kien/<code:code>/bao-cao/", acts.report, name="report"),
    path("chi-dao/y-kien/<code:code>/tiep-nhan/", acts.receive, name="receive"),
    path("chi-dao/y-kien/<code:code>/gia-han/", acts.extend, name="extend"),
    path("chi-dao/y-kien/<code:code>/gia-han/<int:number>/", acts.answer, name="answer"),
    path("chi-dao/y-kien/<code:code>/de-nghi-ket-thuc/", acts.propose, name="propose"),
    path("chi-dao/y-kien/<code:code>/y-kien-them/", acts.add_comment, name="add_comment"),
    path("chi-dao/y-kien/<code:code>/xac-nhan/", acts.confirm, name="confirm"),
    path("chi-dao/y-kien/<code:code>/ket-thuc/", acts.close, name="close"),
    path("chi-dao/y-kien/<code:code>/rut-lai/", acts.withdraw, name="withdraw"),
    path("chi-dao/y-kien/<code:code>/mo-lai/", acts.reopen, name="reopen"),
    path("chi-dao/y-kien/<code:code>/thong-bao/", papers.announce, name="announce"),
    path("chi-dao/y-kien/<code:code>/giao/", acts.assign, name="assign"),
]
