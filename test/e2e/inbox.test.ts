import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { StartOptions } from '../../sandbox/slack/types.ts'
import { answersTo } from '../support/answers.ts'
import { aFile, openForm } from '../support/form.ts'
import { startForwarder } from '../support/forwarder.ts'
import { addressOf } from '../support/message.ts'
import { outside } from '../support/outside.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { startRedis } from '../support/redis-of-own.ts'

type World = Awaited<ReturnType<typeof outside>>

/** A link that alice has, and its id. */
const share = async ({ slack }: World, file: string) => {
  const known = new Set(slack.history('#general').map(({ ts }) => ts))
  const told = answersTo(slack, 'alice').length
  await slack.person('alice').command(`/sharelink ${file} max 3`, { in: '#general' })
  await slack.waitFor(() => answersTo(slack, 'alice')[told])
  const posted = await slack.waitFor((s) =>
    s.history('#general').find((m) => addressOf(m) && !known.has(m.ts)),
  )
  const id = /\bID ([A-Z0-9]{6})/.exec(slack.render(posted))?.[1] ?? ''
  return { posted, id }
}

const told = ({ slack }: World, who: string) => answersTo(slack, who).map(({ text }) => text)

/** Slack says of nobody who they are, so that nothing is carried out. */
const nobodyIsKnown = ({ slack }: World) =>
  slack.fail({ method: 'users.info', hold: true, drop: true, times: 'always' })

test.each<[string, StartOptions]>([
  ['HTTP', {}],
  ['Socket Mode', { socketMode: {} }],
])('R11: what was acked by %s is carried out once and answered after a kill', async (_how, slackOptions) => {
  const world = await outside(slackOptions)
  const { portal, slack, start } = world
  const redis = await startRedis(['--appendonly', 'yes', '--appendfsync', 'always'])
  const env = { REDIS_URL: redis.url, ENCRYPTION_KEY: randomBytes(32).toString('base64') }
  const first = await start(env)
  await first.says('sharelink is up')
  const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => slack.person(name))
  const [kept, ended] = [await share(world, FILES.report), await share(world, FILES.pdf)]
  const endBefore = portal.links(FILES.report)[0]?.expirationDate
  const form = await openForm(slack, 'bob', '#general')
  await slack.idle()

  const held = nobodyIsKnown(world)
  const acks = [
    await alice?.command(`/sharelink ${FILES.xlsx} password "open sesame 7"`, { in: '#general' }),
    await alice?.command(`/sharelink extend ${kept.id} for 2d`, { in: '#general' }),
    await carol?.click(ended.posted, 'Revoke'),
    await carol?.command('/sharelink list all', { in: '#general' }),
    await bob?.submit(form, aFile(FILES.report)),
  ]
  expect(acks.map((ack) => [ack?.status, ack?.late, ack?.problems])).toEqual(acks.map(() => [200, false, []]))
  // Secrets of those who asked are not to be read in the store.
  const acts = await redis.client.keys('*{inbox}:act:*')
  expect(acts).toHaveLength(5)
  for (const act of acts)
    expect(JSON.stringify(await redis.client.hgetall(act))).not.toMatch(/sesame|http|slack/i)
  first.process.kill('SIGKILL')
  await first.ended
  held.clear()

  await start(env)
  await slack.waitFor(() => told(world, 'alice').some((text) => text.startsWith('Extended')))
  await slack.waitFor(() => told(world, 'alice').filter((text) => text.startsWith('Shared')).length === 3)
  await slack.waitFor(() => told(world, 'carol').length === 2)
  // The modal is open still, for all that the person sees.
  await slack.waitFor((s) => JSON.stringify(s.view('bob')).includes('Link to send on'))
  await slack.waitFor((s) => s.history('#general').find((m) => m.broadcast))
  await slack.idle()
  expect(portal.links(FILES.xlsx).map(({ password }) => password)).toEqual(['open sesame 7'])
  expect(portal.links(FILES.pdf)).toEqual([])
  expect(portal.links(FILES.report)).toHaveLength(2)
  const [endAfter] = portal.links(FILES.report).filter(({ title }) => title.includes(kept.id))
  expect(Date.parse(String(endAfter?.expirationDate)) - Date.parse(String(endBefore))).toBe(2 * 86_400_000)
  expect([...told(world, 'alice'), ...told(world, 'carol')].join()).not.toMatch(/[Nn]othing was/)
  await expect.poll(() => redis.client.keys('*{inbox}:act:*')).toEqual([])
})

test('R11: another process carries out what one that died had acked', async () => {
  const world = await outside()
  const { portal, slack, start, env } = world
  const redis = await startRedis()
  const shared = { ...env, REDIS_URL: redis.url }
  await startProgram(await workFolder(), { ...shared, ROLE: 'worker' }).port
  const dies = await start({ REDIS_URL: redis.url, ROLE: 'web' })
  const held = nobodyIsKnown(world)
  for (const file of [FILES.report, FILES.pdf, FILES.xlsx]) {
    await slack.person('alice').command(`/sharelink ${file}`, { in: '#general' })
  }
  const lives = startProgram(await workFolder(), { ...shared, ROLE: 'web' })
  await lives.port
  dies.process.kill('SIGKILL')
  await dies.ended
  held.clear()
  await slack.waitFor(() => told(world, 'alice').length === 3)
  await slack.idle()
  expect(told(world, 'alice').map((text) => text.split(' ')[0])).toEqual(['Shared', 'Shared', 'Shared'])
  expect(slack.history('#general').filter((m) => addressOf(m))).toHaveLength(3)
  expect([FILES.report, FILES.pdf, FILES.xlsx].map((file) => portal.links(file).length)).toEqual([1, 1, 1])
})

/** What reaches Slack goes through a place that can hold back the answers of Redis; what makes links does not. */
const behindForwarder = async () => {
  const world = await outside()
  const redis = await startRedis()
  const address = await startForwarder(redis.port)
  await startProgram(await workFolder(), { ...world.env, REDIS_URL: redis.url, ROLE: 'worker' }).port
  const web = await world.start({ REDIS_URL: `redis://127.0.0.1:${address.port}`, ROLE: 'web' })
  return { world, redis, address, web }
}

test.each([
  ['of taking it in', '{inbox}:seen', 'interaction done'],
  ['of queuing its work', 'make-share', 'an interaction waits for the store'],
])(
  'R11: where Redis holds the answer %s for longer than it is waited for, the share is made and nobody hears otherwise',
  async (_what, word, until) => {
    const { world, address, web } = await behindForwarder()
    const { portal, slack } = world
    address.hold(word)
    const ack = await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
    expect(ack).toMatchObject({ status: 200, late: false })
    if (word === 'make-share') {
      // It is there while the process that asked for it does not know that.
      await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
      await web.says(until)
    }
    address.letGo()
    await web.says('interaction done')
    await slack.waitFor(() => told(world, 'alice').some((text) => text.startsWith('Shared')))
    await slack.idle()
    expect(told(world, 'alice')).toEqual([expect.stringMatching(/^Shared/)])
    expect(slack.history('#general')).toHaveLength(1)
    expect(portal.links(FILES.report)).toHaveLength(1)
  },
)

test('R11: while Redis does not answer, the person hears that it is not known yet, and the outcome when it is', async () => {
  const { world, address, web } = await behindForwarder()
  const { portal, slack } = world
  address.hold('{inbox}:seen')
  const ack = await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  expect(ack).toMatchObject({ status: 200, late: false })
  await web.says('interaction not known')
  const said = await slack.waitFor(() => told(world, 'alice')[0])
  expect(said).toMatch(/can't tell yet whether this worked[\s\S]*Reference: /)
  address.letGo()
  // It may take the place of what was said before.
  await slack.waitFor(() => told(world, 'alice').some((text) => text.startsWith('Shared')))
  await slack.idle()
  expect(told(world, 'alice').join()).not.toMatch(/[Nn]othing was/)
  expect(slack.history('#general')).toHaveLength(1)
  expect(portal.links(FILES.report)).toHaveLength(1)
})

test('R11: while there is no Redis it is said at once that nothing was changed, and that stays true', async () => {
  const world = await outside()
  const { portal, slack, start } = world
  const redis = await startRedis()
  const program = await start({ REDIS_URL: redis.url })
  await redis.kill()
  // What is written while the end of its connection is not seen yet may have been done, for all that the bot knows.
  await program.says('redis trouble')
  const alice = slack.person('alice')
  const ack = await alice.command(`/sharelink ${FILES.report}`, { in: '#general' })
  expect(ack).toMatchObject({ status: 200, late: false })
  await slack.waitFor(() => told(world, 'alice')[0])
  expect(told(world, 'alice')[0]).toContain('nothing was changed.')
  await redis.restart()
  await expect
    .poll(async () => {
      await alice.command('/sharelink list', { in: '#general' })
      return told(world, 'alice').at(-1)
    })
    .toMatch(/no live links/)
  await slack.idle()
  expect([portal.links(FILES.report), slack.history('#general')]).toEqual([[], []])
})
