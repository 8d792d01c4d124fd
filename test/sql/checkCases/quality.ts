import type { RawRow } from "../warehouse.ts";
import type { CheckCases, Given } from "./given.ts";

const sample = (row: RawRow): Given => ({
  samples: [{ sample_id: "QS-000001", sampling: "line manager open casework sampling", ...row }],
});

/** Rows for the checks of quality sampling and staff. */
export const qualityChecks: CheckCases = {
  samples_add_up: {
    breaks: [
      [
        "a month with a sample of another kind",
        {
          samples: ["a new kind", "thematic sampling"].map((sampling, index) => ({
            sample_id: `QS-00000${index + 1}`,
            sampled_on: "2021-06-01",
            sampling,
          })),
        },
      ],
    ],
    keeps: [
      [
        "a month with a sample of each kind",
        {
          samples: [
            "line manager open casework sampling",
            "central sampling of closed cases",
            "thematic sampling",
          ].map((sampling, index) => ({ sample_id: `QS-00000${index}`, sampled_on: "2021-06-01", sampling })),
        },
      ],
    ],
  },
  samples_have_case: {
    breaks: [
      [
        "a sample of a case nobody has",
        {
          samples: [{ sample_id: "QS-000001", case_reference: "C-00000009", sampling: "thematic sampling" }],
        },
      ],
    ],
    keeps: [
      [
        "a sample of a case that is there",
        {
          cases: [{ case_reference: "C-00000001" }],
          samples: [{ sample_id: "QS-000001", case_reference: "C-00000001", sampling: "thematic sampling" }],
        },
      ],
    ],
  },
  samples_judged: {
    breaks: [
      [
        "a sample read and judged on outcome alone",
        sample({ sampled_on: "2021-06-01", is_outcome_met: "true" }),
      ],
      ["a sample judged that nobody read", sample({ is_outcome_met: "true", is_method_met: "true" })],
    ],
    keeps: [
      [
        "a sample read and judged on both",
        sample({ sampled_on: "2021-06-01", is_outcome_met: "false", is_method_met: "true" }),
      ],
      ["a sample still owed", sample({ due_on: "2021-06-01" })],
    ],
  },
  staff_roles_known: {
    breaks: [
      [
        "someone refused because nobody has mapped their role title",
        {
          loads: [
            {
              load_id: "7",
              contract: "staff",
              file: "2022-04-05/hr.xlsx",
              rows_read: "2",
              rows_loaded: "1",
              rows_quarantined: "1",
            },
          ],
          quarantine: [{ load_id: "7", column_name: "role", reason: "unknown value" }],
        },
      ],
      [
        "someone without a role",
        {
          staff: [
            { snapshot_on: "2021-06-01", staff_number: "S0001" },
            { snapshot_on: "2021-06-01", staff_number: "S0002", role: "caseworker" },
          ],
        },
      ],
    ],
    keeps: [
      ["an office that records no roles", { staff: [{ snapshot_on: "2021-06-01", staff_number: "S0001" }] }],
      [
        "someone refused for their working hours",
        {
          loads: [
            {
              load_id: "7",
              contract: "staff",
              file: "2022-04-05/hr.xlsx",
              rows_read: "2",
              rows_loaded: "1",
              rows_quarantined: "1",
            },
          ],
          quarantine: [{ load_id: "7", column_name: "fte", reason: "out of range" }],
        },
      ],
      [
        "someone with a role",
        { staff: [{ snapshot_on: "2021-06-01", staff_number: "S0001", role: "other" }] },
      ],
    ],
  },
};
