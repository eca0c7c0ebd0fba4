import type { SlashCommand } from '@slack/bolt'
import type { Outcome } from '../../domain/answer.ts'
import type { LinkScope } from '../../domain/link-scope.ts'
import type { ReplyTo } from '../../domain/reply-to.ts'
import type { Act } from '../../use-cases/act.ts'
import type { askRevokeAll } from '../../use-cases/admin/revoke-all.ts'
import type { askCanary } from '../../use-cases/canary/ask-canary.ts'
import type { extendShare } from '../../use-cases/extend/extend-share.ts'
import type { ConnectActs } from '../../use-cases/identity/connect-acts.ts'
import type { Ahead } from '../../use-cases/make/look-ahead.ts'
import type { requestShare } from '../../use-cases/make/request-share.ts'
import type { Directory, Now } from '../../use-cases/ports.ts'
import type { exportRecord } from '../../use-cases/record/export-record.ts'
import type { forgetPerson } from '../../use-cases/record/forget-person.ts'
import type { listShares } from '../../use-cases/show/list-shares.ts'
import type { showHelp } from '../../use-cases/show/show-help.ts'
import type { showShare } from '../../use-cases/show/show-share.ts'
import type { Command, RequestedScope } from '../command/command.ts'
import { isRevoke, parseCommand } from '../command/parse-command.ts'
import { asJustified } from '../forms/form.ts'
import { FORM_TITLES } from '../views/titles.ts'
import type { Interaction } from './interaction.ts'
import type { OpenForm } from './shortcuts.ts'

/** A command that was typed. */
export interface TypedCommand extends Interaction {
  kind: 'command'
  text: string
  channel: string
  channelName: string
  replyTo: ReplyTo
}

/** Alone, `/sharelink` opens the form. */
export const readCommand = (command: SlashCommand): TypedCommand => {
  const { text, trigger_id: trigger } = command
  return {
    kind: 'command',
    what: command.command,
    team: command.team_id,
    enterprise: command.enterprise_id ?? null,
    userId: command.user_id,
    userTeam: null,
    ends: isRevoke(text),
    key: trigger,
    replyTo: { kind: 'url', url: command.response_url },
    channel: command.channel_id,
    channelName: command.channel_name,
    modal: text.trim() === '' ? { trigger, title: FORM_TITLES.share, instead: '/sharelink' } : null,
    text,
  }
}

export interface CommandDeps {
  directory: Directory
  portalOrigin: string
  now: Now
  requestShare: ReturnType<typeof requestShare>
  listShares: ReturnType<typeof listShares>
  revokeShare: (ref: { team: string; id: string }, userId: string) => Promise<Outcome>
  askRevokeAll: ReturnType<typeof askRevokeAll>
  showShare: ReturnType<typeof showShare>
  extendShare: ReturnType<typeof extendShare>
  askCanary: ReturnType<typeof askCanary>
  exportRecord: ReturnType<typeof exportRecord>
  forgetPerson: ReturnType<typeof forgetPerson>
  showHelp: ReturnType<typeof showHelp>
  openForm: OpenForm
  /** Null: one key acts for all. */
  connecting: ConnectActs | null
}

const NO_ACCOUNTS: Outcome = { ok: false, refusal: { reason: 'no-accounts' } }

/** What `/sharelink …` does; the answer is sent by the caller. */
export const sharelinkCommand = (deps: CommandDeps) => {
  const read = (text: string, timeZone: string) =>
    parseCommand(text, { portalOrigin: deps.portalOrigin, now: deps.now(), timeZone })

  /** Null: there is no channel of that name. */
  const scopeOf = async (team: string, asked: RequestedScope): Promise<LinkScope | null> => {
    if (asked.kind !== 'in') return asked
    const { id, name } = asked.channel
    const channel = id ?? (await deps.directory.channelNamed(team, name ?? ''))?.id
    return channel === undefined ? null : { kind: 'in', channel }
  }

  const askToRevoke = async (team: string, userId: string, asked: RequestedScope): Promise<Outcome> => {
    const scope = await scopeOf(team, asked)
    if (scope !== null) return deps.askRevokeAll({ team, userId, scope })
    const name = asked.kind === 'in' ? (asked.channel.name ?? '') : ''
    return { ok: false, refusal: { reason: 'unknown-channel', name, to: 'revoke' } }
  }

  const carryOut = async (
    parsed: Command,
    typed: TypedCommand,
    act: Act,
    ahead: Ahead | null,
  ): Promise<Outcome> => {
    const { team, userId, channel, replyTo } = typed
    switch (parsed.verb) {
      case 'share': {
        const person = await (ahead?.directory ?? deps.directory).person(team, userId)
        const at = { id: channel, name: typed.channelName }
        const { fileId, terms } = parsed
        const asked = { team, person, at, fileId, terms, replyTo, ...act, ...asJustified(typed) }
        return deps.requestShare(asked, ahead)
      }
      case 'list':
        return deps.listShares(team, parsed.scope, { userId, channel })
      case 'revoke':
        return deps.revokeShare({ team, id: parsed.id }, userId)
      case 'revoke-all':
        return askToRevoke(team, userId, parsed.scope)
      case 'canary':
        return deps.askCanary({
          team,
          userId,
          fileId: parsed.fileId,
          replyTo,
          reference: act.reference,
        })
      case 'forget':
        return deps.forgetPerson.ask({ team, userId }, parsed.userId)
      case 'audit':
        return deps.exportRecord({ team, userId, reference: act.reference }, parsed.days)
      case 'help':
        return deps.showHelp(team, userId)
      case 'connect':
        return deps.connecting?.begin({ team, userId }) ?? NO_ACCOUNTS
      case 'disconnect':
        return deps.connecting?.disconnect({ team, userId }, act.reference) ?? NO_ACCOUNTS
      case 'unknown':
        return { ok: true, answer: { kind: 'unknown-command', typed: parsed.typed, guess: parsed.guess } }
      case 'form':
        return deps.openForm({ team, userId }, { channel, fileId: null })
      case 'info':
        return deps.showShare.info({ team, id: parsed.id }, { userId, channel })
      case 'why':
        return deps.showShare.why({ team, id: parsed.id }, { userId, channel })
      case 'extend':
        return deps.extendShare({
          ref: { team, id: parsed.id },
          userId,
          terms: parsed.terms,
          replyTo,
          reference: act.reference,
        })
    }
  }

  return async (typed: TypedCommand, act: Act, ahead: Ahead | null): Promise<Outcome> => {
    // A time is meant in the time zone of the person who types it. Only then Slack has to be asked first.
    const timeZone = /until/i.test(typed.text)
      ? (await (ahead?.directory ?? deps.directory).person(typed.team, typed.userId)).timeZone
      : 'UTC'
    const parsed = read(typed.text, timeZone)
    if (!parsed.ok) return { ok: false, refusal: { reason: 'not-understood', ...parsed.refusal } }
    return carryOut(parsed.command, typed, act, ahead)
  }
}
