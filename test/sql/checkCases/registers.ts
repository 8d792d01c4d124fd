import { type CheckCases, request } from "./given.ts";

/** Rows for the checks of the registers and information requests. */
export const registersChecks: CheckCases = {
  register_items_unique: {
    breaks: [
      [
        "a reference used for two items",
        {
          register_items: [
            { item_reference: "MP-0001", register: "MP correspondence" },
            { item_reference: "MP-0001", register: "social media" },
          ],
        },
      ],
    ],
    keeps: [
      [
        "two items with a reference each",
        { register_items: [{ item_reference: "MP-0001" }, { item_reference: "MP-0002" }] },
      ],
    ],
  },
  register_references_known: {
    breaks: [
      [
        "an action about an item nobody has",
        { register_actions: [{ action_reference: "AC-0001", item_reference: "MP-0009" }] },
      ],
      [
        "a milestone of an item nobody has",
        { register_milestones: [{ milestone_reference: "MS-0001", item_reference: "SH-0009" }] },
      ],
    ],
    keeps: [
      ["an action about no item", { register_actions: [{ action_reference: "AC-0001" }] }],
      [
        "an action and a milestone of an item that is there",
        {
          register_items: [{ item_reference: "SH-0001" }],
          register_actions: [{ action_reference: "AC-0001", item_reference: "SH-0001" }],
          register_milestones: [{ milestone_reference: "MS-0001", item_reference: "SH-0001" }],
        },
      ],
    ],
  },
  request_due_dates_agree: {
    breaks: [
      [
        "a request whose log is a day out",
        request({ received_on: "2022-03-28", due_on: "2022-04-26", sent_on: null }),
      ],
    ],
    keeps: [
      [
        "the request published as due on 27 April",
        request({ received_on: "2022-03-28", due_on: "2022-04-27" }),
      ],
      ["a request with no due date in the log", request({ received_on: "2022-03-28" })],
      [
        "a subject access request, which has another clock",
        request({ request_type: "subject access", received_on: "2022-03-28", due_on: "2022-04-28" }),
      ],
    ],
  },
};
