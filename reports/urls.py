"""Addresses of reports and submissions."""

from django.urls import path

from reports.views import history, many, regime_drafts, regimes, reports, submissions, withdraw

app_name = "reports"

urlpatterns = [
    path("bao-cao/", reports.board, name="board"),
    path("bao-cao/so/", reports.report_list, name="list"),
    path("bao-cao/chap-nhan/", many.accept, name="accept_many"),
    path("bao-cao/xuat/", reports.export, name="export"),
    path("bao-cao/nhan/", reports.receive, name="receive"),
    path("bao-cao/cua-to-chuc/<code:body_code>/", reports.panel, name="panel"),
    path("bao-cao/tep/<uuid:key>/", reports.hand_out, name="file"),
    path("bao-cao/tep/<uuid:key>/go/", reports.take_off_file, name="take_off_file"),
    path("bao-cao/<int:pk>/", reports.page, name="page"),
    path("bao-cao/<int:pk>/sua/", reports.edit, name="edit"),
    path("bao-cao/<int:pk>/tra-lai/", reports.send_back, name="send_back"),
    path("bao-cao/<int:pk>/nop-lai/", reports.receive_again, name="receive_again"),
    path("bao-cao/<int:pk>/chap-nhan/", reports.accept, name="accept"),
    path("bao-cao/<int:pk>/bo-chap-nhan/", reports.take_back_acceptance, name="take_back_acceptance"),
    path("bao-cao/<int:pk>/them-tep/", reports.add_file, name="add_file"),
    path("bao-cao/<int:pk>/go/", withdraw.report, name="withdraw"),
    path("bao-cao/da-go/", withdraw.listing, name="withdrawn"),
    path("bao-cao/<int:pk>/lich-su/", history.of_report, name="history"),
    path("bao-cao/che-do/", regimes.listing, name="regimes"),
    path("bao-cao/che-do/them/", regime_drafts.add, name="regime_add"),
    path("bao-cao/che-do/<int:pk>/sua/", regimes.edit, name="regime_edit"),
    path("bao-cao/che-do/<int:pk>/sua-doi/", regime_drafts.amend, name="regime_amend"),
    path("bao-cao/che-do/<int:pk>/ngay-cuoi/", regime_drafts.end, name="regime_end"),
    path("bao-cao/che-do/du-thao/<int:pk>/sua/", regime_drafts.change, name="drafted_regime"),
    path("bao-cao/che-do/du-thao/<int:pk>/bo/", regime_drafts.remove, name="drafted_regime_remove"),
    path("bao-cao/che-do/du-thao/ngay-cuoi/<int:pk>/sua/", regime_drafts.change_end, name="drafted_end"),
    path(
        "bao-cao/che-do/du-thao/ngay-cuoi/<int:pk>/bo/", regime_drafts.remove_end, name="drafted_end_remove"
    ),
    path("bao-cao/che-do/<int:pk>/lich-su/", regimes.history, name="regime_history"),
    path("de-xuat/", submissions.listing, name="submissions"),
    path("de-xuat/xuat/", submissions.export, name="export_submissions"),
    path("de-xuat/gui/", many.send_submissions, name="send_submissions"),
    path("de-xuat/them/", submissions.add, name="add_submission"),
    path("de-xuat/sua/<path:code>/", submissions.edit, name="edit_submission"),
    path("de-xuat/them-tep/<path:code>/", submissions.add_file, name="add_submission_file"),
    path("de-xuat/go/<path:code>/", withdraw.submission, name="withdraw_submission"),
    path("de-xuat/lich-su/<path:code>/", history.of_submission, name="submission_history"),
    path("de-xuat/<path:code>/", submissions.page, name="submission"),
]
