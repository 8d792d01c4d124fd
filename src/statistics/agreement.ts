export interface Agreement {
  n: number;
  percentAgreement: number | null;
  kappa: number | null;
}

/**
 * How far two readers agree. `matrix[i][j]` is how many the first put in class i and the second in class j; it must
 * be square. The percent of agreement is 0 to 100, null for none read. Cohen's kappa is the agreement beyond that
 * expected by chance from each reader's own shares, −1 to 1; null when chance alone would always agree.
 *
 * Source: Cohen (1960), κ = (p_o − p_e) / (1 − p_e).
 * Throws an Error when the matrix isn't square or a count is below 0.
 */
export function agreement(matrix: readonly (readonly number[])[]): Agreement {
  if (matrix.some((row) => row.length !== matrix.length))
    throw new Error("invalid agreement: must be as many rows as columns");
  if (matrix.some((row) => row.some((count) => !(count >= 0 && Number.isFinite(count)))))
    throw new Error("invalid agreement: each count must be 0 or more");
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const rows = matrix.map(sum);
  const columns = matrix.map((_, column) => sum(matrix.map((row) => row[column] ?? 0)));
  const n = sum(rows);
  if (n === 0) return { n, percentAgreement: null, kappa: null };
  const agreed = sum(matrix.map((row, index) => row[index] ?? 0));
  // Counts, not shares, so that an expected agreement of one is exactly n².
  const expected = sum(rows.map((row, index) => row * (columns[index] ?? 0)));
  const kappa = expected === n * n ? null : (agreed * n - expected) / (n * n - expected);
  return { n, percentAgreement: (100 * agreed) / n, kappa };
}
