import { z } from 'zod'
import type { FormValues, OpenedForm } from '../forms/form.ts'
import { EXTEND_FIELD } from '../views/extend-form-fields.ts'
import { FIELD, MORE_OPTIONS } from '../views/share-form-fields.ts'

/** Something that was chosen or pressed in an open form, which may ask for other fields. `hash`: of the form as it was then. */
export interface FormChange extends OpenedForm {
  callbackId: string
  viewId: string
  hash: string
}

/** The parts of a block_actions payload of a modal that are read (Slack: block_actions payload). */
const payload = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }).nullable(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  view: z.object({
    id: z.string(),
    type: z.literal('modal'),
    callback_id: z.string(),
    private_metadata: z.string(),
    hash: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  }),
  actions: z.array(z.object({ block_id: z.string() })).min(1),
})

/** Blocks whose elements change the form that they stand in. */
const CHANGING: ReadonlySet<string> = new Set([FIELD.end, FIELD.preset, EXTEND_FIELD.end, MORE_OPTIONS])

/** Null for a click elsewhere. */
export const readFormChange = (body: unknown): FormChange | null => {
  const { data } = payload.safeParse(body)
  const block = data?.actions[0]?.block_id
  if (data === undefined || block === undefined || !CHANGING.has(block)) return null
  const { team, user, view } = data
  return {
    team: team?.id ?? user.team_id ?? '',
    userId: user.id,
    callbackId: view.callback_id,
    viewId: view.id,
    hash: view.hash,
    privateMetadata: view.private_metadata,
    values: view.state.values as FormValues,
    wantsMore: block === MORE_OPTIONS,
  }
}
