/*
title: a register item is entered once
severity: blocking
owner: "{feedback manager}"
*/
-- Grain: one row per reference used more than once.
select item_reference
from marts.register_items
group by item_reference
having count(*) > 1
