-- What a research company heard from complainants and bodies each quarter since April 2018, on each commitment of the
-- service standard and on impartiality. Complainants grew less content with how long things take from the summer of 2020.
-- Grain: one row per quarter, audience and commitment.
create table office.survey as
with

quarters as (
  select unnest(generate_series(date '2018-04-01', date '2022-01-01', interval 3 month))::date as quarter
),

commitments as (
  select * from (values
    (1, 'Giving you the information you need', 0.71),
    (2, 'Following an open and fair process', 0.62),
    (3, 'Giving you a good service', 0.68),
    (4, 'Telling you how long things will take', 0.58),
    (5, 'Impartiality', 0.55)
  ) commitments (commitment_number, commitment, share)
),

audiences as (
  select * from (values
    ('Complainants', 420, 0.46, 0.0),
    ('Bodies', 60, 0.7, 0.22)
  ) audiences (audience, asked, answering, better)
),

asked as (
  select
    quarter,
    audience,
    commitment,
    (year(quarter) * 100 + quarter(quarter)) * 100 + commitment_number * 10 + (audience = 'Bodies')::integer as arrival,
    greatest(12, round(audiences.asked * least(1, getvariable('scale')) + 6 * draw(quarter, 'asked'))::integer) as asked,
    answering + 0.06 * draw(quarter, 'answering ' || audience) as answering,
    share + better - if(
      audience = 'Complainants' and commitment_number = 4,
      0.16 * least(1.0, greatest(0.0, date_diff('month', date '2020-04-01', quarter) / 12.0)),
      0
    ) as share
  from quarters
  cross join commitments
  cross join audiences
)

select
  quarter,
  audience,
  commitment,
  asked,
  least(asked, round(asked * answering)::integer) as answered,
  least(answered, round(answered * (share + 0.06 * (draw(arrival, 'positive') - 0.5)))::integer) as positive
from asked;
