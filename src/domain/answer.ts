import type { ShareLink } from './share.ts'

/** Why a request was not carried out; each has one wording (slack/views/refusal.ts). */
export type Refusal =
  | { reason: 'not-understood'; quoted: string | null; problem: string; example: string }
  | { reason: 'policy'; rule: string; message: string }
  | { reason: 'unknown-file'; fileId: string }
  | { reason: 'no-right-to-share'; fileId: string }
  | { reason: 'not-shareable'; title: string }
  | { reason: 'quota-full'; title: string; quota: number }
  | { reason: 'form-room'; title: string }
  | { reason: 'data-room'; title: string }
  | { reason: 'end-passed' }
  | { reason: 'portal-down' }
  | { reason: 'portal-busy' }
  | { reason: 'portal-key' }
  | { reason: 'portal-plan' }
  | { reason: 'portal-rejected'; hadPassword: boolean }
  | { reason: 'portal-scope' }
  | { reason: 'portal-odd' }
  | { reason: 'portal-broken' }
  | { reason: 'no-vault' }
  | { reason: 'slack-down' }
  | { reason: 'storage-down' }
  | { reason: 'bot-absent'; channel: { id: string; name: string } }
  | { reason: 'cannot-post'; channel: { id: string; name: string }; code: string }
  | { reason: 'unknown-channel'; name: string }
  | { reason: 'outsider' }
  | { reason: 'unknown-share'; id: string }
  | { reason: 'not-yours' }
  | { reason: 'admins-only' }
  | { reason: 'not-ready'; id: string }
  | { reason: 'already-over'; share: ShareLink }
  | { reason: 'question-gone' }
  | { reason: 'bug' }

/** What the person who acted is told, privately. */
export type Answer =
  | { kind: 'refused'; refusal: Refusal; reference: string }
  /** `password` only ever goes to the person who set it. */
  | { kind: 'shared'; share: ShareLink; password: string | null; botAbsent: boolean }
  | { kind: 'ending'; share: ShareLink }
  | { kind: 'list'; scope: 'mine' | 'here' | 'all'; shares: readonly ShareLink[]; total: number }
  | { kind: 'help'; unknown: string | null }
  | { kind: 'ask-external'; key: string; channel: { id: string; name: string } }
  | { kind: 'posting' }
  | { kind: 'not-posted' }

/** What came of something a person asked for; no answer where one follows later. */
export type Outcome = { ok: true; answer: Answer | null } | { ok: false; refusal: Refusal }
