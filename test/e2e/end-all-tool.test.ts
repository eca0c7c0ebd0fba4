import { Redis } from 'ioredis'
import { type ExpectStatic, inject, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { createStore } from '../../src/store/store.ts'
import { addressOf, saysOver } from '../support/message.ts'
import type { AtEnd } from '../support/program.ts'
import { setStage } from '../support/stage.ts'
import { openTools } from '../support/tools.ts'

/** Three links of two people to two files, and the tool. */
const open = async (atEnd: AtEnd) => {
  const stage = await setStage({}, {}, atEnd)
  const { slack, portal } = stage
  const bot = await stage.startBot()
  for (const [who, file, where] of [
    ['alice', FILES.report, '#general'],
    ['bob', FILES.report, '#random'],
    ['bob', FILES.pdf, '#random'],
  ] as const) {
    const before = slack.history(where).length
    await slack.person(who).command(`/sharelink ${file}`, { in: where })
    await slack.waitFor((s) => addressOf(s.history(where)[before] ?? { text: '' }))
  }
  const left = () => [portal.links(FILES.report).length, portal.links(FILES.pdf).length]
  return { ...stage, bot, left, ...(await openTools(stage, atEnd)) }
}

const refusesWrong = async (expect: ExpectStatic, { run, left }: Awaited<ReturnType<typeof open>>) => {
  for (const [args, why] of [
    [['--of', 'nonsense'], /nonsense is no file: use its number/],
    [['--by', '@alice'], /@alice is no member ID/],
    [['--of', '4821', '--by', 'U0ALICE'], /Use one of --of, --by and --in/],
    [['--all'], /--all/],
  ] as const) {
    const { status, out, err } = await run('end-all', ...args, '--yes')
    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toMatch(why)
    expect(err).toContain('npm run end-all --')
  }
  expect(left()).toEqual([2, 1])
}

test.concurrent('npm run end-all ends the links of a file, and then all, beside a running app', async ({
  expect,
  onTestFinished,
}) => {
  const world = await open(onTestFinished)
  const { run, left, slack, namespace } = world
  await refusesWrong(expect, world)

  // Nobody can be asked.
  const unasked = await run('end-all')
  expect(unasked).toMatchObject({ status: 1, err: 'Nobody can answer here. Add --yes to end them.\n' })
  expect(left()).toEqual([2, 1])

  const ofOne = await run('end-all', '--of', FILES.pdf, '--yes')
  expect(ofOne).toMatchObject({ status: 0, err: '' })
  expect(ofOne.out).toMatch(/Done: 1 link is gone from DocSpace\.\n$/)
  expect(left()).toEqual([2, 0])

  const ofAll = await run('end-all', '--yes')
  expect(ofAll).toMatchObject({ status: 0, err: '' })
  expect(ofAll.out).toMatch(/Done: 2 links are gone from DocSpace\.\n$/)
  expect(left()).toEqual([0, 0])
  expect(await run('end-all', '--yes')).toEqual({ status: 0, out: 'There are no live links.\n', err: '' })

  await slack.waitFor((s) => s.history('#random').filter(saysOver).length === 2)
  const redis = new Redis({ path: inject('redisSocket') })
  onTestFinished(() => redis.disconnect())
  const { record } = createStore(redis, namespace)
  const lines = (await record.read(slack.teamId, null, 100)).filter(({ kind }) => kind !== 'made')
  expect(lines).toMatchObject(Array(3).fill({ kind: 'revoked', actor: 'operator' }))
})

test
  .skipIf(process.platform !== 'linux')
  .concurrent(
    'npm run end-all asks somebody at a terminal, and needs no app that runs',
    async ({ expect, onTestFinished }) => {
      const { bot, answer, left } = await open(onTestFinished)
      await bot.close()
      const QUESTION = 'End 3 live links for good? Type yes: '
      for (const typed of ['no\r', '\u0003', '\u0004']) {
        const { status, out } = await answer(typed, 'end-all')
        expect(out).toContain(QUESTION)
        expect(out).toMatch(/Nothing was ended\.\s+$/)
        expect(status).toBe(0)
      }
      expect(left()).toEqual([2, 1])
      const { status, out } = await answer('Yes\r', 'end-all', '--in', 'C0RANDOM07')
      expect(out).toMatch(/End 2 live links for good.*Done: 2 links are gone from DocSpace\.\s+$/s)
      expect(status).toBe(0)
      expect(left()).toEqual([1, 0])
    },
  )
