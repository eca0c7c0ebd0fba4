import type { Outcome } from '../../domain/answer.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Act } from '../../use-cases/act.ts'

/** What a form holds when it is sent: `values[block_id][action_id]` (Slack: view_submission payload). */
export type FormValues = Record<string, Record<string, Record<string, unknown>>>

/** A form that was sent. Slack signs it, but `privateMetadata` went through the person's client. */
export interface Submission {
  team: string
  enterprise: string | null
  userId: string
  viewId: string
  privateMetadata: string
  values: FormValues
}

/** What reading a form gives: errors by block id, shown beside the fields, or work that may take its time. */
export type FormReading =
  | { ok: false; errors: Record<string, string> }
  | { ok: true; work: (replyTo: ReplyTo, act: Act) => Promise<Outcome> }

/** Reads a form within Slack's 3 s: no slow call. */
export type ReadForm = (submission: Submission) => Promise<FormReading>
