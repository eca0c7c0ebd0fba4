import type { Bound, BoundStats } from './bound.ts'
import type { CanaryReport } from './canary.ts'
import type { Claim } from './claim.ts'
import type { Verdict } from './downloads.ts'
import type { NamedScope } from './link-scope.ts'
import type { Policy } from './policy.ts'
import type { Refusal } from './refusal.ts'
import type { ShareLink, ShareRef } from './share.ts'
import type { ClaimPage, Takers } from './takers.ts'
import type { GrantedTerms } from './terms.ts'

/**
 * Why a link may reach more people than the one who shares it has in mind. `companies`: the names of the others, as far as
 * known. `count` null: not known; there may be some.
 */
export type Audience =
  | { kind: 'external'; companies: readonly string[] }
  | { kind: 'guests'; count: number | null }

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
  /** The file that is filled in already, and its title where that is known. */
  fileId: string | null
  fileTitle?: string | null
  /** Fields that were asked for: a date in place of a length of time, and the rarer ones. */
  shows?: { date: boolean; more: boolean }
  /** The preset that was chosen. */
  preset?: string | null
  /** The form was opened from a message that names no file of the portal. */
  nothingFound?: boolean
  policy: Policy
  /** Approvers may be asked for what goes beyond the rules, so that its fields take that too. */
  mayAsk?: boolean
}

/**
 * The file that a refusal is about, where it is known, and what is left of its link: none; perhaps one, which is being
 * removed; or the link as it was before, live or over.
 */
export interface RefusedFile {
  id: string
  /** Null: not known. */
  title: string | null
  link: 'none' | 'unsure' | 'live' | 'over'
}

/** A file that somebody asked to share. `title` null: not known yet. */
export interface AskedFile {
  id: string
  title: string | null
}

/** What is being done to a link, and to which file. */
export interface Doing {
  what: 'make' | 'extend'
  ref: ShareRef
  file: AskedFile
}

/** What rows of links are drawn with, besides the links. */
export interface RowFacts {
  /** The address of the workspace in Slack, which those of messages begin with; null: not known. */
  workspaceUrl: string | null
  /** Exact links have a page for people outside Slack. */
  hasGate: boolean
}

/** The app is not where it was asked to post; or it is not known whether Slack took the message, however often it was sent. */
export type NoMessage = 'bot-absent' | 'in-doubt'

/** What the person who acted is told, privately. */
export type Answer =
  /**
   * `retry`: under which reference what was asked for is kept, so that one press asks for it again; `approval`: or approvers may be
   * asked for it; `approved`: the id of a link that they let pass, which one press asks for again.
   */
  | {
      kind: 'refused'
      refusal: Refusal
      reference: string
      retry?: string
      approval?: string
      approved?: string
      file?: RefusedFile
    }
  /** Why approvers should let it go beyond the rules is asked; `reference`: as `approval` above. */
  | { kind: 'ask-approval'; reference: string }
  /** They were asked, and may answer until then; it takes the place of the question. */
  | { kind: 'approval-asked'; file: AskedFile; until: number }
  /** They did not; `by` null: nobody answered in time. */
  | { kind: 'disapproved'; file: AskedFile; by: string | null }
  /**
   * `password` goes only to the person who set it, and only into answers that do not stay. Null in all others, and
   * where there is none. `noMessage`: why there is none in the channel. `pageAddress`: for people outside
   * Slack; left out: there is none.
   */
  | {
      kind: 'shared'
      share: ShareLink
      password: string | null
      noMessage: NoMessage | null
      pageAddress?: string
    }
  | { kind: 'ending'; share: ShareLink }
  /**
   * The address is only for the person who took the file. `isNew`: another download was used up for it. `againUntil`: until when
   * the same download may be had by another address; null: not longer than by this one.
   */
  | {
      kind: 'download'
      share: ShareLink
      address: string
      until: number
      isNew: boolean
      againUntil: number | null
    }
  /** In its place, once its address works no more. */
  | { kind: 'download-gone'; share: ShareLink; until: number; replace: true }
  /** `skip`: how many newer ones are not shown. `replace`: takes the place of the page before. */
  | {
      kind: 'list'
      scope: 'mine' | 'here' | 'all'
      shares: readonly ShareLink[]
      rows: RowFacts
      total: number
      skip: number
      replace: boolean
    }
  | { kind: 'form'; start: FormStart }
  /** Asked before a link that was chosen in a menu is revoked. `list`: the list with that menu, sealed; left out: it was in none. */
  | { kind: 'ask-revoke'; share: ShareLink; list?: string }
  /** For somebody who may revoke it, to pass on. `link` null: there is none, as for exact shares without a page. */
  | { kind: 'link'; share: ShareLink; link: string | null }
  /** `at`: when this was true. `picksDate`: a date is asked for in place of a length of time. */
  | { kind: 'extend-form'; share: ShareLink; policy: Policy; at: number; picksDate?: boolean }
  /**
   * `accesses`: the newest of `total`. `viewsCut`: of the views that cannot count, older ones were dropped.
   * `mayChange`: the person may also extend, mute and revoke; only then is there a `pageAddress`, as above. `claims`: in the
   * place of accesses, of an exact share; null for others.
   */
  | {
      kind: 'info'
      share: ShareLink
      accesses: readonly Access[]
      total: number
      viewsCut: boolean
      claims: (ClaimPage & { takers: Takers }) | null
      mayChange: boolean
      pageAddress?: string
      auditIntervalMs: number
      /** Of whoever reads, by which a day begins. */
      timeZone: string
      replace: boolean
    }
  | {
      kind: 'why'
      share: ShareLink
      events: readonly JudgedEvent[]
      /** When its limit was reached, when that was seen, and when the link was dead. Null where it ended otherwise. */
      bound: Bound | null
      /** The bound over all revocations by a limit in the last 30 days. */
      usual: BoundStats | null
      /** How many count, listed or older. */
      counted: number
      /** How many are listed, on all pages. */
      total: number
      /** How many older ones are not listed one by one. */
      older: number
      /** How many events of other links and of members this person may not see. */
      hidden: number
      viewsCut: boolean
      timeZone: string
      skip: number
      replace: boolean
    }
  /** Every download of an exact share, and the last ones that were given back, since nothing was fetched by them. */
  | {
      kind: 'claims'
      share: ShareLink
      page: ClaimPage
      givenBack: readonly Claim[]
      timeZone: string
      skip: number
      replace: boolean
    }
  | { kind: 'extended'; share: ShareLink }
  /** Where a browser begins to connect an account of the portal; for this person alone. */
  | { kind: 'connect'; address: string }
  /** The last step of that; `key` leads to it. */
  | { kind: 'confirm-connect'; account: string; key: string }
  /** `retry`: what may be asked for again, now that it can be done. */
  | { kind: 'connected'; account: string; retry?: string }
  /** `account` null: there was none. `isRevoked`: the portal knows. */
  | { kind: 'disconnected'; account: string | null; isRevoked: boolean }
  /** `policy`: what is usual. `replace`: it takes the place of the message whose button was pressed. */
  | { kind: 'help'; policy: Policy; isAdmin: boolean; hasAccounts?: boolean; replace: boolean }
  /** The first word of a command is none. `guess`: a command that may have been meant; null: like none of ours. */
  | { kind: 'unknown-command'; typed: string; guess: string | null }
  | {
      kind: 'ask-audience'
      audience: Audience
      key: string
      channel: { id: string; name: string }
      file: AskedFile
      terms: GrantedTerms
      hasPassword: boolean
      /** What the admin tells everybody about the rules. */
      notice?: string | null
    }
  | { kind: 'posting' }
  /**
   * The link has to wait: behind `ahead` links of the same person or, where `channel` is set, behind so many posts
   * there. Each takes a second.
   */
  | { kind: 'queued'; ahead: number; channel: { id: string; name: string } | null }
  /** The same, while the portal has no room for it: other work goes first there. */
  | { kind: 'delayed' }
  /** Shown while something takes its time. */
  | { kind: 'working' }
  /** Said after a command that takes its time; the answer follows from a worker. `doing` null: not known yet. */
  | { kind: 'under-way'; doing: Doing | null }
  | { kind: 'not-posted' }
  /**
   * Asked before an admin revokes many. `total` of them, of so many `people`; `newest`: the newest. Those that were made after
   * `before` stay.
   */
  | {
      kind: 'ask-revoke-all'
      of: NamedScope
      total: number
      people: number
      newest: readonly ShareLink[]
      before: number
    }
  /** They are being revoked; who asked is told when all are. It takes the place of the question, as do the next. */
  | { kind: 'revoking-all'; of: NamedScope; total: number; by: string; replace: true }
  /** There is none to revoke. `replace`: it was asked before. */
  | { kind: 'no-links'; of: NamedScope; replace: boolean }
  /** The rules of today hold for links that were made under others: so many ended, so many get an earlier end or a lower limit. */
  | { kind: 'rules-applied'; ended: number; shortened: number; by: string; replace: true }
  /** An admin leaves these as they were made. */
  | { kind: 'outgrown-kept'; by: string; replace: true }
  /** The answer to such a question was no. */
  | { kind: 'links-kept'; replace: true }
  /** An admin (`by`) sees to these links from now on; or lets them live on though nobody does. */
  | { kind: 'taken-over'; of: NamedScope; by: string; total: number; replace: true }
  /** Their owner lets people of another company use the links that they were asked about. */
  | { kind: 'outsiders-allowed'; channel: string; total: number; replace: true }
  /** Their owner keeps links that nobody uses. */
  | { kind: 'idle-kept'; total: number; replace: true }
  | { kind: 'left-alone'; of: NamedScope; by: string; replace: true }
  /** Asked before a person is forgotten, who has so many live links; and after that. */
  | { kind: 'ask-forget'; userId: string; live: number; hasAccount: boolean }
  | { kind: 'forgotten'; userId: string; live: number }
  /** The record went to an admin as a file: so many lines, of so many days; null: all that is kept. */
  | { kind: 'record-sent'; lines: number; days: number | null }
  /** A trial of the counting: under way, or its outcome. `joined`: it had been begun before this person asked. */
  | { kind: 'canary'; report: CanaryReport; joined: boolean }

/** What came of something a person asked for. `answer` null: it follows later. `isApprovable`: approvers may be asked for it. */
export type Outcome =
  | { ok: true; answer: Answer | null }
  | { ok: false; refusal: Refusal; isApprovable?: true }
