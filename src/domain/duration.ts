const UNITS = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 } as const

// Far more than any policy needs, yet `now + duration` is always a valid date.
const LONGEST_MS = 10_000 * 365 * UNITS.d

/**
 * Reads a duration as people and settings write it, such as `7d` or `1h30m`: whole numbers, each followed by one of
 * `s m h d w`, every unit at most once, spaces between the parts allowed. Gives milliseconds; null when it is no
 * duration, or longer than 10 000 years. `0s` is a duration.
 */
export const parseDuration = (text: string): number | null => {
  const trimmed = text.trim().toLowerCase()
  if (!/^(?:\d{1,15}[smhdw]\s*){1,5}$/.test(trimmed)) return null
  const seen = new Set<string>()
  let total = 0
  for (const [, amount, unit] of trimmed.matchAll(/(\d+)([smhdw])/g)) {
    if (unit === undefined || seen.has(unit)) return null
    seen.add(unit)
    total += Number(amount) * UNITS[unit as keyof typeof UNITS]
  }
  return total <= LONGEST_MS ? total : null
}

/** For reading: `7 d`, `1 h 30 min`, `0 s`. Whole seconds, rounded; no weeks, so that 90 d stays 90 d. */
export const formatDuration = (ms: number): string =>
  parts(ms)
    .map(([amount, unit]) => `${amount} ${unit === 'm' ? 'min' : unit}`)
    .join(' ')

/** For typing: `7d`, `1h30m`, `0s`. `parseDuration` reads it back. */
export const formatDurationCompact = (ms: number): string =>
  parts(ms)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join('')

const parts = (ms: number): [amount: number, unit: string][] => {
  let rest = Math.max(0, Math.round(ms / UNITS.s)) * UNITS.s
  const found: [number, string][] = []
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const amount = Math.floor(rest / UNITS[unit])
    if (amount > 0) found.push([amount, unit])
    rest -= amount * UNITS[unit]
  }
  return found.length > 0 ? found : [[0, 's']]
}
