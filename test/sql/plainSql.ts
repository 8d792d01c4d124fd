/**
 * What the measures of casework come to in plain SQL over the raw tables, written apart from the marts. `flow` gives rows
 * with a day, `stock` rows with the days they are open from and until, `period` the numerator and denominator of the days
 * from :start to :end. Of the first two, the columns besides are dimensions.
 */
export type Plain = { flow: string } | { stock: string } | { period: string };

const cases = "raw.cases as c left join kinds as k on lower(k.body) = lower(c.body)";
const kinds = `with kinds as (
  select lower(body) as body, arg_max(kind_of_body, year_from) as kind from raw.bodies where kind_of_body is not null group by all
)`;

const stageOf = `(
  select s.stage from raw.stages as s
  where s.case_reference = c.case_reference
  order by case s.stage when 'enquiry' then 1 when 'intake' then 2 when 'assessment' then 3 else 4 end desc
  limit 1
)`;

/** Whether the days in some columns of a row of cases, or that there are none, could be read. */
const isRead = (...columns: string[]) =>
  columns.map((name) => `not coalesce(list_contains(c.blanked, '${name}'), false)`).join(" and ");

/** Each time a case was open, with its closing then; what is known of that is of the last. `place` counts openings again. */
const openings = `(
  with again as (
    select reference, max(closed_on) as closed_on, reopened_on,
      row_number() over (partition by reference order by reopened_on) as place
    from raw.reopened as r
    where contract = 'cases' and exists (
      from raw.cases as c where c.case_reference = r.reference and r.closed_on >= c.received_on
        and r.reopened_on > c.received_on and coalesce(c.closed_on >= r.reopened_on, true)
    )
    group by reference, reopened_on
  ),
  opened as (
    select case_reference, 0 as place, received_on as opened_on from raw.cases
    union all
    select reference, place, reopened_on from again
  )
  select
    c.* replace (
      if(later.place is null, c.closed_on, later.closed_on) as closed_on,
      if(later.place is null, c.outcome, null) as outcome,
      if(later.place is null, c.closure_reason, null) as closure_reason
    ),
    opened.opened_on,
    opened.place
  from opened
  join raw.cases as c on c.case_reference = opened.case_reference
  left join again as later on later.reference = opened.case_reference and later.place = opened.place + 1
  where c.received_on is not null and ${isRead("closed_on")}
)`;

/** The stage each open case is at on the evening of each day, and was at the evening before. */
const evenings = `
  with days as (select unnest(range(date '2019-03-31', date '2021-04-02', interval 1 day))::date as day),
  evening as (
    select c.case_reference, c.jurisdiction, c.team, days.day, coalesce((
      select s.stage from raw.stages as s
      where s.case_reference = c.case_reference and s.started_on <= days.day
      order by s.started_on desc,
        case s.stage when 'enquiry' then 1 when 'intake' then 2 when 'assessment' then 3 else 4 end desc
      limit 1
    ), 'not recorded') as stage
    from ${openings} as c
    join days on days.day >= c.opened_on and (c.closed_on is null or days.day < c.closed_on)
  )`;

const moved = (today: string, other: string, day: string) => `${evenings}
  select ${day} as on_day, 1 as n, 0 as d, ${today}.stage, ${today}.jurisdiction, ${today}.team
  from evening as now full join evening as before
    on before.case_reference = now.case_reference and before.day + 1 = now.day
  where ${today}.case_reference is not null and ${other}.stage is distinct from ${today}.stage
    and ${day} between '2019-04-01' and '2021-03-31'`;

const investigations = `
  select s.*, c.jurisdiction, c.body, k.kind as kind_of_body, if(
    exists (from raw.stages as l where l.case_reference = s.case_reference and l.stage = s.stage and l.started_on > s.started_on),
    null, c.outcome
  ) as outcome
  from raw.stages as s left join raw.cases as c using (case_reference) left join kinds as k on k.body = lower(c.body)
  where s.stage = 'detailed investigation'`;

const decidedWithin = (weeks: number): Plain => ({
  flow: `select received_on + ${7 * weeks} as on_day, (coalesce(decided_on <= received_on + ${7 * weeks}, false))::integer as n,
      1 as d, jurisdiction, team
    from raw.cases as c
    where (decided_on is not null or coalesce(closed_on, '9999-12-31') > received_on + ${7 * weeks})
      and ${isRead("decided_on", "closed_on")}`,
});

/** Who is in the snapshots of staff: rows have the last day of a month, so each day is a snapshot of its own. */
const people = (on: string) => `(select distinct staff_number from raw.staff where snapshot_on = ${on})`;
const changes = (first: string, second: string) => `
  select count(*) as numerator, 0 as denominator
  from (
    select snapshot_on, lag(snapshot_on) over (order by snapshot_on) as before_on
    from (select distinct snapshot_on from raw.staff)
  ) as s
  join (select distinct snapshot_on, staff_number from raw.staff) as p on p.snapshot_on = s.${first}
  where s.before_on is not null and s.snapshot_on between :start and :end
    and p.staff_number not in (select staff_number from raw.staff where snapshot_on = s.${second})`;
const caseworkers = "role in ('intake caseworker', 'caseworker', 'senior caseworker')";
const meanFte = `(
  select sum(fte) / count(distinct snapshot_on) from raw.staff where ${caseworkers} and snapshot_on between :start and :end
)`;

const requests = (day: string, where: string, more: string) => ({
  flow: `select ${day} as on_day, 1 as n, 0 as d, request_type as kind${more} from raw.information_requests where ${where}`,
});

const recommended = (day: string, n: string, d: string, where: string, more = "") => `
  select ${day} as on_day, ${n} as n, ${d} as d, r.kind, c.jurisdiction, r.body${more}
  from raw.recommendations as r left join raw.cases as c using (case_reference) where ${where}`;

/** Surveys but those of spans that their parts tell, and those within a wider one that stands. */
const surveys = `(
      with told as (
        select audience, commitment, w.from_on, w.to_on, count(distinct d.day) = any_value(w.to_on - w.from_on) + 1 as by_parts
        from raw.surveys as w
        join raw.surveys as i using (audience, commitment)
        cross join unnest(generate_series(i.from_on, i.to_on, interval 1 day)) as d(day)
        where i.from_on >= w.from_on and i.to_on <= w.to_on and (i.from_on, i.to_on) <> (w.from_on, w.to_on)
        group by audience, commitment, w.from_on, w.to_on
      ),
      whole as (
        select s.* from raw.surveys as s left join told using (audience, commitment, from_on, to_on)
        where by_parts is distinct from true
      )
      select * from whole as s where not exists (
        from whole as w where w.audience = s.audience and w.commitment = s.commitment
          and w.from_on <= s.from_on and w.to_on >= s.to_on and (w.from_on, w.to_on) <> (s.from_on, s.to_on)
      )
    )`;

export const plain: Readonly<Record<string, Plain>> = {
  "cases-received": {
    flow: `${kinds} select c.received_on as on_day, 1 as n, 0 as d, c.jurisdiction, c.team, c.body, k.kind as kind_of_body
      from ${cases}`,
  },
  "cases-decided": {
    flow: `${kinds} select c.decided_on as on_day, 1 as n, 0 as d, c.jurisdiction, c.outcome, ${stageOf} as stage, c.team, c.body,
      k.kind as kind_of_body from ${cases} where c.decided_on is not null`,
  },
  "cases-closed": {
    flow: `select c.closed_on as on_day, 1 as n, 0 as d, c.jurisdiction, c.outcome, ${stageOf} as stage, c.team
      from ${openings} as c where c.closed_on is not null`,
  },
  "cases-closed-by-reason": {
    flow: `select c.closed_on as on_day, 1 as n, 0 as d, c.closure_reason as reason, c.jurisdiction, ${stageOf} as stage, c.team
      from ${openings} as c where c.closed_on is not null and c.closure_reason is not null`,
  },
  "cases-open": {
    stock: `select opened_on as from_on, closed_on as until_on, jurisdiction, team from ${openings}`,
  },
  "cases-open-by-age": {
    stock: `select opened_on as from_on, closed_on as until_on, jurisdiction, team from ${openings}`,
  },
  "cases-reopened": {
    period: `select count(*) as numerator, 0 as denominator from ${openings}
      where place > 0 and opened_on between :start and :end`,
  },
  "cases-per-1000": {
    period: `
      with sizes as (
        select lower(body) as body, year_from, size from raw.bodies
        where size is not null and lower(body) in (select lower(body) from raw.cases)
      ),
      months as (select unnest(range(date_trunc('month', date :start), date :end + interval 1 day, interval 1 month)) as month),
      sized as (
        select months.month, sizes.body, arg_max(sizes.size, sizes.year_from) as size
        from months join sizes on months.month >= date_trunc('month', sizes.year_from)
          and months.month < date_trunc('month', sizes.year_from) + interval 12 month
        group by all
      )
      select
        (select count(*) from raw.cases as c join sized on sized.body = lower(c.body)
          and sized.month = date_trunc('month', c.received_on)) as numerator,
        (select sum(round(size / 12000, 4)) from sized) as denominator`,
  },
  "stages-reached": { flow: moved("now", "before", "now.day") },
  "stages-left": { flow: moved("before", "now", "before.day + 1") },
  "enquiries-received": {
    flow: `select s.started_on as on_day, 1 as n, 0 as d, c.jurisdiction, s.team
      from raw.stages as s left join raw.cases as c using (case_reference) where s.stage = 'enquiry'`,
  },
  "assessments-completed": {
    flow: `select s.ended_on as on_day, 1 as n, 0 as d, c.jurisdiction, s.team
      from raw.stages as s left join raw.cases as c using (case_reference)
      where s.stage = 'assessment' and s.ended_on is not null`,
  },
  "investigations-started": {
    flow: `${kinds} select started_on as on_day, 1 as n, 0 as d, jurisdiction, team from (${investigations})`,
  },
  "investigations-completed": {
    flow: `${kinds} select ended_on as on_day, 1 as n, 0 as d, outcome, jurisdiction, team, body from (${investigations})
      where ended_on is not null`,
  },
  "investigations-open": {
    stock: `${kinds} select started_on as from_on, ended_on as until_on, jurisdiction, team from (${investigations})`,
  },
  "investigation-uphold-rate": {
    flow: `${kinds} select ended_on as on_day, (outcome <> 'not upheld')::integer as n, 1 as d, jurisdiction, team, body, kind_of_body
      from (${investigations}) where ended_on is not null and outcome in ('upheld', 'partly upheld', 'not upheld')`,
  },
  "case-decided-7-weeks": decidedWithin(7),
  "case-decided-13-weeks": decidedWithin(13),
  "case-decided-26-weeks": decidedWithin(26),
  "case-decided-52-weeks": decidedWithin(52),
  "case-time-to-decision": {
    flow: `select received_on as on_day, (coalesce(decided_on >= received_on, false) and ${isRead("decided_on", "closed_on")})::integer
        as n, 1 as d, jurisdiction, team
      from raw.cases as c`,
  },
  "case-time-to-decision-75": {
    flow: `select received_on as on_day, (coalesce(decided_on >= received_on, false) and ${isRead("decided_on", "closed_on")})::integer
        as n, 1 as d, jurisdiction, team
      from raw.cases as c`,
  },
  "case-time-to-close": {
    flow: `select received_on as on_day, (closed_on is not null)::integer as n, 1 as d, jurisdiction, team from raw.cases as c
      where coalesce(closed_on, '2022-03-31') >= received_on and ${isRead("closed_on")}`,
  },
  complainants: {
    period: `select count(distinct complainant_reference_key) as numerator, 0 as denominator
      from raw.cases where received_on between :start and :end`,
  },
  "complaints-per-complainant": {
    period: `select count(complainant_reference_key) as numerator, count(distinct complainant_reference_key) as denominator
      from raw.cases where received_on between :start and :end`,
  },
  "recommendations-made": {
    flow: recommended(
      "made_on",
      "1",
      "0",
      "true",
      `, case is_accepted when true then 'accepted' when false then 'not accepted' else 'not answered yet' end as acceptance`,
    ),
  },
  "recommendations-complied": {
    flow: recommended(
      "due_on",
      "coalesce(complied_on <= due_on, false)::integer",
      "1",
      "is_accepted is distinct from false",
    ),
  },
  "recommendations-overdue": {
    stock: `select r.due_on + 1 as from_on, r.complied_on as until_on, r.kind, c.jurisdiction, r.body
      from raw.recommendations as r left join raw.cases as c using (case_reference) where is_accepted is distinct from false`,
  },
  "survey-positive": {
    flow: `select to_on as on_day, positive as n, answered as d, commitment, audience from ${surveys}
      where positive is not null and answered is not null`,
  },
  "survey-answered": {
    flow: `select to_on as on_day, answered as n, asked as d, commitment, audience from ${surveys}
      where asked is not null and answered is not null`,
  },
  "caseworkers-fte-mean": {
    period: `select sum(fte) as numerator, count(distinct snapshot_on) as denominator
      from raw.staff where ${caseworkers} and snapshot_on between :start and :end`,
  },
  "decisions-per-caseworker": {
    period: `select if(${meanFte} > 0, count(*), 0) as numerator, coalesce(${meanFte}, 0) as denominator
      from raw.cases where decided_on between :start and :end`,
  },
  "staff-headcount": {
    period: `select count(*) as numerator, 0 as denominator
      from ${people("(select max(snapshot_on) from raw.staff where snapshot_on between :start and :end)")}`,
  },
  "staff-joiners": { period: changes("snapshot_on", "before_on") },
  "staff-leavers": { period: changes("before_on", "snapshot_on") },
  "service-complaints-decided": {
    flow: `select closed_on as on_day, 1 as n, 0 as d, outcome, redress, category, ground from raw.feedback
      where category like 'complaint about our service%' and closed_on is not null and outcome is not null`,
  },
  "reviews-not-accepted": {
    flow: `select if(r.is_proposed, r.team_decided_on, r.proposal_decided_on) as on_day, 1 as n, 0 as d, r.criterion, f.category,
        f.team, if(r.is_proposed, 'declined by the casework team', 'not proposed') as reason
      from raw.reviews as r left join raw.feedback as f using (feedback_reference)
      where is_proposed = false or team_decision = 'declined'`,
  },
  "foi-received": requests("received_on", "true", ", channel"),
  "foi-closed-by-outcome": requests("sent_on", "sent_on is not null", ", outcome, section"),
  "foi-extended": requests("received_on", "extended_to is not null", ""),
  "foi-clarified": requests(
    "clarification_asked_on",
    "clarification_asked_on is not null",
    ", if(clarified_on is null, 'no reply yet', 'replied') as reply",
  ),
  "foi-reviews": requests("review_asked_on", "review_asked_on is not null", ""),
  "foi-days": requests("sent_on", "sent_on is not null and outcome is distinct from 'withdrawn'", ""),
};
