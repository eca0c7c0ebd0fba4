import type { WebClient } from '@slack/web-api'
import { isAbsence, isNobody, SlackError } from '../domain/slack-error.ts'
import { within } from '../timing/within.ts'
import type { Directory, Log, Now } from '../use-cases/ports.ts'
import { asking } from './client.ts'
import { createGuestList, isGuest } from './guest-list.ts'
import { membersOf } from './members.ts'

/** Up to so many people are asked about one by one: cheaper than the list of all, which Slack seldom gives (tier 2). */
const FEW = 8
/** Somebody waits for a link, and has been told nothing yet. */
const PATIENCE_MS = 10_000

/** Slack's words for a question that it never answers. What an operator can mend is not known until then. */
const NEVER = new Set(['method_deprecated', 'method_not_supported_for_channel_type'])

/** No such method at all, for no channel and nobody; a gateway in front of Slack says so by a status. */
const NO_METHOD = new Set(['unknown_method', 'http_404', 'http_405', 'http_501'])

/** Pause before a method is asked for again that was not there. */
const NO_METHOD_MS = 10 * 60_000

const has = (codes: ReadonlySet<string>, error: unknown): boolean =>
  error instanceof SlackError && codes.has(error.code)

const isNever = (error: unknown): boolean => has(NEVER, error) || has(NO_METHOD, error)

/** How many guests are in a channel, besides whoever asks; `warm` has the guests of the workspace known beforehand. */
export const createGuests = (
  client: WebClient,
  now: Now,
  log: Log,
  patienceMs = PATIENCE_MS,
): { guestsIn: Directory['guestsIn']; warm: () => Promise<void> } => {
  const list = createGuestList(client, now)

  const isOne = async (userId: string): Promise<boolean> => {
    try {
      return isGuest((await asking(() => client.users.info({ user: userId }))).user ?? {})
    } catch (error) {
      // Not one of the workspace, so no guest of it.
      if (error instanceof SlackError && isNobody(error)) return false
      throw error
    }
  }

  const count = async (channel: string, asker: string): Promise<number | null> => {
    const others: string[] = []
    let isWhole = false
    for await (const { ids, isLast } of membersOf(client, channel)) {
      others.push(...ids.filter((id) => id !== asker))
      isWhole = isLast
    }
    if (isWhole && !list.isKnown() && others.length <= FEW) {
      return (await Promise.all(others.map(isOne))).filter(Boolean).length
    }
    // A number that may be too low is none.
    if (!isWhole) return null
    const { ids, complete } = await list.read()
    return complete ? others.filter((id) => ids.has(id)).length : null
  }

  let goneUntil = 0
  let isSaid = false
  /** To be asked at every share would be of no use to anybody: the operator is told, once. */
  const sayNever = (error: unknown): void => {
    if (has(NO_METHOD, error)) goneUntil = now() + NO_METHOD_MS
    if (!isSaid)
      log.warn({ err: error }, 'Slack never tells who is a guest: nobody is asked because of guests')
    isSaid = true
  }

  return {
    guestsIn: async (_team, channel, asker) => {
      if (now() < goneUntil) return 0
      const counting = count(channel, asker).catch((error: unknown) => {
        if (!(error instanceof SlackError)) throw error
        if (isNever(error)) sayNever(error)
        // Nothing can be posted where the bot is not.
        return isNever(error) || isAbsence(error) ? 0 : null
      })
      return (await within(patienceMs, counting))?.found ?? null
    },
    warm: async () => {
      try {
        await list.read()
      } catch (error) {
        if (isNever(error)) sayNever(error)
        else log.warn({ err: error }, 'the guests of the workspace could not be read beforehand')
      }
    },
  }
}
