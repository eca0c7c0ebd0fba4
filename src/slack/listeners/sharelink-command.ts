import type { SlashCommand } from '@slack/bolt'
import type { Outcome } from '../../domain/answer.ts'
import type { askCanary } from '../../use-cases/canary/ask-canary.ts'
import type { extendShare } from '../../use-cases/extend/extend-share.ts'
import type { requestShare } from '../../use-cases/make/request-share.ts'
import type { Directory, Now } from '../../use-cases/ports.ts'
import type { listShares } from '../../use-cases/show/list-shares.ts'
import type { showShare } from '../../use-cases/show/show-share.ts'
import type { Command } from '../command/command.ts'
import { parseCommand } from '../command/parse-command.ts'
import type { OpenForm } from './shortcuts.ts'

export interface CommandDeps {
  directory: Directory
  portalOrigin: string
  now: Now
  requestShare: ReturnType<typeof requestShare>
  listShares: ReturnType<typeof listShares>
  revokeShare: (ref: { team: string; id: string }, userId: string) => Promise<Outcome>
  showShare: ReturnType<typeof showShare>
  extendShare: ReturnType<typeof extendShare>
  askCanary: ReturnType<typeof askCanary>
  openForm: OpenForm
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
          replyTo: { kind: 'url', url: command.response_url },
          reference,
        })
      }
      case 'list':
        return deps.listShares(team, parsed.scope, {
          userId: command.user_id,
          channel: command.channel_id,
        })
      case 'revoke':
        return deps.revokeShare({ team, id: parsed.id }, command.user_id)
      case 'canary':
        return deps.askCanary({
          team,
          userId: command.user_id,
          fileId: parsed.fileId,
          replyTo: { kind: 'url', url: command.response_url },
          reference,
        })
      case 'help':
        return { ok: true, answer: { kind: 'help', unknown: parsed.unknown } }
      case 'form':
        return deps.openForm({ channel: command.channel_id, fileId: null })
      case 'info':
        return deps.showShare.info(
          { team, id: parsed.id },
          { userId: command.user_id, channel: command.channel_id },
        )
      case 'why':
        return deps.showShare.why(
          { team, id: parsed.id },
          { userId: command.user_id, channel: command.channel_id },
        )
      case 'extend':
        return deps.extendShare({
          ref: { team, id: parsed.id },
          userId: command.user_id,
          terms: parsed.terms,
          replyTo: { kind: 'url', url: command.response_url },
          reference,
        })
    }
  }

  return async (command: SlashCommand, reference: string): Promise<Outcome> => {
    // A time is meant in the time zone of the person who types it. Only then Slack has to be asked first.
    const timeZone = /until/i.test(command.text)
      ? (await deps.directory.person(command.team_id, command.user_id)).timeZone
      : 'UTC'
    const parsed = read(command.text, timeZone)
    if (!parsed.ok) return { ok: false, refusal: { reason: 'not-understood', ...parsed.refusal } }
    return carryOut(parsed.command, command, reference)
  }
}
