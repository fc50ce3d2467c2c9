-- The yardstick: overdue meetings, missing reports and vacant seats of every body on a day, by hand,
-- without quorum, own cadence, waivers or evidence.
WITH quarters AS (
    SELECT q::date AS starts_on, (q + interval '3 months')::date AS ends_before
    FROM generate_series(date_trunc('quarter', %(on)s::date) - interval '24 months', date_trunc('quarter', %(on)s::date), interval '3 months') q
), kept AS (
    SELECT b.id, q.starts_on, q.ends_before,
        EXISTS (SELECT FROM meetings_meeting m WHERE m.body_id = b.id AND m.kind = 'periodic' AND m.status = 'held'
            AND m.held_on >= q.starts_on AND m.held_on < q.ends_before AND m.held_on <= %(on)s) AS met
    FROM delegations_body b CROSS JOIN quarters q
    WHERE b.founded_on <= q.starts_on AND (b.ended_on IS NULL OR b.ended_on >= %(on)s) AND q.starts_on >= %(since)s
), overdue AS (
    SELECT id, 'meeting-overdue' AS rule, max(starts_on) FILTER (WHERE met)::text AS subject
    FROM kept GROUP BY id HAVING count(*) FILTER (WHERE met) = 0 OR max(starts_on) FILTER (WHERE met) < (SELECT max(starts_on) FROM quarters) - 100
), missing AS (
    SELECT b.id, 'annual-report-missing', y::text
    FROM delegations_body b CROSS JOIN generate_series(extract(year FROM %(since)s::date)::int, extract(year FROM %(on)s::date)::int - 1) y
    WHERE b.founded_on <= make_date(y, 6, 30) AND (b.ended_on IS NULL OR b.ended_on >= make_date(y, 12, 31)) AND %(on)s > make_date(y + 1, 1, 15)
        AND NOT EXISTS (SELECT FROM reports_report r WHERE r.body_id = b.id AND r.kind = 'annual' AND r.year = y AND r.submitted_on <= %(on)s
            AND (r.returned_on IS NULL OR r.returned_on > %(on)s OR r.resubmitted_on <= %(on)s))
), vacant AS (
    SELECT b.id, 'understaffed', s.code
    FROM delegations_body b JOIN delegations_seat s ON s.body_id = b.id
    WHERE (b.ended_on IS NULL OR b.ended_on >= %(on)s) AND s.starts_on <= %(on)s AND (s.ends_on IS NULL OR s.ends_on >= %(on)s)
        AND NOT EXISTS (SELECT FROM delegations_membership m WHERE m.seat_id = s.id AND m.starts_on <= %(on)s AND (m.ends_on IS NULL OR m.ends_on >= %(on)s))
)
SELECT * FROM overdue UNION ALL SELECT * FROM missing UNION ALL SELECT * FROM vacant
