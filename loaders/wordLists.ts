/** What the words of a list may mean. */
interface WordList {
  /** Absent where the SQL compares none: such a list has words alone. */
  meanings?: readonly string[];
  /** Meanings that one word at most may have, as the SQL names the word by its meaning. */
  once?: readonly string[];
}

const found = ["found for", "found in part", "found against", "nothing found"];

/**
 * The lists of an office's own words, by what is grouped by them, and the meanings that the SQL compares. Each is a list of
 * `vocabulary.yaml` in the folder of its settings.
 */
const lists = {
  jurisdiction: {},
  stage: { meanings: ["enquiry", "intake", "assessment", "investigation", "other", "closed"] },
  closure_reason: {},
  case_outcome: { meanings: found },
  feedback_channel: { meanings: ["spoken", "written"] },
  feedback_category: {
    meanings: ["praise", "service complaint", "review request", "after a review", "comment", "other"],
  },
  ground: {},
  feedback_closure: { meanings: ["closed", "passed on", "withdrawn", "duplicate", "merged"] },
  feedback_outcome: { meanings: found },
  redress: {},
  risk_category: {},
  high_risk_flag: {},
  learning: {},
  wrap_up_code: { meanings: ["praise", "other"] },
  request_type: { meanings: ["freedom of information", "other"] },
  request_outcome: { meanings: ["answered", "withdrawn"] },
  recommendation_kind: {},
  register: { meanings: ["MP enquiries", "other"] },
  sender_type: {},
  register_channel: {},
  register_content: {},
  register_criterion: {},
  decision_maker: {},
  review_criterion: {},
  team_decision: { meanings: ["accepted", "declined"], once: ["declined"] },
  review_outcome: { meanings: [...found, "withdrawn"] },
  sampling: {
    meanings: ["open cases", "closed cases", "by judgement"],
    once: ["open cases", "closed cases"],
  },
  role: {
    meanings: [
      "intake casework",
      "casework",
      "senior casework",
      "manages casework",
      "handles feedback",
      "other",
    ],
  },
  employment: { meanings: ["permanent", "other"] },
  audience: {},
} as const satisfies Record<string, WordList>;

export type ListName = keyof typeof lists;

export const wordLists: Readonly<Record<ListName, WordList>> = lists;

export const listNames = Object.keys(lists) as ListName[];

/** The kinds of references whose form an office may give; of the others any text is one. */
export const referenceKinds = [
  "case",
  "feedback",
  "review",
  "staff",
  "call",
  "web_form",
  "information_request",
  "recommendation",
  "sample",
  "register_item",
  "register_action",
  "register_milestone",
] as const;

export type ReferenceKind = (typeof referenceKinds)[number];
