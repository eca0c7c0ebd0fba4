import { createPortalClock } from '../portal/portal-clock.ts'
import { type Finding, findingsOf } from './finding.ts'

const { pass, warn, fail } = findingsOf('docspace.clock')

/** The app allows for so much without a loss. */
const FINE_MS = 2_000
/** From here on links expire far from the time that people read, and Slack's requests may be refused. */
const GRAVE_MS = 60_000
const TIMEOUT_MS = 5_000

/** What the clock at an address shows, less ours; null where it does not tell. */
export const clockSkewOf = async (
  ask: typeof fetch,
  address: string,
  now: () => number,
): Promise<number | null> => {
  const clock = createPortalClock()
  try {
    const sentAt = now()
    const answer = await ask(address, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    clock.hear(answer.headers.get('date') ?? undefined, sentAt, now())
    await answer.body?.cancel()
    return answer.headers.has('date') ? clock.skewMs() : null
  } catch {
    return null
  }
}

const spoken = (ms: number): string => {
  const seconds = Math.round(Math.abs(ms) / 1_000)
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`
}

const isOff = (ms: number | null): ms is number => ms !== null && Math.abs(ms) >= FINE_MS

/** Clocks of others less ours; `slackMs` null: unknown. Two others that agree show that ours is the wrong one. */
export const clockFindings = (portalMs: number, slackMs: number | null): Finding[] => {
  if (!isOff(portalMs) && !isOff(slackMs)) return [pass('The clocks of DocSpace and of this machine agree.')]
  const isOurs = isOff(slackMs) && !(isOff(portalMs) && isOff(portalMs - slackMs))
  const byMs = isOurs ? slackMs : portalMs
  const which = isOurs ? "This machine's clock" : "DocSpace's clock"
  const way = byMs > 0 === isOurs ? 'behind' : 'ahead'
  return [
    (Math.abs(byMs) >= GRAVE_MS ? fail : warn)(
      `${which} is ${spoken(byMs)} ${way}. Links expire by DocSpace's clock.`,
      `Have ${isOurs ? 'this machine' : "DocSpace's server"} keep its clock by NTP (timedatectl set-ntp true).`,
    ),
  ]
}
