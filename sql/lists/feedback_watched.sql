-- The feedback cases allocated in the last 12 months by how many working days they were watched and how that ended:
-- closed or passed on, still open, or withdrawn. They are those feedback-time-to-close is estimated from.
-- Grain: one row per team, number of days and end.
--   team: the team that has it
--   days: working days from allocation to the end of watching
--   end: how it ended: closed or passed on, open or withdrawn
--   cases: how many cases
select
  coalesce(watched.team, 'not recorded') as team,
  watched.days::integer as days,
  case
    when watched.is_event then 'closed'
    when feedback.is_open then 'open'
    else 'withdrawn'
  end as "end",
  count(*)::integer as cases
from marts.feedback_durations as watched
join marts.feedback as feedback on feedback.feedback_reference = watched.feedback_reference
cross join lists.today
where watched.allocated_on > today.year_ago
  and watched.allocated_on <= today.as_at
group by all
order by all
