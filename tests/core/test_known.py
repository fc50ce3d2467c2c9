"""What was known on a day is what the history tells: views beside the tables of facts."""

import datetime as dt

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from core import clock, known
from delegations.models import Body
from meetings.models import Meeting
from tests import factories
from tests.known import shift, shift_all
