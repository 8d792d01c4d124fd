-- Milestones of the cases the assurance meeting oversees.
-- Grain: one row per milestone.
select * from staging.register_milestones
order by milestone_reference
