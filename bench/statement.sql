-- The yardstick: overdue meetings, missing reports and vacant seats of every body on a day, as one statement by hand.
-- It gives the same findings as the rules do (rule and subject, no evidence, no due days) for bodies without a cadence of their own.
WITH quarters AS MATERIALIZED (
    SELECT q::date AS starts_on, (q + interval '3 months')::date AS ends_before, to_char(q, 'YYYY-"Q"Q') AS name
    FROM generate_series(date_trunc('quarter', %(since)s::date), date_trunc('quarter', %(on)s::date), interval '3 months') q
    WHERE q::date >= %(since)s
), attended AS (
    SELECT m.id, count(DISTINCT k.person_id) AS members, count(DISTINCT a.person_id) AS named,
        count(DISTINCT a.person_id) FILTER (WHERE a.state = 'present') AS present
    FROM meetings_meeting m
        JOIN delegations_seat s ON s.body_id = m.body_id AND s.starts_on <= m.held_on AND (s.ends_on IS NULL OR m.held_on <= s.ends_on)
        JOIN delegations_membership k ON k.seat_id = s.id AND k.starts_on <= m.held_on AND (k.ends_on IS NULL OR m.held_on <= k.ends_on)
        LEFT JOIN meetings_attendance a ON a.meeting_id = m.id AND a.person_id = k.person_id
    WHERE m.kind = 'periodic' AND m.status = 'held' AND m.held_on BETWEEN %(since)s AND %(on)s
    GROUP BY m.id
), quorate AS (
    SELECT m.body_id, m.held_on
    FROM meetings_meeting m LEFT JOIN attended a ON a.id = m.id
    WHERE m.kind = 'periodic' AND m.status = 'held' AND m.held_on BETWEEN %(since)s AND %(on)s
        AND CASE WHEN a.members IS NULL THEN true WHEN a.named > 0 THEN a.present >= ceil(a.members * 2 / 3.0)
            WHEN m.head_count IS NOT NULL THEN m.head_count >= ceil(a.members * 2 / 3.0) ELSE true END
), met AS (
    SELECT q.body_id, max(q.held_on) AS latest FROM quorate q GROUP BY q.body_id
), overdue AS (
    SELECT b.id, 'meeting-overdue' AS rule, min(q.name) AS subject
    FROM delegations_body b CROSS JOIN quarters q LEFT JOIN met ON met.body_id = b.id
    WHERE b.founded_on <= q.starts_on AND b.founded_on <= %(on)s AND (b.ended_on IS NULL OR b.ended_on >= %(on)s) AND q.ends_before <= %(on)s
        AND (met.latest IS NULL OR met.latest < q.starts_on)
        AND NOT EXISTS (SELECT FROM obligations_waiver w WHERE w.body_id = b.id AND w.rule = 'meeting-overdue' AND w.subject = q.name
            AND %(on)s BETWEEN w.granted_on AND w.until)
    GROUP BY b.id
), missing AS (
    SELECT b.id, 'annual-report-missing', y::text
    FROM delegations_body b CROSS JOIN generate_series(extract(year FROM %(since)s::date)::int, extract(year FROM %(on)s::date)::int - 1) y
    WHERE b.founded_on <= make_date(y, 6, 30) AND (b.ended_on IS NULL OR b.ended_on >= make_date(y, 12, 31)) AND %(on)s > make_date(y + 1, 1, 15)
        AND (b.ended_on IS NULL OR b.ended_on >= %(on)s OR %(on)s <= make_date(y + 2, 1, 15))
        AND NOT EXISTS (SELECT FROM reports_report r WHERE r.body_id = b.id AND r.regime_id IS NULL AND r.year = y AND r.submitted_on <= %(on)s
            AND (r.returned_on IS NULL OR r.returned_on > %(on)s OR r.resubmitted_on <= %(on)s))
), vacant AS (
    SELECT b.id, 'understaffed', s.code
    FROM delegations_body b JOIN delegations_seat s ON s.body_id = b.id
    WHERE b.founded_on <= %(on)s AND (b.ended_on IS NULL OR b.ended_on >= %(on)s)
        AND s.starts_on <= %(on)s AND (s.ends_on IS NULL OR s.ends_on >= %(on)s)
        AND NOT EXISTS (SELECT FROM delegations_membership m WHERE m.seat_id = s.id AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on >= %(on)s))
)
SELECT * FROM overdue UNION ALL SELECT * FROM missing UNION ALL SELECT * FROM vacant
