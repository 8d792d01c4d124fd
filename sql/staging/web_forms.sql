-- Uses of the online form, with the day of the office they were sent on.
-- Grain: one row per form sent.
select
  forms.form_id,
  forms.form,
  -- The office's day of a moment is its day in UTC, the one before or the one after.
  case
    when days.day is null
      then (forms.submitted_at at time zone 'UTC' at time zone (select time_zone from raw.office))::date
    when forms.submitted_at < days.begins_at then days.day - 1
    when forms.submitted_at >= days.ends_at then days.day + 1
    else days.day
  end as submitted_on
from raw.web_forms as forms
left join raw.local_days as days on days.day = forms.submitted_at::date
