/** One claim about speed or size, with what was measured. */
export interface Figure {
  /** What is claimed, such as `/sharelink help, answers a second`. */
  what: string
  /** What it is measured against; null: it stands for itself. */
  against: string | null
  value: number
  unit: string
  /** The bound to keep to; null: written down, not judged. */
  target: { least: number } | { most: number } | null
  /** The figures it was made of, in a few words. */
  detail: string
}

/** Whether it keeps to its bound; null where it has none. */
export const passes = ({ value, target }: Figure): boolean | null => {
  if (target === null) return null
  return 'least' in target ? value >= target.least : value <= target.most
}

/** The middle of several measurements. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
}

/** The value under which that part of them lies, such as 0.99. */
export const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN

/** `median (min to max)`, rounded. */
export const spread = (values: readonly number[], digits = 0): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`
