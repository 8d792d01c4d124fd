import { z } from "zod";
import { type Contract, date, label, notAfterReceipt, reference, text } from "../contract.ts";

/** Actions agreed at an assurance meeting, with who owes them by when and the measure they were meant to move, by its id. */
export const registerActions: Contract = {
  name: "register_actions",
  key: ["action_reference"],
  fields: z.object({
    action_reference: reference("register_action").describe("the action"),
    item_reference: reference("register_item").nullable().describe("the register item"),
    agreed_on: date().describe("the day of the meeting that agreed it"),
    action: text().describe("what was agreed to be done"),
    owner: label().describe("the role that answers for it"),
    due_on: date().nullable().describe("the last day in time"),
    done_on: date().nullable().describe("the day it was done; empty while not"),
    measure: text().nullable().describe("the id of the measure it was meant to move"),
  }),
  rules: [notAfterReceipt("agreed_on"), notAfterReceipt("done_on")],
};
