import { z } from 'zod'
import type { Outcome } from '../../domain/answer.ts'
import type { MessagePlace } from '../../domain/closed-place.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { ShareRef } from '../../domain/share.ts'
import { readShareId } from '../../domain/share-id.ts'
import type { Act } from '../../use-cases/act.ts'
import * as action from '../views/actions.ts'
import { readListBlock } from '../views/list-block.ts'
import { COPY_TITLE, DETAILS_TITLE, FORM_TITLES } from '../views/titles.ts'
import type { Interaction } from './interaction.ts'
import { type OwnMessage, ownMessage, pressedPlace, shownMessage } from './own-message.ts'

/** A click on a button. Signed by Slack, but its `value` may come from anybody. `what` is the `action_id`. */
export interface Click extends Interaction {
  kind: 'click'
  value: string
  /** The page of a list in which a row's menu was used. */
  list: { scope: 'mine' | 'here' | 'all'; skip: number } | null
  /** It was made in an answer that only this person sees. */
  isPrivate: boolean
  /** The message with the button, unless only this person sees it. */
  place: MessagePlace | null
  /** The message of that share, when the button is on it. */
  message: OwnMessage | null
}

/** The parts of a block_actions payload that are read (Slack: block_actions payload). */
const payload = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id: z.string() }).nullable(),
  enterprise: z.object({ id: z.string() }).nullish(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  trigger_id: z.string().optional(),
  response_url: z.string().optional(),
  view: z
    .object({ id: z.string(), type: z.string(), root_view_id: z.string().nullish().catch(null) })
    .optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z
    .object({ type: z.string(), message_ts: z.string().optional(), is_ephemeral: z.boolean().optional() })
    .optional()
    .catch(undefined),
  message: shownMessage,
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        block_id: z.string().optional(),
        value: z.string().optional(),
        selected_option: z.object({ value: z.string() }).optional(),
        action_ts: z.string().optional(),
      }),
    )
    .min(1),
})

type Pressed = z.output<typeof payload>['actions'][number]

/** Questions, which are gone once they are answered: what comes of the answer takes their place. */
const ASKED: ReadonlySet<string> = new Set([
  action.POST_ANYWAY,
  action.DO_NOT_POST,
  action.TRY_AGAIN,
  action.TRY_APPROVED,
  action.FINISH_CONNECT,
  action.FORGET_PERSON,
])

/** Clicks that can only end links. */
const ENDS: ReadonlySet<string> = new Set([
  action.REVOKE,
  action.REVOKE_ALL,
  action.REVOKE_FOR_OUTSIDERS,
  action.END_IDLE,
])

const replyOf = (
  { response_url: url, view, user, container }: z.output<typeof payload>,
  what: string,
  team: string,
): ReplyTo | null => {
  if (url !== undefined) {
    if (!ASKED.has(what)) return { kind: 'url', url }
    // A question that was written to somebody, since its modal was closed, is a message that stays.
    return { kind: 'url', url, replaces: true, ...(container?.is_ephemeral ? {} : { stays: true }) }
  }
  if (view === undefined) return null
  if (view.type !== 'modal') return { kind: 'person', team, userId: user.id }
  const over = view.root_view_id
  const isOver = over != null && over !== view.id
  return { kind: 'view', team, viewId: view.id, userId: user.id, ...(isOver ? { over } : {}) }
}

/** Clicks whose answer is a modal, unless they come from a modal. */
const OPENS: Record<string, { title: string; instead: (value: string) => string }> = {
  [action.DETAILS]: { title: DETAILS_TITLE, instead: (id) => `/sharelink info ${id}` },
  [action.COPY_LINK]: { title: COPY_TITLE, instead: (id) => `/sharelink info ${id}` },
  [action.ASK_REVOKE]: { title: FORM_TITLES.revoke, instead: (id) => `/sharelink revoke ${id}` },
  [action.EXTEND]: { title: FORM_TITLES.extend, instead: (id) => `/sharelink extend ${id} for 7d` },
  [action.NEW_SHARE]: { title: FORM_TITLES.share, instead: () => '/sharelink' },
  [action.ASK_APPROVAL]: { title: FORM_TITLES.approval, instead: () => '/sharelink' },
}

/** The modal that a click opens; null where it opens none. */
const modalOf = (
  what: string,
  value: string,
  trigger: string | undefined,
  replyTo: ReplyTo | null,
): Interaction['modal'] => {
  const opens = OPENS[what]
  if (opens === undefined || trigger === undefined || replyTo?.kind === 'view') return null
  return { trigger, title: opens.title, instead: opens.instead(readShareId(value) ?? 'ID') }
}

/** What is asked for, by a button or by what was chosen in a menu, and its value; null: nothing. */
const askedBy = ({
  action_id,
  value = '',
  selected_option,
}: Pressed): [what: string, value: string] | null => {
  // Slack wants the ids in one block to differ, so a colon and something unique may follow the id.
  const what = action_id.split(':')[0] ?? ''
  if (what !== action.SHARE_MENU) return action.ALL.has(what) ? [what, value] : null
  const [chosen = '', of = ''] = selected_option?.value.split(' ') ?? []
  return action.IN_MENU.has(chosen) ? [chosen, of] : null
}

/** Null for a click that asks nothing of us, as on a button that only carries an address. */
export const readClick = (body: unknown): Click | null => {
  const read = payload.safeParse(body)
  const first = read.data?.actions[0]
  const asked = first === undefined ? null : askedBy(first)
  if (!read.success || first === undefined || asked === null) return null
  const [what, value] = asked
  const { team, enterprise, user, trigger_id: trigger, channel } = read.data
  const { action_ts: at = '' } = first
  const teamId = team?.id ?? user.team_id ?? ''
  const replyTo = replyOf(read.data, what, teamId)
  const place = pressedPlace(read.data)
  return {
    kind: 'click',
    what,
    team: teamId,
    enterprise: enterprise?.id ?? null,
    userId: user.id,
    userTeam: user.team_id ?? null,
    ends: ENDS.has(what),
    key: trigger ?? `${user.id}:${what}:${value}:${at}`,
    replyTo,
    channel: channel?.id ?? null,
    modal: modalOf(what, value, trigger, replyTo),
    value,
    list: readListBlock(first.block_id ?? ''),
    isPrivate: read.data.container?.is_ephemeral === true,
    place,
    message: ownMessage(read.data),
  }
}

/** What a click on a share's own button does. */
type OnShare = (ref: ShareRef, click: Click, act: Act) => Promise<Outcome>

export interface ClickDeps {
  /** Notes that the message of a share stands where its button was pressed. */
  seen: (ref: ShareRef, place: MessagePlace) => Promise<void>
  /** Sees to the link of a message whose share has no record. */
  endUnrecorded: (ref: ShareRef, message: OwnMessage) => Promise<'closed' | 'unsure'>
  /** By `action_id`. The value of such a button is a share's id. */
  onShare: Readonly<Record<string, OnShare>>
  /** By `action_id`. The value has a meaning of its own. */
  others: Readonly<Record<string, (click: Click, act: Act) => Promise<Outcome>>>
}

/** What a click does. */
export const carryOutClick =
  ({ seen, endUnrecorded, onShare, others }: ClickDeps) =>
  async (click: Click, act: Act): Promise<Outcome> => {
    const other = others[click.what]
    if (other !== undefined) return other(click, act)
    const id = readShareId(click.value)
    if (id === null) return { ok: false, refusal: { reason: 'unknown-share', id: click.value } }
    const ref = { team: click.team, id }
    const { message } = click
    if (message !== null) await seen(ref, { channel: message.channel, ts: message.ts })
    const handle = onShare[click.what]
    if (handle === undefined) return { ok: true, answer: null }
    const outcome = await handle(ref, click, act)
    if (outcome.ok || outcome.refusal.reason !== 'unknown-share' || message === null) return outcome
    const link = await endUnrecorded(ref, message)
    return { ok: false, refusal: { reason: 'unknown-share', id, link } }
  }
