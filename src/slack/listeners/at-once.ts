import type { Answer, Outcome } from '../../domain/answer.ts'
import { type Installation, isFor } from '../../domain/membership.ts'
import { within } from '../../timing/within.ts'
import type { Directory, Now } from '../../use-cases/ports.ts'
import type { MayUse } from '../../use-cases/rights/may-use.ts'
import type { showHelp } from '../../use-cases/show/show-help.ts'
import type { Parsed } from '../command/command.ts'
import { parseCommand } from '../command/parse-command.ts'
import type { TypedCommand } from './sharelink-command.ts'

export interface AtOnceDeps {
  workspace: (team: string, enterprise?: string | null) => Promise<Installation>
  /** People as they were a moment ago, as for `mayUse` and `showHelp` here. */
  directory: Pick<Directory, 'person'>
  mayUse: MayUse
  showHelp: ReturnType<typeof showHelp>
  portalOrigin: string
  newReference: () => string
  now: Now
}

/** How long an ack waits for Slack to say who typed a command, of the 3 s that it has. */
const WHO_WITHIN_MS = 500

/** Commands with an answer that is known as soon as they are read. */
const isInstant = (parsed: Parsed): boolean =>
  !parsed.ok || parsed.command.verb === 'help' || parsed.command.verb === 'unknown'

/**
 * What can be answered in the ack itself, with no further request and without Redis: the help, and what is wrong with
 * what was typed (docs/slack.md, Answers in the ack). Null: this command takes the usual way. Never throws, and
 * writes no line in the log: nothing happened.
 */
export const answerAtOnce = (deps: AtOnceDeps): ((typed: TypedCommand) => Promise<Answer | null>) => {
  const { portalOrigin, now } = deps
  const read = (text: string, timeZone: string) => parseCommand(text, { portalOrigin, now: now(), timeZone })

  const outcomeOf = async (parsed: Parsed, { team, userId }: TypedCommand): Promise<Outcome | null> => {
    if (!parsed.ok) return { ok: false, refusal: { reason: 'not-understood', ...parsed.refusal } }
    const { command } = parsed
    if (command.verb === 'help') return deps.showHelp(team, userId)
    if (command.verb !== 'unknown') return null
    return { ok: true, answer: { kind: 'unknown-command', typed: command.typed, guess: command.guess } }
  }

  /** Null also for those who may not use the app: that refusal stands in the record. */
  const find = async (typed: TypedCommand): Promise<Outcome | null> => {
    const { team, userId, text } = typed
    const parsed = read(text, 'UTC')
    if (!isInstant(parsed) || !isFor(await deps.workspace(team, typed.enterprise), typed)) return null
    if ((await deps.mayUse(typed)) !== null) return null
    // A time is meant in the time zone of the person who types it.
    const meant = parsed.ok ? parsed : read(text, (await deps.directory.person(team, userId)).timeZone)
    return outcomeOf(meant, typed)
  }

  return async (typed) => {
    const outcome = (await within(WHO_WITHIN_MS, find(typed)).catch(() => null))?.found ?? null
    if (outcome === null) return null
    if (outcome.ok) return outcome.answer
    return { kind: 'refused', refusal: outcome.refusal, reference: deps.newReference() }
  }
}
