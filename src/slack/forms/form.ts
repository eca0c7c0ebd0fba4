import type { Answer, Outcome } from '../../domain/answer.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Act } from '../../use-cases/act.ts'
import type { Ahead } from '../../use-cases/make/look-ahead.ts'

/** What a form holds when it is sent: `values[block_id][action_id]` (Slack: view_submission payload). */
export type FormValues = Record<string, Record<string, Record<string, unknown>>>

/** A form that was sent. Slack signs it, but `privateMetadata` went through the person's client. */
export interface Submission {
  team: string
  enterprise: string | null
  userId: string
  viewId: string
  /** Of this sending of it: a form that was kept open may be sent again. */
  trigger: string
  privateMetadata: string
  values: FormValues
}

/** A rule that stands against what a form asks for, and which file or link that is about. Something mistyped is none. */
export interface RuledOut {
  refusal: Refusal
  about: { fileId: string } | { id: string } | null
}

/** What reading a form gives: errors by block id, shown beside the fields, or what is asked for, as data that can be kept. */
export type FormReading<Asked = unknown> =
  | { ok: false; errors: Record<string, string>; ruledOut?: RuledOut }
  | { ok: true; asked: Asked }

/** A form in which something was chosen or pressed, before it is sent. `wantsMore`: the rarer fields were asked for. */
export interface OpenedForm {
  team: string
  userId: string
  privateMetadata: string
  values: FormValues
  wantsMore: boolean
}

/** Who asks by a form, and where they are answered. */
export interface Asker {
  team: string
  userId: string
  replyTo: ReplyTo
  /** As of `Interaction`. */
  justification?: string
}

/** The reason that goes with what is asked for, if one does. */
export const asJustified = ({ justification }: Pick<Asker, 'justification'>): Pick<Asker, 'justification'> =>
  justification === undefined ? {} : { justification }

export interface Form<Asked = unknown> {
  /** As of `Interaction`. Left out: it does more. */
  ends?: true
  /** Reads it within Slack's 3 s: no slow call. */
  read(submission: Submission): Promise<FormReading<Asked>>
  /** The form with the fields that what was chosen or pressed in it asks for; null: it stays as it is. */
  reshape?(opened: OpenedForm): Promise<Answer | null>
  /** Does what was asked for, which may take its time. */
  carryOut(asked: Asked, by: Asker, act: Act, ahead?: Ahead | null): Promise<Outcome>
}
