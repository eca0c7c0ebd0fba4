import type { ReplyTo } from '../../domain/reply-to.ts'

/** Something a person did, and where to answer: what every handler gets, read once from what Slack sent. */
export interface Interaction {
  kind: 'command' | 'click' | 'shortcut' | 'submission'
  what: string
  team: string
  /** The organisation (Enterprise Grid) of that workspace. */
  enterprise: string | null
  userId: string
  /** The person's home workspace, where Slack says it. It may be another one of the organisation, or of another company. */
  userTeam: string | null
  /** It can only end a share. Its use case asks whether the person may. */
  ends: boolean
  /** Equal each time that Slack delivers this interaction. */
  key: string
  replyTo: ReplyTo | null
  /** The channel in which it was done; null in a modal, a Home and wherever else there is none. */
  channel: string | null
  /**
   * Set: the answer comes as a modal, which this trigger opens once, within 3 s (Slack: Handling user interaction).
   * `instead`: the command to type when it is too late for that.
   */
  modal: { trigger: string; title: string; instead: string } | null
  /** Approvers are to be asked to let it go beyond the rules, for this reason. Left out: not so. */
  justification?: string
}

/** A form that was sent and read. */
export interface SentForm extends Interaction {
  kind: 'submission'
  replyTo: ReplyTo
  /** What it asks for (`Form.read`). */
  asked: unknown
}
