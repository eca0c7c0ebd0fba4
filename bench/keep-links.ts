import { fingerprintOf } from '../src/domain/fingerprint.ts'
import type { ShareLink } from '../src/domain/share.ts'
import { createStore } from '../src/store/store.ts'
import { aShare, HOUR } from '../test/support/builders.ts'
import type { openBench } from './stage.ts'

const CHANNELS = 40
const A_FILE = 6
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const idOf = (index: number): string =>
  [0, 1, 2, 3, 4, 5].map((place) => LETTERS[Math.floor(index / 31 ** place) % 31]).join('')
const channelOf = (index: number): string => `C0BENCH${100 + (index % CHANNELS)}`

type Bench = Awaited<ReturnType<typeof openBench>>

/**
 * Live links, six a file, each with its message in one of 40 channels, as if they had been made an hour ago. `more`: what is
 * special about each share.
 */
export const keepLinks = async (
  { portal, slack, connection, namespace }: Bench,
  count: number,
  more: (index: number) => Partial<ShareLink> & Pick<ShareLink, 'terms'>,
) => {
  const { shares } = createStore(connection, namespace)
  const general = slack.channel('#general')
  const install = slack.state.teams.find((team) => team.install)?.install
  slack.change((state) => {
    for (let index = 0; index < CHANNELS; index += 1)
      state.channels.push({ ...structuredClone(general), id: channelOf(index), name: `bench-${index}` })
  })
  const files = Array.from({ length: Math.ceil(count / A_FILE) }, (_, n) =>
    portal.addFile({ title: `File ${n}.docx` }),
  )
  const kept: ShareLink[] = []
  for (let index = 0; index < count; index += 1) {
    const message = { channel: channelOf(index), ts: `1700000000.${String(index).padStart(6, '0')}` }
    const own = more(index)
    const made = aShare({
      team: slack.teamId,
      id: idOf(index),
      linkId: `be4c4000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      file: { id: files[Math.floor(index / A_FILE)]?.id ?? '', title: 'File.docx' },
      creator: { id: slack.user('alice').id, name: 'alice' },
      channel: { id: message.channel, name: 'bench' },
      message,
      createdAt: Date.now() - HOUR,
      bornAt: Date.now() - HOUR,
      ...own,
    })
    const share = { ...made, notified: { ...made.notified, fingerprint: fingerprintOf(made) } }
    portal.addLink(share.file.id, {
      id: share.linkId,
      expirationDate: new Date(share.terms.expiresAt).toISOString(),
    })
    await shares.create(share)
    kept.push(share)
  }
  slack.change((state) => {
    for (const { message } of kept) {
      state.messages.push({
        channel: message?.channel ?? '',
        ts: message?.ts ?? '',
        user: install?.userId ?? '',
        bot_id: install?.botId ?? '',
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
  // They were made long ago: no reading of the trail goes back to that.
  portal.state.events = portal.state.events.filter(({ actionId }) => actionId !== 5091)
  const links = new Set(kept.map(({ linkId }) => linkId))
  return {
    kept,
    files,
    /** How many are still there. */
    left: () => portal.state.links.reduce((sum, { id }) => sum + (links.has(id) ? 1 : 0), 0),
  }
}
