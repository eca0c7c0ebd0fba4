import type { Installed } from '../lookup.ts'
import type { Json, SlackChannel, SlackUser } from '../model.ts'

/** Not a secret any more: Slack's old verification token, still in every payload. */
export const VERIFICATION_TOKEN = 'stand-in-verification-token'

/** A channel's name in payloads: DMs and private channels do not tell theirs. */
export const channelName = (channel: SlackChannel): string =>
  channel.kind === 'im' ? 'directmessage' : channel.kind === 'private' ? 'privategroup' : channel.name

/** The organisation as a workspace of one is named with it; nothing of any other. */
export const organisationOf = ({ enterprise }: Installed): Json =>
  enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}

/** What every interaction carries. `user.team_id` is the person's home, in another workspace or company maybe. */
export const interaction = (team: Installed, user: SlackUser, type: string): Json => ({
  type,
  user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
  api_app_id: team.install.appId,
  token: VERIFICATION_TOKEN,
  team: { id: team.id, domain: team.domain, ...organisationOf(team) },
  enterprise: team.enterprise ?? null,
  is_enterprise_install: false,
})

/** Deep merge of a forgery into a payload; lists and plain values are replaced. */
export const merged = (into: Json, patch: Json): Json => {
  const out: Json = { ...into }
  for (const [key, value] of Object.entries(patch)) {
    const old = out[key]
    const both = [old, value].every((v) => typeof v === 'object' && v !== null && !Array.isArray(v))
    out[key] = both ? merged(old as Json, value as Json) : value
  }
  return out
}
