import { describeFalseAlarms } from "./noise.ts";

console.log("False alarms of the control charts' rules:");
console.log(`  ${describeFalseAlarms(100, 24, 1)}`);
console.log(`  ${describeFalseAlarms(10000, 24, 2)}`);
