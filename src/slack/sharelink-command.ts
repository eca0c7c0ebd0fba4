import type { SlashCommand } from '@slack/bolt'
import type { Answer, Outcome } from '../domain/answer.ts'
import type { Directory, Now } from '../use-cases/ports.ts'
import type { requestShare } from '../use-cases/request-share.ts'
import type { Command } from './command/command.ts'
import { parseCommand } from './parse-command.ts'

export interface CommandDeps {
  directory: Directory
  portalOrigin: string
  now: Now
  adminUsers: readonly string[]
  requestShare: ReturnType<typeof requestShare>
  listShares: (
    team: string,
    scope: 'mine' | 'here' | 'all',
    asker: { userId: string; channelId: string },
  ) => Promise<Answer>
  revokeShare: (ref: { team: string; id: string }, userId: string) => Promise<Outcome>
}

/** What `/sharelink …` does; the answer is sent by the caller. */
export const sharelinkCommand = (deps: CommandDeps) => {
  const read = (text: string, timeZone: string) =>
    parseCommand(text, { portalOrigin: deps.portalOrigin, now: deps.now(), timeZone })

  const carryOut = async (parsed: Command, command: SlashCommand, reference: string): Promise<Outcome> => {
    const team = command.team_id
    switch (parsed.verb) {
      case 'share': {
        const person = await deps.directory.person(team, command.user_id)
        return deps.requestShare({
          team,
          person,
          at: { id: command.channel_id, name: command.channel_name },
          fileId: parsed.fileId,
          terms: parsed.terms,
          replyTo: command.response_url,
          reference,
        })
      }
      case 'list': {
        const asker = { userId: command.user_id, channelId: command.channel_id }
        if (parsed.scope === 'all' && !deps.adminUsers.includes(asker.userId)) {
          const person = await deps.directory.person(team, asker.userId)
          if (!person.isAdmin) return { ok: false, refusal: { reason: 'admins-only' } }
        }
        return { ok: true, answer: await deps.listShares(team, parsed.scope, asker) }
      }
      case 'revoke':
        return deps.revokeShare({ team, id: parsed.id }, command.user_id)
      case 'help':
        return { ok: true, answer: { kind: 'help', unknown: parsed.unknown } }
      // The form, and looking at or extending one share, are not in this version.
      case 'form':
        return { ok: true, answer: { kind: 'help', unknown: null } }
      case 'info':
      case 'why':
      case 'extend':
        return { ok: true, answer: { kind: 'help', unknown: parsed.verb } }
    }
  }

  return async (command: SlashCommand, reference: string): Promise<Outcome> => {
    // A moment of day is meant in the time zone of whoever types it; only then Slack need be asked first.
    const timeZone = /until/i.test(command.text)
      ? (await deps.directory.person(command.team_id, command.user_id)).timeZone
      : 'UTC'
    const parsed = read(command.text, timeZone)
    if (!parsed.ok) return { ok: false, refusal: { reason: 'not-understood', ...parsed.refusal } }
    return carryOut(parsed.command, command, reference)
  }
}
