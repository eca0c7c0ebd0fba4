import type { AskedFile, Outcome } from '../domain/answer.ts'
import type { ApprovalDecision, Approved } from '../domain/approval.ts'
import type { MessagePlace } from '../domain/closed-place.ts'
import type { BrokenRule } from '../domain/outcome.ts'
import type { RecordLine } from '../domain/record-line.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { ShareRef } from '../domain/share.ts'
import type { GrantedTerms, RequestedTerms } from '../domain/terms.ts'
import type { MakeRequest } from './make-request.ts'
import type { Channel } from './ports.ts'
import type { ShareRequest } from './share-request.ts'

// The ports for asking approvers to let a link go beyond the rules. A part of `ports.ts`, which would be too long with it.

/** What approvers are asked. Its id is that of the link, if it is made. */
export interface ApprovalRequest extends ShareRef {
  /** As it was asked for, and is asked for again once it is approved. It may hold a password. */
  asked: ShareRequest
  file: AskedFile
  channel: { id: string; name: string }
  /** What the link would get. */
  terms: GrantedTerms
  hasPassword: boolean
  /** Those that stand against it. */
  rules: readonly BrokenRule[]
  justification: string
  askedAt: number
  /** Until then approvers may answer. */
  until: number
}

/** A request, and how far it has come. `place`: of the message with its buttons; null: not posted, as far as is known. */
export interface Approval {
  request: ApprovalRequest
  place: MessagePlace | null
  decision: ApprovalDecision | null
  /** Set: who asked knows of the decision, or of the link. */
  told: AskerTold | null
}

/** What who asked was told, as far as approvers hear of it too. */
export interface AskerTold {
  /** Why no link is made though it was approved; null: it is, or was not approved. */
  failed: Refusal | null
}

/** Requests to approvers, each kept until some days after its time is over. */
export interface Approvals {
  /** False: as many of this person wait as may. The same again is kept once. */
  ask(request: ApprovalRequest): Promise<boolean>
  /** Notes where it was posted, with its line in the record, once. */
  posted(request: ApprovalRequest, place: MessagePlace, line: RecordLine): Promise<void>
  /** It could not be posted. */
  withdraw(request: ApprovalRequest): Promise<void>
  find(ref: ShareRef): Promise<Approval | null>
  /** At most so many of those that are decided, or whose time is over, while it is not noted that who asked was told. */
  toSettle(team: string, now: number, most: number): Promise<ShareRef[]>
  /**
   * Decides, with the line in the record in the same step, unless that was done before. Gives the decision that holds; null: there
   * is no such request.
   */
  decide(
    request: ApprovalRequest,
    decision: ApprovalDecision,
    line: RecordLine,
  ): Promise<ApprovalDecision | null>
  /**
   * Keeps a request under another id, decided as that before was, in place of that: no link comes of that one any more. False: there is no
   * such request, or it was asked again already.
   */
  askAgain(request: ApprovalRequest, before: ShareRef, decision: ApprovalDecision): Promise<boolean>
  noteTold(ref: ShareRef, told: AskerTold): Promise<void>
  /**
   * Lets exactly this link be made beyond these rules: sealed, so that nobody who writes to the store can do the same. Once: where
   * a link was granted before, that one is given, with its moments and its password as they were sealed then.
   */
  grant(made: MakeRequest, approved: Approved): Promise<MakeRequest>
  /** What exactly this link may go beyond; null: nothing, or it was made already. */
  granted(made: MakeRequest): Promise<Approved | null>
  /** The link is there, so that no other comes of it. */
  use(ref: ShareRef): Promise<void>
}

/** The message to approvers. Throws `SlackError`. */
export interface ApprovalMessages {
  post(request: ApprovalRequest): Promise<MessagePlace>
  /** Tells what became of it in place of its buttons. */
  rewrite(request: ApprovalRequest, place: MessagePlace, told: ApprovalTold): Promise<void>
}

/** What approvers are told of a request that is decided. */
export type ApprovalTold = Pick<ApprovalDecision, 'how' | 'by'> & AskerTold

/** Whether there are approvers who can be asked. Never rejects. */
export type HasApprovers = (team: string) => Promise<boolean>

/** What is asked for, once it is known where and on which terms. `id`: that the link would have. */
export interface WantedLink {
  id: string
  channel: Channel
  terms: RequestedTerms
  justification: string
}

/** Asks approvers to let a link go beyond the rules that stand against it. Null: none does any more. Throws `SlackError`. */
export type AskApprovers = (asked: ShareRequest, wanted: WantedLink) => Promise<Outcome | null>
