import type { Bound, BoundStats } from './bound.ts'
import type { CanaryReport } from './canary.ts'
import type { Verdict } from './downloads.ts'
import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import type { ShareLink, ShareRef } from './share.ts'

/** Why a link may reach more people than the one who shares it has in mind. `count` null: not known; there may be some. */
export type Audience = { kind: 'external' } | { kind: 'guests'; count: number | null }

/** One download, as everybody who may look at a share sees it: no address of a visitor. */
export interface Access {
  at: number
  actionId: number
  verdict: Verdict
  /** Country and city, as far as the portal knows; empty when it does not. */
  place: string
  browser: string
  platform: string
}

/** One audit event with the rule that decided on it. */
export interface JudgedEvent extends Access {
  id: number
}

/** What a form starts with. */
export interface FormStart {
  /** Where the share will be posted unless another channel is chosen; null: to be chosen. */
  channel: string | null
  /** A file that is meant already, as one would type it: its id, or an address that carries it. */
  fileId: string | null
  /** It was to be the file of a message in which no file of the portal is to be found. */
  nothingFound?: boolean
  policy: Policy
}

/**
 * The file that a refusal is about, where that was known, and what is left: no link; perhaps one, which is removed; the link
 * that there was, live as before or over as before.
 */
export interface RefusedFile {
  id: string
  /** Null: not known. */
  title: string | null
  link: 'none' | 'unsure' | 'live' | 'over'
}

/** What is being done to a link, and to which file. `title` null: not known yet. */
export interface Doing {
  what: 'make' | 'extend'
  ref: ShareRef
  file: { id: string; title: string | null }
}

/** What the person who acted is told, privately. */
export type Answer =
  | { kind: 'refused'; refusal: Refusal; reference: string; file?: RefusedFile }
  /** `password` only ever goes to the person who set it, and nowhere where it stays; null there, and where there is none. */
  | { kind: 'shared'; share: ShareLink; password: string | null; botAbsent: boolean }
  | { kind: 'ending'; share: ShareLink }
  /** `skip`: newer ones that are not shown. `replace`: in the place of the page before. */
  | {
      kind: 'list'
      scope: 'mine' | 'here' | 'all'
      shares: readonly ShareLink[]
      total: number
      skip: number
      replace: boolean
    }
  | { kind: 'form'; start: FormStart }
  /** `at`: when this was true. */
  | { kind: 'extend-form'; share: ShareLink; policy: Policy; at: number }
  /** `accesses`: the newest of `total`; `viewsCut`: views that cannot count were so many that older ones are not kept. `mayChange`: whoever looks may also extend, mute and revoke. */
  | {
      kind: 'info'
      share: ShareLink
      accesses: readonly Access[]
      total: number
      viewsCut: boolean
      mayChange: boolean
      auditIntervalMs: number
      replace: boolean
    }
  | {
      kind: 'why'
      share: ShareLink
      events: readonly JudgedEvent[]
      /** When its limit was reached, that was seen, and the link was dead; null where it did not end so. */
      bound: Bound | null
      /** Of all revocations by a limit in the last 30 days. */
      usual: BoundStats | null
      counted: number
      total: number
      /** Events of other links and of members that are not for whoever asked. */
      hidden: number
      viewsCut: boolean
      skip: number
      replace: boolean
    }
  | { kind: 'extended'; share: ShareLink }
  | { kind: 'help'; unknown: string | null }
  | { kind: 'ask-audience'; audience: Audience; key: string; channel: { id: string; name: string } }
  | { kind: 'posting' }
  /** A link has to wait: behind so many of its creator's own, or so many posts of a channel; each takes a second. */
  | { kind: 'queued'; ahead: number; channel: { id: string; name: string } | null }
  /** Shown while something takes its time. */
  | { kind: 'working' }
  /** A worker has it, whose answer follows. Said by a command, where that takes its time; `doing` null: not known yet. */
  | { kind: 'under-way'; doing: Doing | null }
  | { kind: 'not-posted' }
  /** A trial of the counting: under way, or its outcome. `joined`: somebody else had begun it, or it was asked for before. */
  | { kind: 'canary'; report: CanaryReport; joined: boolean }

/** What came of something a person asked for; no answer where one follows later. */
export type Outcome = { ok: true; answer: Answer | null } | { ok: false; refusal: Refusal }
