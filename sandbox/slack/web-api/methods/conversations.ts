import { findUser, openDm } from '../../lookup.ts'
import type { ChannelKind, Json, SlackChannel } from '../../model.ts'
import { type Answer, type Call, flagArg, type Method, missingScope, refuse } from '../call.ts'
import { pageOf } from '../paging.ts'
import { visibleChannel } from '../reach.ts'

const SCOPE: Record<ChannelKind, string> = {
  public: 'channels:read',
  private: 'groups:read',
  im: 'im:read',
  mpim: 'mpim:read',
}
const TYPE: Record<string, ChannelKind> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
}

const channelBody = (call: Call, channel: SlackChannel): Json => {
  const bot = call.team.install.userId
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.is_archived,
    is_im: channel.kind === 'im',
    is_mpim: channel.kind === 'mpim',
    is_org_shared: false,
    context_team_id: call.team.id,
    updated: channel.created * 1000,
  }
  if (channel.kind === 'im')
    return { ...common, user: channel.members.find((member) => member !== bot) ?? bot, is_open: true }
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_private: channel.kind !== 'public',
    is_general: channel.name === 'general',
    is_shared: channel.is_ext_shared,
    is_ext_shared: channel.is_ext_shared,
    is_pending_ext_shared: channel.is_pending_ext_shared,
    pending_shared: [],
    pending_connected_team_ids: [],
    shared_team_ids: [channel.team_id, ...channel.connected_team_ids],
    connected_team_ids: channel.connected_team_ids,
    is_member: channel.members.includes(bot),
    creator: channel.creator,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  }
}

/** The visible channel, once the scope for its kind is granted. */
const readable = (call: Call): SlackChannel | Answer => {
  const channel = visibleChannel(call, String(call.args.channel ?? ''))
  if (!channel) return refuse('channel_not_found')
  return missingScope(call, [SCOPE[channel.kind]]) ?? channel
}

const info: Method = {
  scopes: Object.values(SCOPE),
  run: (call) => {
    const channel = readable(call)
    if ('ok' in channel) return channel
    const count = flagArg(call.args, 'include_num_members') ? { num_members: channel.members.length } : {}
    return { ok: true, channel: { ...channelBody(call, channel), ...count } }
  },
}

const members: Method = {
  scopes: Object.values(SCOPE),
  run: (call) => {
    const channel = readable(call)
    if ('ok' in channel) return channel
    const paged = pageOf(channel.members, call.args, 100)
    if ('ok' in paged) return paged
    const { page, response_metadata } = paged
    return { ok: true, members: page, response_metadata }
  },
}

const list: Method = {
  scopes: Object.values(SCOPE),
  run: (call) => {
    const kinds = String(call.args.types || 'public_channel').split(/\s*,\s*/)
    const wrong = kinds.some((kind) => TYPE[kind] === undefined)
    if (wrong) return refuse('invalid_types')
    for (const kind of kinds) {
      const missing = missingScope(call, [SCOPE[TYPE[kind] ?? 'public']])
      if (missing) return missing
    }
    const found = call.world.state.channels.filter(
      (channel) =>
        kinds.some((kind) => TYPE[kind] === channel.kind) &&
        visibleChannel(call, channel.id) &&
        !(channel.is_archived && flagArg(call.args, 'exclude_archived')),
    )
    const paged = pageOf(found, call.args, 100)
    if ('ok' in paged) return paged
    const { page, response_metadata } = paged
    return { ok: true, channels: page.map((channel) => channelBody(call, channel)), response_metadata }
  },
}

const open: Method = {
  scopes: ['im:write', 'mpim:write'],
  run: (call) => {
    if (call.args.channel) {
      const known = visibleChannel(call, String(call.args.channel))
      return known
        ? { ok: true, no_op: true, already_open: true, channel: { id: known.id } }
        : refuse('channel_not_found')
    }
    const ids = String(call.args.users ?? '')
      .split(/\s*,\s*/)
      .filter((id) => id !== '')
    if (ids.length === 0) return refuse('users_list_not_supplied')
    const missing = missingScope(call, [ids.length > 1 ? 'mpim:write' : 'im:write'])
    if (missing) return missing
    const people = ids.map((id) => findUser(call.world.state, id))
    if (people.some((person) => person === undefined)) return refuse('user_not_found')
    if (people.some((person) => person?.deleted)) return refuse('user_disabled')
    const dm = openDm(call.world, call.team, ids)
    call.world.changed()
    return { ok: true, channel: flagArg(call.args, 'return_im') ? channelBody(call, dm) : { id: dm.id } }
  },
}

export const CONVERSATIONS: Record<string, Method> = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.open': open,
}
