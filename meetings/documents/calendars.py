"""Calendar files: invitations and feeds, as any calendar reads them (RFC 5545, RFC 5546)."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from core import clock
from core.addresses import absolute, reverse
from meetings.enums import MeetingStatus
from meetings.models import Meeting

DOMAIN = "nen-nep"
DEFAULT_LENGTH = dt.timedelta(hours=2)
MORNING = dt.timedelta(hours=8)


def uid(meeting: Meeting) -> str:
    """Return what names the meeting in every calendar for good: its key, for a code may be mended, and which
    installation's it is."""
    return f"cuoc-hop-{meeting.pk}.{_installation()}@{DOMAIN}"


def _installation() -> str:
    """Return what tells this installation from others: made from its oldest secret, so that a new one changes
    no name."""
    oldest = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS][-1]
    return salted_hmac("meetings.calendar", "installation", secret=oldest).hexdigest()[:12]


def address(meeting: Meeting) -> str:
    """Return the whole address of a meeting's page."""
    return absolute(reverse("meetings:page", args=[meeting.code]))


def feed(
    meetings: Iterable[Meeting],
    *,
    name: str,
    days: Iterable[Event] = (),
    alarm_days: int | None = None,
) -> bytes:
    """Return a calendar of meetings (as `with_last_change` gives them) and of what else `days` hold, called
    to mind so many days before: the same bytes as long as nothing in it has changed."""
    calendar = _calendar(name)
    for made in (*(event(meeting, stamp=meeting.changed_at) for meeting in meetings), *days):  # type: ignore[attr-defined]
        if alarm_days and made.get("status") != "CANCELLED":
            made.add_component(_alarm(made, alarm_days))
        calendar.add_component(made)
    return calendar.to_ical()


def whole_day(key: str, on: dt.date, *, summary: str, description: str, url: str) -> Event:
    """Return an entry of a whole day that takes nobody's time: a due day, an end. `key` names it for good."""
    made = Event()
    made.add("uid", f"{key}.{_installation()}@{DOMAIN}")
    made.add("dtstamp", dt.datetime.combine(on, dt.time(), tzinfo=clock.ZONE).astimezone(dt.UTC))
    made.add("dtstart", on)
    made.add("dtend", on + dt.timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    made.add("summary", summary)
    if description:
        made.add("description", description)
    made.add("url", url)
    return made


def _alarm(made: Event, days_before: int) -> Alarm:
    """Return what calls an entry to mind; of a whole day in the morning, not at midnight."""
    is_whole_day = not isinstance(made.decoded("dtstart"), dt.datetime)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", made["summary"])
    alarm.add("trigger", (MORNING if is_whole_day else dt.timedelta(0)) - dt.timedelta(days=days_before))
    return alarm


def invitation(
    meeting: Meeting, *, organiser: str, invitee: tuple[str, str], now: dt.datetime
) -> tuple[str, str]:
    """Return the calendar file of an invitation and its method: REQUEST, or CANCEL for a meeting that will
    not be."""
    method = "REQUEST" if meeting.status in {MeetingStatus.PLANNED, MeetingStatus.HELD} else "CANCEL"
    calendar = _calendar("")
    calendar.add("method", method)
    made = event(meeting, stamp=now)
    host = vCalAddress(f"mailto:{organiser}")
    host.params["CN"] = vText(meeting.body.name)
    made["organizer"] = host
    name, email = invitee
    guest = vCalAddress(f"mailto:{email}")
    guest.params["CN"] = vText(name)
    guest.params["ROLE"] = vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("TRUE")
    made.add("attendee", guest, encode=False)
    calendar.add_component(made)
    return calendar.to_ical().decode(), method


def event(meeting: Meeting, *, stamp: dt.datetime) -> Event:
    """Return a meeting as a calendar entry, as it stands at the instant `stamp`: whole day where no hour is
    set, struck out where it will not be held."""
    assert meeting.held_on is not None
    made = Event()
    made.add("uid", uid(meeting))
    made.add("sequence", meeting.invitation_sequence)
    made.add("dtstamp", stamp.astimezone(dt.UTC))
    made.add("last-modified", stamp.astimezone(dt.UTC))
    if meeting.starts_at:
        starts = begins_at(meeting)
        ends = (
            dt.datetime.combine(meeting.held_on, meeting.ends_at, tzinfo=clock.ZONE)
            if meeting.ends_at
            else starts + DEFAULT_LENGTH
        )
        made.add("dtstart", starts.astimezone(dt.UTC))
        made.add("dtend", max(ends, starts).astimezone(dt.UTC))
    else:
        made.add("dtstart", meeting.held_on)
        made.add("dtend", meeting.held_on + dt.timedelta(days=1))
    gone = meeting.status in {MeetingStatus.POSTPONED, MeetingStatus.CANCELLED}
    unrecorded = meeting.status == MeetingStatus.PLANNED and meeting.held_on < clock.today()
    made.add("status", "CANCELLED" if gone else "TENTATIVE" if unrecorded else "CONFIRMED")
    made.add("summary", (_("CHƯA GHI NHẬN: ") if unrecorded else "") + summary(meeting))
    if meeting.place or meeting.online_address:
        made.add("location", meeting.place or meeting.online_address)
    made.add("description", description(meeting))
    made.add("url", address(meeting))
    return made


def begins_at(meeting: Meeting) -> dt.datetime:
    """Return when the meeting begins, by its hour, else with its day."""
    assert meeting.held_on is not None
    return dt.datetime.combine(meeting.held_on, meeting.starts_at or dt.time(), tzinfo=clock.ZONE)


def summary(meeting: Meeting) -> str:
    words = {MeetingStatus.POSTPONED: _("HOÃN: "), MeetingStatus.CANCELLED: _("HUỶ: ")}.get(
        MeetingStatus(meeting.status), ""
    )
    kind = _("Họp %(kind)s") % {"kind": str(meeting.get_kind_display()).lower()}
    return f"{words}{kind} · {meeting.body.name}"


def description(meeting: Meeting) -> str:
    """Return subject, agenda and address as plain lines."""
    lines = [meeting.subject] if meeting.subject else []
    lines += [
        f"{place}. {item.title}"
        for place, item in enumerate(sorted(meeting.agenda.all(), key=lambda item: item.position), start=1)
    ]
    if meeting.online_address:
        lines.append(_("Họp trực tuyến: %(address)s") % {"address": meeting.online_address})
    if meeting.status_reason:
        lines.append(_("Lý do: %(reason)s") % {"reason": meeting.status_reason})
    return "\n".join(lines)


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Nen nep//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", clock.ZONE_NAME)
        calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    return calendar
