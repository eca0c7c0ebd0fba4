import { z } from 'zod'
import type { Outcome } from '../domain/answer.ts'
import { readShareId } from '../domain/share-id.ts'
import type { answerQuestion } from '../use-cases/answer-question.ts'
import { DO_NOT_POST, POST_ANYWAY } from './views/external-question.ts'
import { REVOKE } from './views/share-message.ts'

/** What a click says of itself. Signed by Slack, but its `value` may come from anybody. */
export interface Click {
  team: string
  userId: string
  actionId: string
  value: string
  replyTo: string
}

/** The parts of a block_actions payload that are read (Slack: block_actions payload). */
export const clickPayload = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }).nullable(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  actions: z
    .array(
      z.object({ action_id: z.string(), value: z.string().optional(), action_ts: z.string().optional() }),
    )
    .min(1),
})

/** Whether a click asks for anything of us: a button that only carries an address does not. */
export const isAct = (actionId: string): boolean => [REVOKE, POST_ANYWAY, DO_NOT_POST].includes(actionId)

export interface ClickDeps {
  revokeShare: (ref: { team: string; id: string }, userId: string) => Promise<Outcome>
  answerQuestion: ReturnType<typeof answerQuestion>
}

/** What a click does. */
export const carryOutClick =
  (deps: ClickDeps) =>
  async (click: Click, reference: string): Promise<Outcome> => {
    const { team, userId, value } = click
    if (click.actionId === REVOKE) {
      const id = readShareId(value)
      if (id === null) return { ok: false, refusal: { reason: 'unknown-share', id: value } }
      return deps.revokeShare({ team, id }, userId)
    }
    const postAnyway = click.actionId === POST_ANYWAY
    return deps.answerQuestion({ team, userId, key: value, postAnyway, replyTo: click.replyTo, reference })
  }
