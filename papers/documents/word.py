"""Papers as Word files."""

from django.http import Http404
from django.utils.translation import gettext as _
from jinja2 import UndefinedError

from core import files
from papers.documents import drawing, printed
from papers.models import Paper, PaperTemplate


def docx(paper: Paper) -> bytes:
    """Return a paper as a Word file, in the form that it was begun in. One query, one file read for an own
    template."""
    content = printed.content(paper)
    if paper.template is None:
        return drawing.built_in(content)
    try:
        return drawing.from_template(content, template_bytes(paper.template))
    except UndefinedError:  # a template of the letters before there were papers names other values
        return drawing.built_in(content)


def template_bytes(template: PaperTemplate) -> bytes:
    """Return the bytes of a version of the office's template. Raises Http404, which says what to do, where
    the vault has lost them."""
    try:
        with files.vault().open(files.path_in_vault(template.key)) as stored:
            return bytes(stored.read())
    except FileNotFoundError as error:
        raise Http404(_("Tệp mẫu không còn trong kho; báo quản trị khôi phục từ bản sao lưu.")) from error
