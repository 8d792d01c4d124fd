const digits = (text: string): number[] => [...text].map(Number);

/** The sum of digits, each times its weight. */
export const weighed = (text: string, weights: readonly number[]): number =>
  digits(text).reduce((sum, digit, index) => sum + digit * (weights[index] ?? 0), 0);

/** Whether digits end in the check digit of Luhn: every second from the right is doubled, and all come to tens. */
export function isLuhn(text: string): boolean {
  const sum = digits(text)
    .reverse()
    .reduce((all, digit, index) => {
      const doubled = index % 2 === 1 ? 2 * digit : digit;
      return all + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

/** Whether it is one digit again and again: such numbers aren't given out. */
export const isOneDigit = (text: string): boolean => /^(\d)\1*$/.test(text);
