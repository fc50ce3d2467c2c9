-- The same three kinds as a cruder hand would write them: without quorum, waivers and ended bodies' reports. Some of its answers are wrong.
WITH quarters AS MATERIALIZED (
    SELECT q::date AS starts_on, (q + interval '3 months')::date AS ends_before, to_char(q, 'YYYY-"Q"Q') AS name
    FROM generate_series(date_trunc('quarter', %(since)s::date), date_trunc('quarter', %(on)s::date), interval '3 months') q
    WHERE q::date >= %(since)s
), met AS (
    SELECT body_id, max(held_on) AS latest FROM meetings_meeting WHERE kind = 'periodic' AND status = 'held' AND held_on <= %(on)s GROUP BY body_id
)
SELECT b.id, 'meeting-overdue' AS rule, min(q.name) AS subject
FROM delegations_body b CROSS JOIN quarters q LEFT JOIN met ON met.body_id = b.id
WHERE b.founded_on <= q.starts_on AND (b.ended_on IS NULL OR b.ended_on >= %(on)s) AND q.ends_before <= %(on)s AND (met.latest IS NULL OR met.latest < q.starts_on)
GROUP BY b.id
UNION ALL
SELECT b.id, 'annual-report-missing', y::text
FROM delegations_body b CROSS JOIN generate_series(extract(year FROM %(since)s::date)::int, extract(year FROM %(on)s::date)::int - 1) y
WHERE b.founded_on <= make_date(y, 6, 30) AND (b.ended_on IS NULL OR b.ended_on >= %(on)s)
    AND NOT EXISTS (SELECT FROM reports_report r WHERE r.body_id = b.id AND r.regime_id IS NULL AND r.year = y AND r.submitted_on <= %(on)s)
UNION ALL
SELECT b.id, 'understaffed', s.code
FROM delegations_body b JOIN delegations_seat s ON s.body_id = b.id
WHERE (b.ended_on IS NULL OR b.ended_on >= %(on)s) AND s.starts_on <= %(on)s AND (s.ends_on IS NULL OR s.ends_on >= %(on)s)
    AND NOT EXISTS (SELECT FROM delegations_membership m WHERE m.seat_id = s.id AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on >= %(on)s))
