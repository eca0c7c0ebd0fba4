import { isObject } from '../../slack/limits/report.ts'
import { findChannel } from '../../slack/lookup.ts'
import type { ApiRequest, Json, SlackState } from '../../slack/model.ts'
import type { Found } from './flags.ts'

/** Refusals that a faultless bot meets as well: people delete, leave, archive and close things. */
const LIFE = new Set([
  'account_inactive',
  'channel_not_found',
  'hash_conflict',
  'is_archived',
  'message_not_found',
  'no_open_view',
  'not_found',
  'not_in_channel',
  'ratelimited',
  'thread_not_found',
  'user_disabled',
  'user_not_found',
  'user_not_in_channel',
])

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** A person's id as `channel` means their DM with the bot. */
const channelOf = (state: SlackState, { args, response, team }: ApiRequest): string | undefined => {
  const name = text(response.channel) ?? text(args.channel)
  if (name === undefined) return undefined
  const found = findChannel(state, name)
  if (found) return found.id
  const bot = state.teams.find(({ id }) => id === team)?.install?.userId
  return state.channels.find(
    ({ kind, members }) => kind === 'im' && members.includes(name) && members.some((id) => id === bot),
  )?.id
}

type Place = Pick<Found, 'channel' | 'ts' | 'to' | 'home'>

const known = (place: { [Name in keyof Place]?: string | undefined }): Place =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined))

const placeOf = (state: SlackState, entry: ApiRequest): Place => {
  const { method, args, response, about } = entry
  if (about) return about
  if (method === 'views.publish') return known({ home: text(args.user_id) })
  if (!method.startsWith('chat.')) return {}
  const channel = channelOf(state, entry)
  if (method === 'chat.postEphemeral')
    return known({ channel, ts: text(response.message_ts), to: text(args.user) })
  return known({ channel, ts: text(method === 'chat.postMessage' ? response.ts : args.ts) })
}

/** What this call wrote, or was to rewrite: a message or a Home; undefined when it was to make something new. */
export const targetOf = ({ method, args, response, about }: ApiRequest): string | undefined => {
  if (method === 'views.publish') return `home ${String(args.user_id)}`
  if (method === 'chat.update' || method === 'chat.postMessage') {
    const ts = text(response.ts) ?? (method === 'chat.update' ? text(args.ts) : undefined)
    return ts && `${text(response.channel) ?? String(args.channel)} ${ts}`
  }
  return about?.ts && `${about.channel} ${about.ts}`
}

/** Slack's own words, without the mark that stands before each. */
const reasonsIn = (response: Json): string[] => {
  const { response_metadata: more, needed, provided } = response
  if (isObject(more) && Array.isArray(more.messages))
    return more.messages.map((message) => String(message).replace(/^\[ERROR\] /, ''))
  return typeof needed === 'string' ? [`needed: ${needed}`, `provided: ${String(provided)}`] : []
}

const looks = ({ args }: ApiRequest): Pick<Found, 'text' | 'blocks'> => {
  const { view } = args
  const title = isObject(view) && isObject(view.title) ? text(view.title.text) : undefined
  const words = text(args.text) ?? title
  const blocks = isObject(view) ? view.blocks : (view ?? args.blocks)
  return { ...(words === undefined ? {} : { text: words }), ...(blocks === undefined ? {} : { blocks }) }
}

/** The refusal of one call, or what it was taken with all the same; never of a failure that is played. */
export const flagsOfCall = (state: SlackState, entry: ApiRequest): Found[] => {
  const { seq, at, method, response, warnings, fault } = entry
  if (fault !== undefined) return []
  const flag = (id: string, error: string, refused: boolean): Found => ({
    id,
    at,
    call: method,
    error,
    reasons: refused ? reasonsIn(response) : [],
    refused,
    ...placeOf(state, entry),
    ...looks(entry),
  })
  if (response.ok === false) {
    const error = String(response.error)
    return LIFE.has(error) ? [] : [flag(`call-${seq}`, error, true)]
  }
  return warnings.map((warning) => flag(`call-${seq}-${warning}`, warning, false))
}
