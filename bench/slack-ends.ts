// 1,000 links that end in the same second, and 200 messages with another count, at a Slack that keeps to its rate limits: what it
// refuses, and what is rewritten and told by when. Everything on this machine: npm run bench:slack
import { setTimeout as wait } from 'node:timers/promises'
import { fingerprintOf } from '../src/domain/fingerprint.ts'
import type { ShareLink } from '../src/domain/share.ts'
import { createStore } from '../src/store/store.ts'
import { aShare } from '../test/support/builders.ts'
import { openBench } from './stage.ts'

const ENDS = 1_000
const COUNTS = 200
const CHANNELS = 40
const LOOKS_AT_S = [10, 60, 200]
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const bench = await openBench({ slack: { strictRate: true } })
const { slack, connection, namespace } = bench
const { shares } = createStore(connection, namespace)

const idOf = (index: number): string =>
  [0, 1, 2, 3, 4, 5].map((place) => LETTERS[Math.floor(index / 31 ** place) % 31]).join('')
const channelOf = (index: number): string => `C0BENCH${100 + (index % CHANNELS)}`
const general = slack.channel('#general')
const endsAt = Date.now() + 20_000

/** A live share with its message in a channel, as if it had been made an hour ago. */
const keep = async (index: number, more: Partial<ShareLink>): Promise<ShareLink> => {
  const message = { channel: channelOf(index), ts: `1700000000.${String(index).padStart(6, '0')}` }
  const made = aShare({ team: slack.teamId, id: idOf(index), linkId: crypto.randomUUID(), message })
  const share = { ...made, notified: { ...made.notified, fingerprint: fingerprintOf(made) }, ...more }
  await shares.create(share)
  return share
}
const ending: ShareLink[] = []
const counted: ShareLink[] = []
for (let index = 0; index < ENDS; index += 1) {
  const { terms } = aShare()
  const at = { ...aShare(), terms: { ...terms, expiresAt: endsAt } }
  const notified = { ...at.notified, fingerprint: fingerprintOf(at) }
  ending.push(await keep(index, { terms: at.terms, notified }))
}
for (let index = ENDS; index < ENDS + COUNTS; index += 1) {
  const terms = { ...aShare().terms, limit: 9, expiresAt: Date.now() + 3_600_000 }
  const notified = { ...aShare().notified, downloads: 1, fingerprint: fingerprintOf(aShare()) }
  counted.push(await keep(index, { downloads: 1, terms, notified }))
}
slack.change((state) => {
  for (let index = 0; index < CHANNELS; index += 1)
    state.channels.push({ ...structuredClone(general), id: channelOf(index), name: `bench-${index}` })
  for (const { message } of [...ending, ...counted]) {
    if (message === null) continue
    state.messages.push({
      ...message,
      user: state.teams.find(({ install }) => install)?.install?.userId ?? '',
      bot_id: state.teams.find(({ install }) => install)?.install?.botId ?? '',
      team: slack.teamId,
      text: 'live',
      broadcast: false,
      tombstone: false,
      args: {},
      revisions: [],
      source: 'chat.postMessage',
    })
  }
})
const bot = await bench.startBot()

const calls = (method: string) => slack.requests(method)
const shows = (share: ShareLink, words: string): boolean =>
  share.message !== null &&
  slack.message(share.message.channel, share.message.ts)?.text.includes(words) === true

try {
  await wait(endsAt - Date.now())
  for (const seconds of LOOKS_AT_S) {
    await wait(endsAt + seconds * 1_000 - Date.now())
    const turned = ending.filter((share) => shows(share, 'ended') || shows(share, 'Ending')).length
    const told = calls('chat.postMessage').filter(
      ({ status, args }) => status === 200 && args.thread_ts,
    ).length
    const refused = (method: string) => calls(method).filter(({ status }) => status === 429).length
    console.log(
      `${seconds} s: ${turned} of ${ENDS} messages without their address, ${told} posts, ` +
        `${counted.filter((share) => shows(share, '1 of 9') && !shows(share, 'ended')).length} of ${COUNTS} counts; refused: ` +
        `chat.update ${refused('chat.update')}, chat.postMessage ${refused('chat.postMessage')}`,
    )
  }
  const states = await Promise.all(ending.map((share) => shares.get(share)))
  console.log(`links ended: ${states.filter((share) => share?.state === 'revoked').length}`)
} finally {
  await bot.close()
  await bench.close()
}
process.exit(0)
