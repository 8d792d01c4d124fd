import { type CheckCases, feedback, review, service } from "./given.ts";

/** Rows for the checks of feedback and reviews. */
export const feedbackChecks: CheckCases = {
  closed_feedback_has_closure: {
    breaks: [
      ["a case closed nobody says how", feedback({ closed_on: "2021-06-01" })],
      ["a case passed on nobody says when", feedback({ closure: "passed on" })],
    ],
    keeps: [
      ["a case closed and passed on", feedback({ closed_on: "2021-06-01", closure: "passed on" })],
      ["a case still open", feedback({ received_on: "2021-06-01" })],
    ],
  },
  feedback_adds_up: {
    breaks: [
      [
        "a month with feedback of a category that no measure counts",
        {
          feedback: [
            { feedback_reference: "FB-0000001", received_on: "2021-06-01", category: "a new kind" },
            { feedback_reference: "FB-0000002", received_on: "2021-06-30", category: "general comments" },
          ],
        },
      ],
    ],
    keeps: [
      [
        "a month with feedback of each category",
        {
          feedback: [
            "positive feedback",
            service,
            "complaint about our service, completed case",
            "complaint about our methodology",
            "complaint about our decision",
            "post-review correspondence",
            "general comments",
          ].map((category, index) => ({
            feedback_reference: `FB-000000${index}`,
            received_on: "2021-06-01",
            category,
          })),
        },
      ],
    ],
  },
  review_steps_in_order: {
    breaks: [
      ["a proposal sent that nobody decided to make", review({ sent_to_team_on: "2021-06-02" })],
      [
        "a proposal sent before it was decided on",
        review({ is_proposed: "true", proposal_decided_on: "2021-06-03", sent_to_team_on: "2021-06-02" }),
      ],
      [
        "a decision of a team that was sent nothing",
        review({ team_decided_on: "2021-06-09", team_decision: "accepted" }),
      ],
      [
        "a review completed though the team declined it",
        review({
          is_proposed: "true",
          proposal_decided_on: "2021-06-01",
          sent_to_team_on: "2021-06-01",
          team_decided_on: "2021-06-09",
          team_decision: "declined",
          completed_on: "2021-07-01",
          outcome: "not upheld",
        }),
      ],
    ],
    keeps: [
      [
        "a review accepted and completed",
        review({
          is_proposed: "true",
          proposal_decided_on: "2021-06-01",
          sent_to_team_on: "2021-06-01",
          team_decided_on: "2021-06-09",
          team_decision: "accepted",
          completed_on: "2021-07-01",
          outcome: "not upheld",
        }),
      ],
      [
        "a request withdrawn before it was proposed",
        review({ completed_on: "2021-07-01", outcome: "withdrawn" }),
      ],
      ["a request not proposed", review({ is_proposed: "false", proposal_decided_on: "2021-06-01" })],
    ],
  },
  reviews_have_feedback: {
    breaks: [
      [
        "a review of feedback nobody has",
        { reviews: [{ review_reference: "RV-000001", feedback_reference: "FB-0000009" }] },
      ],
    ],
    keeps: [
      [
        "a review of feedback that is there",
        {
          ...feedback({}),
          reviews: [{ review_reference: "RV-000001", feedback_reference: "FB-0000001" }],
        },
      ],
    ],
  },
  reviews_of_decisions: {
    breaks: [
      [
        "a review asked for by general comments",
        { ...feedback({ category: "general comments" }), ...review({}) },
      ],
    ],
    keeps: [
      [
        "a review of a methodology",
        { ...feedback({ category: "complaint about our methodology" }), ...review({}) },
      ],
      ["a review without its feedback, which another check finds", review({})],
    ],
  },
};
