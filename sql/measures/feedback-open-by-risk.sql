/*
title: Open feedback by risk
definition: Feedback cases open at the end of the period, by the category of risk identified and by high-risk flag.
aliases: [risk, high risk]
group: quality
unit: cases
direction: neutral
time: stock
extracts: [feedback]
dimensions: [risk_category, high_risk_flag, category, team]
reference: feedback_reference
public: [total]
beside: [risk-assessed]
caveats:
  - The records keep the latest assessment only, so an earlier period shows the risk as it is known now.
*/
-- Grain: one row per feedback case, from receipt until it is closed.
select
  received_on as from_on,
  closed_on as until_on,
  1 as numerator,
  coalesce(risk_category, case when is_risk_known then 'not assessed' else 'not recorded' end) as risk_category,
  coalesce(high_risk_flag, case when is_flag_known then 'no flag' else 'not recorded' end) as high_risk_flag,
  category,
  team,
  feedback_reference
from marts.feedback
where is_closing_known
