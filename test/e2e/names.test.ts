import { Redis } from 'ioredis'
import { expect, inject, test } from 'vitest'
import type { Block } from '../../sandbox/slack/model.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'

const HOSTILE = '<!channel> & <https://evil.example|x>*_~``` .docx'
/** In the text of a message, which is mrkdwn: nothing in it is read as such. */
const IN_TEXT = '&lt;!channel&gt; &amp; &lt;https：//evil.example|x&gt;＊＿～｀｀｀ .docx'

/** Every text of every block, with whether Slack would look for markup in it. */
const texts = (blocks: readonly Block[]): { text: string; markup: boolean }[] => {
  const found: { text: string; markup: boolean }[] = []
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, text } = value as { type?: string; text?: unknown }
    if (typeof text === 'string') found.push({ text, markup: type === 'mrkdwn' })
    Object.values(value).forEach(walk)
  }
  walk(blocks)
  return found
}

test('a file whose name is made to break out stays that name everywhere', async () => {
  const { portal, slack, startBot } = await setStage()
  const file = portal.addFile({ title: HOSTILE })
  await startBot()
  const alice = slack.person('alice')
  await alice.command(`/sharelink ${file.id} max 1 note *bold* <!here> & @channel`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  await alice.command('/sharelink list', { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Your live links')))
  await alice.click(posted, { label: 'Revoke' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.idle()

  // As a notification has it: names of people, dates, and nothing of the file's name that would format.
  const notified = slack.notification(posted, 'bob')
  expect(notified).toContain('<!channel> & <https：//evil.example|x>＊＿～｀｀｀ .docx')
  expect(notified).toMatch(/^@alice shared [\s\S]*Expires .*\d:\d\d [AP]M/)
  expect(notified).not.toMatch(/<@|<!date|&lt;/)
  const shown = [...slack.history('#general'), ...slack.ephemerals('alice')]
  const revisions = shown.flatMap((message) => message.revisions)
  expect(revisions.length).toBeGreaterThanOrEqual(6)
  for (const { text, blocks = [] } of revisions) {
    const all = texts(blocks)
    const [row, ...others] = all.filter((t) => t.markup).map((t) => t.text)
    // A row of a list is mrkdwn, since only that has a menu beside it.
    if (row === undefined) expect(all.map((t) => t.text).join('\n')).toContain(HOSTILE)
    else expect(row).toContain(`|${IN_TEXT.replace('|', '｜')}>*\n`)
    expect(others).toEqual([])
    expect(text).toContain(IN_TEXT)
    expect(text).not.toMatch(/<!(channel|here)>|<https:\/\/evil/)
  }
  expect(slack.render(posted)).toContain('*bold* <!here> & @channel')
})

test('A22: a title without end is kept and shown as long as the portal allows, with its extension', async () => {
  const { portal, slack, startBot, namespace } = await setStage()
  const file = portal.addFile({ title: `${'t'.repeat(3_000_000)}.docx` })
  await startBot()
  await slack.person('alice').command(`/sharelink ${file.id} max 1`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  expect(posted.text.length).toBeLessThan(1_000)
  const redis = new Redis({ path: inject('redisSocket') })
  try {
    const keys = await redis.keys(`*${namespace}*`)
    const sizes = await Promise.all(keys.map((key) => redis.memory('USAGE', key)))
    expect(keys.some((key) => key.includes(':share:'))).toBe(true)
    expect(Math.max(...sizes.map(Number))).toBeLessThan(100_000)
  } finally {
    redis.disconnect()
  }
})
