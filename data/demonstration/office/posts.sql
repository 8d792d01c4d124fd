-- The office's 600 posts.
-- On 30 March 2022 they make the published figures: 36 intake caseworkers, 198 caseworkers (29 of them in the four
-- parliamentary teams), 64 senior caseworkers and 302 others. Twenty contact-centre posts were casework posts in
-- health teams until March 2017.
-- Grain: one row per post.
create table office.posts as
with

blocks as (
  select * from (values
    (1, 'intake caseworker', 36, 'Intake ', 5, 'Intake'),
    (2, 'caseworker', 29, 'Parliamentary ', 4, 'Parliamentary casework'),
    (3, 'caseworker', 169, 'Health ', 24, 'Health casework'),
    (4, 'senior caseworker', 8, 'Parliamentary ', 4, 'Parliamentary casework'),
    (5, 'senior caseworker', 51, 'Health ', 24, 'Health casework'),
    (6, 'senior caseworker', 5, 'Intake ', 5, 'Intake'),
    (7, 'operations manager', 4, 'Parliamentary ', 4, 'Parliamentary casework'),
    (8, 'operations manager', 24, 'Health ', 24, 'Health casework'),
    (9, 'operations manager', 5, 'Intake ', 5, 'Intake'),
    (10, 'Customer Care Officer', 12, 'Customer Care ', 3, 'Customer Care'),
    (11, 'Customer Care Manager', 3, 'Customer Care ', 3, 'Customer Care'),
    (12, 'Contact Centre Adviser', 20, 'Intake ', 5, 'Intake'),
    (13, 'Contact Centre Adviser', 40, 'Intake ', 5, 'Intake'),
    (14, 'Clinical Adviser', 60, 'Clinical advice', 0, 'Clinical advice'),
    (15, 'Quality Analyst', 10, 'Quality', 0, 'Corporate services'),
    (16, 'FOI Officer', 6, 'Legal', 0, 'Corporate services'),
    (17, 'Legal Adviser', 24, 'Legal', 0, 'Corporate services'),
    (18, 'HR Adviser', 14, 'HR', 0, 'Corporate services'),
    (19, 'Finance Officer', 16, 'Finance', 0, 'Corporate services'),
    (20, 'Facilities Assistant', 6, 'Finance', 0, 'Corporate services'),
    (21, 'Policy Officer', 23, 'Policy', 0, 'Corporate services'),
    (22, 'Communications Officer', 14, 'Communications', 0, 'Corporate services'),
    (23, 'IT Analyst', 12, 'IT', 0, 'Corporate services'),
    (24, 'Executive Assistant', 5, 'Executive office', 0, 'Corporate services'),
    (25, 'Director', 4, 'Executive office', 0, 'Corporate services')
  ) blocks (block, role, posts, team, teams, directorate)
),

posts as (
  select *, unnest(range(posts)) as place from blocks
)

select
  block * 1000 + place as post,
  block = 12 as was_casework,
  place,
  role,
  case teams
    when 0 then team
    when 3 then team || ['A', 'B', 'C'][1 + place % 3]
    else team || (1 + place % teams)
  end as team,
  directorate
from posts;
