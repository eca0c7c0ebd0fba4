import type { Member } from '../../domain/connected-account.ts'
import { askedOnce } from '../asked-once.ts'
import { lookAt, type SeenFile } from '../link/seen-file.ts'
import type { Directory, Now } from '../ports.ts'
import type { PortalFor } from './check-soon.ts'

/** What is asked for ahead. */
export interface AheadOf extends Member {
  /** The channel that the link is to go to; null: only its name is known. */
  channel: string | null
  fileId: string
}

/** What a request for a link needs to know, asked for all at once. */
export interface Ahead {
  /** Asks Slack for nothing that was asked for ahead. */
  directory: Directory
  /** The file as the portal showed it; null: not known. Never rejects. */
  look: Promise<SeenFile | null>
  /** The request was granted, so the looking was worth its calls. */
  granted(): void
}

export type LookAhead = (asked: AheadOf) => Ahead | null

export interface LookAheadDeps {
  directory: Directory
  portalFor: PortalFor
  now: Now
}

/** For so long nothing is asked ahead for somebody after it came to nothing. */
const AFTER_NOTHING_MS = 60_000
/** So many people are remembered. Over that, all are forgotten. */
const MOST = 10_000

/**
 * Asks Slack and the portal for what a request for a link is about while it is found out whether the person may ask at all, since
 * they wait for all of it. Nothing is decided here. Null where that came to nothing a moment ago: whoever is refused costs no
 * more calls than that, and one of somebody's requests at a time is looked ahead for.
 */
export const lookAhead = ({ directory, portalFor, now }: LookAheadDeps): LookAhead => {
  const ungranted = new Map<string, number>()

  return ({ channel, fileId, ...member }) => {
    const { team, userId } = member
    const key = JSON.stringify([team, userId])
    const last = ungranted.get(key)
    if (last !== undefined && Math.abs(now() - last) < AFTER_NOTHING_MS) return null
    if (ungranted.size >= MOST) ungranted.clear()
    ungranted.set(key, now())

    const once = askedOnce(directory)
    // Whoever needs them meets their failures.
    once.person(team, userId).catch(() => {})
    if (channel !== null) {
      once.channel(team, channel).catch(() => {})
      once.guestsIn(team, channel, userId).catch(() => {})
    }
    return {
      directory: once,
      look: lookAt(portalFor(member), fileId, now).catch(() => null),
      granted: () => void ungranted.delete(key),
    }
  }
}
