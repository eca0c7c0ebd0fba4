import { KEYS } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import { GATE_ENV } from '../support/exact-share.ts'
import { fetchBytes, gateVisitors } from '../support/gate-visitor.ts'
import { addressOf, END_TOLD, shareIdOf } from '../support/message.ts'
import { download } from '../support/visitors.ts'
import type { Outside } from './calls.ts'
import { beginSlowly, LONG_FILE, type SlowReader } from './slow-reader.ts'

/** What happens to one share. While `acts` and whatever follows from it the processes may die. */
export interface Story {
  name: string
  env?: Record<string, string>
  /** How large its file is; a small one where it is left out. */
  bytes?: number
  /** It concerns all links that there are, so its world has no other story. */
  isAlone?: true
  /** Each step that it writes to Redis is a place to die at too. */
  isTriedInRedis?: true
  /** Until the share is as the story finds it. Nobody dies meanwhile. */
  before?: (outside: Outside) => Promise<void>
  acts: (outside: Outside) => Promise<void>
  /** Whether all has come of it that is to come. */
  isOver: (outside: Outside) => boolean
  /** How often the file was taken, so that events must have been counted. */
  downloads: number
}

type Ack = { status: number; problems: readonly unknown[] }

/** Tries again where the process died, as people do, until it says that it was done. */
const untilDone = async (attempt: () => Promise<boolean>): Promise<void> => {
  while (!(await attempt().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 100))
}

/** What a person does, again where Slack shows that it has failed: nobody was there to ack it. */
const until = (act: () => Promise<Ack>): Promise<void> => untilDone(async () => (await act()).status === 200)

const command = ({ slack, person }: Outside, text: string): Promise<void> =>
  until(() => slack.person(person).command(`/sharelink ${text}`, { in: '#general' }))

/** Whether the person was told so privately. */
const isTold = ({ slack, person }: Outside, word: string): boolean =>
  slack.ephemerals(person).some(({ text }) => text.startsWith(word))

/** All messages about the file that its channel shows, without replies. */
export const messagesOf = ({ slack, title }: Outside): SlackMessage[] =>
  slack.history('#general').filter(({ text, broadcast }) => broadcast !== true && text.includes(title))

/** The replies below them. */
export const repliesOf = (outside: Outside): SlackMessage[] =>
  messagesOf(outside).flatMap(({ channel, ts }) => outside.slack.thread({ channel, ts }))

/** The message of the live link. */
const live = (outside: Outside): SlackMessage | undefined =>
  messagesOf(outside).findLast((message) => addressOf(message) !== undefined)

const shared =
  (terms: string) =>
  async (outside: Outside): Promise<void> => {
    await command(outside, `${outside.file} ${terms}`)
    await outside.slack.waitFor(() => live(outside) && isTold(outside, 'Shared'))
    await outside.slack.idle()
  }

/** That it is made: where it was posted, or that it could not be. */
export const isToldOfMaking = ({ slack, person }: Outside): boolean =>
  slack.ephemerals(person).some(({ text }) => /^(Shared|The link to .+ is ready)/.test(text))

const links = ({ portal, file }: Outside) => portal.links(file)
const linkOf = (outside: Outside): string => links(outside)[0]?.id ?? ''

const take = async (outside: Outside, browser: string): Promise<void> => {
  const address = addressOf(live(outside) ?? ({ ts: '', text: '' } as SlackMessage)) ?? ''
  const { status } = await download(address, browser)
  if (status !== 200) throw new Error(`the link should work, and answers ${status}`)
}

/** The same of an exact link, whose message shows no address. */
const sharedExactly =
  (terms: string) =>
  async (outside: Outside): Promise<void> => {
    await command(outside, `${outside.file} exact ${terms}`)
    await outside.slack.waitFor(() => messagesOf(outside).length > 0 && isTold(outside, 'Shared'))
    await outside.slack.idle()
  }

/** The gate where it listens now, and visitors of the link's page. */
const atGate = async (outside: Outside) => {
  const [message] = messagesOf(outside)
  const ref = { team: outside.slack.teamId, id: shareIdOf(message as SlackMessage) }
  const port = await outside.port()
  return { origin: `http://127.0.0.1:${port}`, visitors: gateVisitors(ref, port) }
}

/** Somebody outside takes the file at the gate, and comes again where nobody answers, until they have it. */
const takeAtGate = async (outside: Outside, browser: string): Promise<void> => {
  await untilDone(async () => {
    const { status, address } = await (await atGate(outside)).visitors.press(browser)
    return status === 410 || (address !== null && (await fetchBytes(address)).status === 200)
  })
}

/** The download that runs in a story. */
const streams = new WeakMap<Outside, SlowReader>()

const shows = (outside: Outside, words: string): boolean => live(outside)?.text.includes(words) === true

/** The link is gone, no message shows an address, and the end was told. */
const hasEnded = (outside: Outside): boolean =>
  links(outside).length === 0 && live(outside) === undefined && endsTold(outside).length > 0

/** Where people were told that it has ended: replies in channel and thread, and messages to the creator. */
export const endsTold = (outside: Outside): SlackMessage[] => {
  const { slack, person } = outside
  return [...repliesOf(outside), ...slack.history(slack.dm(person).id)].filter(({ text }) =>
    END_TOLD.test(text),
  )
}

const usedUp = async (outside: Outside): Promise<void> => {
  await shared('max 1')(outside)
  await take(outside, 'Firefox')
  await outside.slack.waitFor(() => hasEnded(outside))
  await outside.slack.idle()
}

export const STORIES: readonly Story[] = [
  {
    name: 'a link is made',
    isTriedInRedis: true,
    acts: (outside) => command(outside, `${outside.file} max 3`),
    isOver: (outside) => links(outside).length > 0 && isToldOfMaking(outside),
    downloads: 0,
  },
  {
    name: 'a download is counted, and the last one warned of',
    before: shared('max 2'),
    acts: (outside) => take(outside, 'Firefox'),
    isOver: (outside) => shows(outside, '1 of 2 downloads'),
    downloads: 1,
  },
  {
    name: 'a limit is reached and overrun',
    isTriedInRedis: true,
    before: shared('max 1'),
    acts: async (outside) => {
      await take(outside, 'Firefox one')
      // The second one may come too late already, as it should.
      const message = live(outside)
      if (message !== undefined) await download(addressOf(message) ?? '', 'Chrome two')
    },
    isOver: hasEnded,
    downloads: 1,
  },
  {
    name: 'an exact link is taken at the gate, and nobody gets more',
    isTriedInRedis: true,
    env: { ...GATE_ENV, CLAIM_WINDOW: '10s' },
    before: sharedExactly('max 1'),
    acts: async (outside) => {
      await takeAtGate(outside, 'first-browser-22-chars')
      await takeAtGate(outside, 'other-browser-22-chars')
    },
    isOver: hasEnded,
    downloads: 1,
  },
  {
    name: 'an exact link is revoked while it streams',
    env: { ...GATE_ENV, CLAIM_WINDOW: '10s' },
    bytes: LONG_FILE,
    before: async (outside) => {
      await sharedExactly('max 2')(outside)
      const { visitors } = await atGate(outside)
      streams.set(outside, await beginSlowly(await visitors.claim()))
    },
    acts: async (outside) => {
      const [message] = messagesOf(outside)
      if (message !== undefined)
        await until(() => outside.slack.person(outside.person).click(message, 'Revoke'))
      // Who comes again to go on is turned away.
      const path = streams.get(outside)?.path ?? ''
      await untilDone(async () => {
        const { origin } = await atGate(outside)
        return [404, 410].includes((await fetchBytes(origin + path, {}, 1)).status)
      })
    },
    isOver: (outside) => hasEnded(outside) && streams.get(outside)?.isCut() === true,
    downloads: 1,
  },
  {
    name: 'its time is over',
    isTriedInRedis: true,
    before: shared('for 12s'),
    acts: async () => {},
    isOver: hasEnded,
    downloads: 0,
  },
  {
    name: 'a person revokes it',
    isTriedInRedis: true,
    before: shared('max 3'),
    acts: async (outside) => {
      const message = live(outside)
      if (message !== undefined)
        await until(() => outside.slack.person(outside.person).click(message, 'Revoke'))
    },
    isOver: hasEnded,
    downloads: 0,
  },
  {
    name: 'a live link is extended',
    isTriedInRedis: true,
    before: shared('max 1'),
    acts: async (outside) => command(outside, `extend ${shareIdOf(live(outside) as SlackMessage)} max 5`),
    isOver: (outside) => shows(outside, '0 of 5 downloads') && isTold(outside, 'Extended'),
    downloads: 0,
  },
  {
    name: 'a link that was used up comes back',
    before: async (outside) => {
      await usedUp(outside)
    },
    acts: async (outside) => {
      const [message] = messagesOf(outside)
      await command(outside, `extend ${shareIdOf(message as SlackMessage)} max 5`)
    },
    isOver: (outside) =>
      links(outside).length === 1 && shows(outside, '1 of 5 downloads') && isTold(outside, 'Extended'),
    downloads: 1,
  },
  {
    name: 'its end is removed in the portal, and put back',
    before: shared('max 3'),
    acts: async (outside) => {
      outside.portal.editLink(outside.file, linkOf(outside), { expirationDate: null })
    },
    isOver: (outside) => typeof links(outside)[0]?.expirationDate === 'string',
    downloads: 0,
  },
  {
    name: 'it is deleted in the portal',
    before: shared('max 3'),
    acts: async (outside) => outside.portal.deleteLink(outside.file, linkOf(outside)),
    isOver: hasEnded,
    downloads: 0,
  },
  {
    name: 'it is suspended while downloads cannot be seen, and resumes',
    isAlone: true,
    env: { ON_BLIND: 'revoke', DOCSPACE_AUDIT_API_KEY: KEYS.adminReadOnly },
    before: shared('max 3'),
    acts: async (outside) => {
      outside.portal.revokeKey(KEYS.adminReadOnly)
      await outside.slack.waitFor(() => links(outside).length === 0)
      outside.portal.restoreKey(KEYS.adminReadOnly)
    },
    isOver: (outside) =>
      links(outside).length === 1 && live(outside) !== undefined && !shows(outside, 'Suspended'),
    downloads: 0,
  },
]
