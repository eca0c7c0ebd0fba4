import type { BlindCause } from './audit-health.ts'
import type { Bound, BoundStats } from './bound.ts'
import type { BriefShare } from './brief-share.ts'
import type { CanaryReport } from './canary.ts'
import type { Verdict } from './downloads.ts'
import type { BrokenRule } from './outcome.ts'
import type { Policy } from './policy.ts'
import type { ShareLink, ShareRef } from './share.ts'

/**
 * Where a private answer goes: the response_url of what somebody did; a modal that is open before them (whoever has closed
 * it meanwhile is written to directly); or, where there is neither, straight to the person.
 */
export type ReplyTo =
  | { kind: 'url'; url: string }
  | { kind: 'view'; viewId: string; userId: string }
  | { kind: 'person'; userId: string }

/** Why a link may reach more people than the one who shares it has in mind. `count` null: not known; there may be some. */
export type Audience = { kind: 'external' } | { kind: 'guests'; count: number | null }

/** Why a request was not carried out; each has one wording (slack/views/refusal.ts). */
export type Refusal =
  | { reason: 'not-understood'; quoted: string | null; problem: string; example: string }
  | ({ reason: 'policy' } & BrokenRule)
  | { reason: 'unknown-file'; fileId: string }
  | { reason: 'no-right-to-share'; fileId: string }
  | { reason: 'not-shareable'; title: string }
  | { reason: 'quota-full'; title: string; quota: number }
  | { reason: 'form-room'; title: string }
  | { reason: 'data-room'; title: string }
  | { reason: 'end-passed' }
  /** The trail may cut the link's key off: its downloads could not be counted. */
  | { reason: 'key-cut-off' }
  /** `unsure`: the portal may have done what was asked of it last. */
  | { reason: 'portal-slow'; unsure?: boolean }
  | { reason: 'portal-down'; unsure?: boolean }
  | { reason: 'portal-busy'; unsure?: boolean }
  | { reason: 'portal-key' }
  | { reason: 'portal-plan' }
  | { reason: 'portal-rejected'; hadPassword: boolean }
  | { reason: 'portal-scope' }
  | { reason: 'portal-odd'; unsure?: boolean }
  | { reason: 'portal-broken' }
  | { reason: 'no-vault' }
  | { reason: 'slack-down' }
  | { reason: 'slack-busy' }
  /** The app lacks a scope; null: Slack does not say which. */
  | { reason: 'slack-scope'; needed: string | null }
  /** Slack does not take the token any more. `code`: Slack's own word, as in the next. */
  | { reason: 'slack-token'; code: string }
  | { reason: 'slack-refused'; code: string }
  | { reason: 'storage-down' }
  | { reason: 'bot-absent'; channel: { id: string; name: string } }
  | { reason: 'cannot-post'; channel: { id: string; name: string }; code: string }
  | { reason: 'unknown-channel'; name: string }
  | { reason: 'outsider' }
  /** A guest of the workspace, where guests may not use the app. */
  | { reason: 'guest' }
  | { reason: 'unknown-share'; id: string }
  | { reason: 'not-yours' }
  /** Looking at a share of a channel that one is not in. */
  | { reason: 'not-for-you' }
  /** Slack does not say whether somebody is in the channel that it hangs on. */
  | { reason: 'membership-unknown'; to: 'look' | 'post' }
  /** Left out: everybody's links were asked for. */
  | { reason: 'admins-only'; to?: 'try-counting' }
  /** A modal could not be opened in time. `instead`: the command that does the same. */
  | { reason: 'form-expired'; instead: string }
  /** Ended in a way that cannot be taken back, or never made. */
  | { reason: 'cannot-extend'; share: BriefShare }
  /** The new limit is not above what was downloaded already. */
  | { reason: 'limit-too-low'; share: BriefShare }
  /** It ended by its limit: a later end alone brings nothing. */
  | { reason: 'needs-higher-limit'; share: BriefShare }
  | { reason: 'view-only-limit'; share: BriefShare }
  /** Nothing that it does not have already was asked for. */
  | { reason: 'same-terms'; share: BriefShare }
  /** The portal's answer to an extension was not what was asked for. */
  | { reason: 'not-extended' }
  /** Another extension of it is under way. */
  | { reason: 'extension-under-way'; share: BriefShare }
  | { reason: 'not-ready'; id: string }
  | { reason: 'already-over'; share: BriefShare }
  | { reason: 'question-gone' }
  /**
   * Downloads cannot be seen, so that no limit can be kept. `noLimitAllowed`: a link without one is allowed. `share`: was to
   * come back; null: a new one.
   */
  | {
      reason: 'blind'
      cause: BlindCause
      since: number
      noLimitAllowed: boolean
      share: BriefShare | null
    }
  /** It resumes by itself when the audit trail can be read again. */
  | { reason: 'suspended'; share: BriefShare }
  /** A trial of the counting was asked for without a file, and none is configured. */
  | { reason: 'no-canary-file' }
  | { reason: 'bug' }

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
  /** `accesses`: the newest of `total`. `mayChange`: whoever looks may also extend, mute and revoke. */
  | {
      kind: 'info'
      share: ShareLink
      accesses: readonly Access[]
      total: number
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
