import type { WebClient } from '@slack/web-api'
import { isAbsence, isNobody, isNoMethod, SlackError } from '../../domain/slack-error.ts'
import { within } from '../../timing/within.ts'
import type { Directory, Log, Now } from '../../use-cases/ports.ts'
import { asking } from '../web-api/client.ts'
import { createGuestList, isGuest } from './guest-list.ts'
import { membersOf } from './members.ts'

/** Up to this many people are asked about one by one. That is cheaper than the list of all people (tier 2). */
const FEW = 8
/** How long this may take, since somebody waits for a link and has been told nothing yet. */
const PATIENCE_MS = 10_000

/** How many admins are asked the same directly. */
const MOST_ADMINS = 10

/** Errors of a question that Slack never answers here. Other refusals can be mended, so until then the answer is unknown. */
const NEVER = new Set(['method_deprecated', 'method_not_supported_for_channel_type'])

/** The pause before a missing method is tried again. */
const NO_METHOD_MS = 10 * 60_000

const isNever = (error: SlackError): boolean => NEVER.has(error.code) || isNoMethod(error)

/** `admins`: those of the workspace. Throws `SlackError`. */
interface Guests {
  guestsIn: Directory['guestsIn']
  admins: () => Promise<readonly string[]>
  warm: () => Promise<void>
}

/** How many guests are in a channel, apart from the person who asks. `warm` reads the workspace's guests beforehand. */
export const createGuests = (client: WebClient, now: Now, log: Log, patienceMs = PATIENCE_MS): Guests => {
  const list = createGuestList(client, now)

  const isOne = async (userId: string): Promise<boolean> => {
    try {
      return isGuest((await asking(() => client.users.info({ user: userId }))).user ?? {})
    } catch (error) {
      // Nobody of this workspace, so no guest of it.
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
    // The number may be too low, so it is not given.
    if (!isWhole) return null
    const { ids, complete } = await list.read()
    return complete ? others.filter((id) => ids.has(id)).length : null
  }

  let goneUntil = 0
  let isSaid = false
  /** Asking people at every share would not help. So the operator is told, once. */
  const sayNever = (error: SlackError): void => {
    if (isNoMethod(error)) goneUntil = now() + NO_METHOD_MS
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
    admins: async () => {
      const { admins } = await list.read()
      // Every workspace has an owner, so this was not all of it.
      if (admins.length === 0) throw new SlackError('failed', 'no_admin_listed')
      return admins.slice(0, MOST_ADMINS)
    },
    warm: async () => {
      try {
        await list.read()
      } catch (error) {
        if (error instanceof SlackError && isNever(error)) sayNever(error)
        else log.warn({ err: error }, 'the guests of the workspace could not be read beforehand')
      }
    },
  }
}
