import { z } from 'zod'
import type { MessagePlace } from '../../domain/closed-place.ts'
import * as action from '../views/actions.ts'
import { shareBlock } from '../views/share-message.ts'

/** The message of a share as Slack shows it where one of its buttons is pressed. */
export interface OwnMessage extends MessagePlace {
  /** It says that its link lives. */
  isLive: boolean
  /** Where its button leads; null: it shows no address. */
  address: string | null
}

const button = z.object({ action_id: z.string().optional(), url: z.string().optional() }).catch({})
const block = z.object({ block_id: z.string().optional(), elements: z.array(button).optional() }).catch({})

/** The parts that are read of the message that a button stands on. */
export const shownMessage = z
  .object({ blocks: z.array(block) })
  .optional()
  .catch(undefined)

interface Pressed {
  channel?: { id: string } | undefined
  container?:
    | { type: string; message_ts?: string | undefined; is_ephemeral?: boolean | undefined }
    | undefined
  message?: z.output<typeof shownMessage>
  actions: readonly { block_id?: string | undefined; value?: string | undefined }[]
}

/** The message that a button stands on; null where only this person sees it, or it is none. */
export const pressedPlace = ({ channel, container }: Omit<Pressed, 'actions'>): MessagePlace | null => {
  const ts =
    container?.type === 'message' && container.is_ephemeral !== true ? container.message_ts : undefined
  return channel === undefined || ts === undefined ? null : { channel: channel.id, ts }
}

/** Only the message of a share itself has a block by this name. Null: the button is not on one. */
export const ownMessage = (pressed: Pressed): OwnMessage | null => {
  const { message, actions } = pressed
  const [first] = actions
  const isOwn = first?.value !== undefined && first.block_id === shareBlock(first.value)
  const place = pressedPlace(pressed)
  if (!isOwn || place === null) return null
  const buttons = message?.blocks.find(({ block_id }) => block_id === first.block_id)?.elements ?? []
  return {
    ...place,
    isLive: buttons.some(({ action_id }) => action_id === action.REVOKE),
    address: buttons.find(({ action_id }) => action_id === action.OPEN)?.url ?? null,
  }
}
