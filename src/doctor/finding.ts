/** What came of one look. */
export interface Finding {
  /** What was looked at, as programs name it: `slack.token`. */
  check: string
  verdict: 'pass' | 'warn' | 'fail'
  /** What was found, in a sentence. */
  found: string
  /** What to do about it; null where all is well. */
  remedy: string | null
}

/** Builders of findings of one kind of look. */
export const findingsOf = (check: string) => ({
  pass: (found: string): Finding => ({ check, verdict: 'pass', found, remedy: null }),
  warn: (found: string, remedy: string): Finding => ({ check, verdict: 'warn', found, remedy }),
  fail: (found: string, remedy: string): Finding => ({ check, verdict: 'fail', found, remedy }),
})

/** The gravest of them. */
export const gravestOf = (findings: readonly Finding[]): Finding['verdict'] =>
  (['fail', 'warn'] as const).find((verdict) => findings.some((one) => one.verdict === verdict)) ?? 'pass'
