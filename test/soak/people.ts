import { USERS } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { shareBlock } from '../../src/slack/views/share-message.ts'
import { addressOf, buttonNames, shareIdOf } from '../support/message.ts'
import { download } from '../support/visitors.ts'
import { chance, type Dice, oneOf, within } from './dice.ts'
import type { World } from './world.ts'

/** Who shares where: nobody is asked about guests or other companies there. */
export const PLACES: readonly [channel: string, people: readonly string[]][] = [
  ['#general', ['alice', 'bob', 'carol', 'doris']],
  ['#random', ['alice', 'bob', 'carol', 'doris']],
  ['#board', ['alice', 'carol']],
]
export const PEOPLE = ['alice', 'bob', 'carol', 'doris'] as const

/** What the app's own account does it may take for its own doing (docs/recovery.md, After a restore). */
const BY_HAND = USERS.admin

const BROWSERS = ['Chrome', 'Edge', 'Firefox', 'Opera', 'Safari'] as const

const terms = (dice: Dice): string =>
  oneOf(dice, [
    `max ${within(dice, 1, 4)}`,
    `for ${within(dice, 5, 60)}s`,
    `max ${within(dice, 1, 3)} for ${within(dice, 10, 90)}s`,
  ])

/** What people, visitors and the portal's own users do. Each gives what was done, or null: there was nothing to do it with. */
export const createPeople = ({ portal, slack, files }: Pick<World, 'portal' | 'slack' | 'files'>) => {
  let visits = 0

  const idIn = ({ text }: SlackMessage): string => /\bID ([0-9A-Z]{6})/.exec(text)?.[1] ?? ''

  /** Messages of shares, with the address and buttons that they show now. */
  const messages = (): SlackMessage[] =>
    slack.state.messages.filter(
      (message) =>
        message.thread_ts === undefined &&
        message.blocks?.some((block) => block.block_id === shareBlock(idIn(message))) === true,
    )
  const pick = (dice: Dice, fits: (message: SlackMessage) => boolean): SlackMessage | null => {
    const all = messages().filter(fits)
    // The newest ones are of the greatest interest.
    const some = chance(dice, 0.7) ? all.slice(-12) : all
    return some.length === 0 ? null : oneOf(dice, some)
  }
  const isLive = (message: SlackMessage) => addressOf(message) !== undefined
  const isOurs = ({ holder }: { holder: { id: string } }) => files.includes(holder.id)
  const pickLink = (dice: Dice) => {
    const all = portal.links().filter(isOurs)
    return all.length === 0 ? null : oneOf(dice, all)
  }
  const someone = (dice: Dice, channel: string): string => {
    const at = slack.channel(channel)
    const place = PLACES.find(([name]) => slack.channel(name).id === at.id)
    return oneOf(dice, place?.[1] ?? PEOPLE)
  }
  const command = async (who: string, channel: string, text: string): Promise<string> => {
    const { status } = await slack.person(who).command(`/sharelink ${text}`, { in: channel })
    return `${who}: ${text} -> ${status}`
  }

  return {
    share: (dice: Dice) => {
      const [channel, people] = oneOf(dice, PLACES)
      return command(oneOf(dice, people), channel, `${oneOf(dice, files)} ${terms(dice)}`)
    },

    extend: async (dice: Dice) => {
      const message = pick(dice, () => true)
      if (message === null) return null
      const text = `extend ${shareIdOf(message)} ${terms(dice)}`
      return command(someone(dice, message.channel), message.channel, text)
    },

    revoke: async (dice: Dice) => {
      const message = pick(dice, isLive)
      if (message === null) return null
      const who = someone(dice, message.channel)
      if (chance(dice, 0.5)) return command(who, message.channel, `revoke ${shareIdOf(message)}`)
      const { status } = await slack.person(who).click(message, 'Revoke', { stale: true })
      return `${who} clicks Revoke of ${shareIdOf(message)} -> ${status}`
    },

    look: async (dice: Dice) => {
      const message = pick(dice, (one) => buttonNames(one).includes('Details'))
      if (message === null) return null
      const who = someone(dice, message.channel)
      if (chance(dice, 0.4)) return `${who}: Home -> ${(await slack.person(who).openHome()).status}`
      if (chance(dice, 0.5)) return command(who, message.channel, 'list')
      return `${who}: Details -> ${(await slack.person(who).click(message, 'Details')).status}`
    },

    /** Somebody with an address that the message shows now, or showed at some time. */
    visit: async (dice: Dice) => {
      const message = pick(dice, chance(dice, 0.9) ? isLive : () => true)
      if (message === null) return null
      const shown = message.revisions.flatMap(
        ({ text, blocks }) => addressOf({ ...message, text, ...(blocks && { blocks }) }) ?? [],
      )
      const address = addressOf(message) ?? shown.at(-1)
      if (address === undefined) return null
      visits += 1
      const { status } = await download(address, `${oneOf(dice, BROWSERS)} ${visits}`)
      return `a visitor takes ${shareIdOf(message)} -> ${status}`
    },

    edit: async (dice: Dice) => {
      const link = pickLink(dice)
      if (link === null) return null
      const change = oneOf(dice, [
        { expirationDate: null },
        { expirationDate: new Date(Date.now() + within(dice, 60, 600) * 1_000).toISOString() },
        { title: 'Renamed' },
        { password: 'by-hand' },
      ])
      portal.editLink(link.holder.id, link.id, change, BY_HAND)
      return `the portal: ${link.id} ${JSON.stringify(change)}`
    },

    remove: async (dice: Dice) => {
      const link = pickLink(dice)
      if (link === null) return null
      portal.deleteLink(link.holder.id, link.id, BY_HAND)
      return `the portal: ${link.id} is deleted`
    },

    /** From now on what happens is seen that much later. */
    trail: async (dice: Dice) => {
      const max = oneOf(dice, [0, 0, 1_000, 3_000])
      portal.configure({ auditDelayMs: { min: 0, max } })
      return `the trail is up to ${max} ms late`
    },
  }
}
