import type { ApprovalDecision } from './approval.ts'
import type { BlindCause } from './audit-health.ts'
import type { BriefShare } from './brief-share.ts'
import type { BrokenRule } from './outcome.ts'

/** Why a request was not carried out; each has one wording (slack/views/refusal.ts). */
export type Refusal =
  | { reason: 'not-understood'; quoted: string | null; problem: string; example: string }
  /** `notice`: what the admin tells everybody about the rules. `more`: other rules that stand against it, where approvers may be asked. */
  | ({ reason: 'policy'; notice?: string; more?: readonly BrokenRule[] } & BrokenRule)
  /** So many requests of this person wait for an answer of approvers. */
  | { reason: 'too-many-asked'; most: number }
  /** Somebody answers their own request. */
  | { reason: 'own-request' }
  | ({ reason: 'decided-already' } & Pick<ApprovalDecision, 'how' | 'by'>)
  /** `known`: the names of those that there are. */
  | { reason: 'unknown-preset'; name: string; known: readonly string[] }
  | { reason: 'unknown-file'; fileId: string }
  /** `own`: it was looked at with the rights of the person who asks, not with those of our key. */
  | { reason: 'no-right-to-share'; fileId: string; own?: true }
  | { reason: 'not-shareable'; title: string; own?: true }
  | { reason: 'quota-full'; title: string; quota: number }
  /** For a download: its file has all its links, so that there is no room for one by which it is fetched. */
  | { reason: 'no-link-free'; title: string; quota: number }
  | { reason: 'form-room'; title: string }
  | { reason: 'data-room'; title: string }
  | { reason: 'end-passed' }
  /** The trail may cut off the link's key, which is longer with a password, so that its downloads could not be counted. */
  | { reason: 'key-cut-off'; hadPassword: boolean }
  /** `unsure`: the portal may have done what was asked of it last. */
  | { reason: 'portal-slow'; unsure?: boolean }
  | { reason: 'portal-down'; unsure?: boolean }
  | { reason: 'portal-busy'; unsure?: boolean }
  /** The writes of the day are used up, but for what ends links. `waitMs`: until there are some again. */
  | { reason: 'portal-used-up'; waitMs: number }
  | { reason: 'portal-key' }
  | { reason: 'portal-plan' }
  /** With accounts of people: this one has connected none, or the portal takes its tokens no more. */
  | { reason: 'connect-first' }
  /** Connecting was asked for where one key acts for all. */
  | { reason: 'no-accounts' }
  /** The DocSpace account was connected by somebody else. */
  | { reason: 'account-taken'; account: string }
  /** The last step of connecting came too late, or from somebody else. */
  | { reason: 'connecting-gone' }
  | { reason: 'portal-rejected'; hadPassword: boolean }
  | { reason: 'portal-scope' }
  | { reason: 'portal-odd'; unsure?: boolean }
  | { reason: 'portal-broken' }
  /** Its link is still being removed; only after that it can be revived. */
  | { reason: 'still-ending' }
  | { reason: 'no-vault' }
  | { reason: 'slack-down' }
  | { reason: 'slack-busy' }
  /** The app lacks a scope; null: Slack does not say which. */
  | { reason: 'slack-scope'; needed: string | null }
  /** Slack does not take the token any more. `code`: Slack's own word, as in the next. */
  | { reason: 'slack-token'; code: string }
  | { reason: 'slack-refused'; code: string }
  | { reason: 'storage-down' }
  /** The store does not answer, so it is not known what came of it. It is tried until it does. */
  | { reason: 'storage-unsure' }
  | { reason: 'bot-absent'; channel: { id: string; name: string } }
  | { reason: 'cannot-post'; channel: { id: string; name: string }; code: string }
  /** `to`: what was not done; left out: nothing was shared. */
  | { reason: 'unknown-channel'; name: string; to?: 'revoke' }
  | { reason: 'outsider' }
  /** A guest of the workspace, where guests may not use the app. */
  | { reason: 'guest' }
  /** `link`: asked for by a button on its own message, so that its record is gone; what became of its link. */
  | { reason: 'unknown-share'; id: string; link?: 'closed' | 'unsure' }
  /** `creator`: who shared it, besides admins the only one who may do that (`to`). */
  | { reason: 'not-yours'; to?: 'revoke' | 'extend' | 'mute' | 'copy' | undefined; creator?: string }
  /** Looking at a share of a channel that one is not in. */
  | { reason: 'not-for-you' }
  /** Whether the person is in the channel matters, and Slack does not say. */
  | { reason: 'membership-unknown'; to: 'look' | 'post' | 'take' }
  /** Taking the file of an exact share: as somebody of another company, or of a channel that one is not in. */
  | { reason: 'may-not-take'; who: 'outsider' | 'elsewhere' }
  /** Every download of an exact share is claimed. */
  | { reason: 'used-up'; share: BriefShare }
  /** What a click has claimed is over; it is carried out once more. */
  | { reason: 'download-over'; title: string }
  /** Left out: everybody's links were asked for. */
  | {
      reason: 'admins-only'
      to?: 'try-counting' | 'revoke-all' | 'see-to' | 'read-record' | 'apply-rules' | 'forget' | 'approve'
    }
  /** A modal could not be opened in time. `instead`: the command that does the same. */
  | { reason: 'form-expired'; instead: string }
  /** Ended in a way that cannot be taken back, or never made. */
  | { reason: 'cannot-extend'; share: BriefShare }
  /** The new limit is not above what was downloaded already. */
  | { reason: 'limit-too-low'; share: BriefShare }
  /** It ended by its limit, so a later end alone does not help. */
  | { reason: 'needs-higher-limit'; share: BriefShare }
  | { reason: 'view-only-limit'; share: BriefShare }
  /** The share has already what was asked for. */
  | { reason: 'same-terms'; share: BriefShare }
  /** The portal's answer to an extension was not what was asked for. */
  | { reason: 'not-extended' }
  /** Another extension of it is under way. */
  | { reason: 'extension-under-way'; share: BriefShare }
  | { reason: 'not-ready'; id: string }
  | { reason: 'already-over'; share: BriefShare }
  | { reason: 'question-gone' }
  /** What was asked for by the same form before, which was something else, has no answer yet. */
  | { reason: 'form-under-way' }
  /**
   * Downloads cannot be seen, so no limit can be kept. `noLimitAllowed`: a link without a limit is allowed. `share`:
   * the one that somebody wanted to extend; null: a new one was asked for.
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
