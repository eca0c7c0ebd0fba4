import { expect, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { CLOUD_RATE_LIMITS } from '../../sandbox/portal/state.ts'
import { FIELD, openForm } from '../support/form.ts'
import { addressOf } from '../support/message.ts'
import { setStage } from '../support/stage.ts'
import { download } from '../support/visitors.ts'

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
/** A portal with the limits of the cloud and many rooms, and a link that its next download uses up. */
const stageFlood = async () => {
  const stage = await setStage()
  const { portal, slack, startBot } = stage
  portal.configure({ rateLimits: CLOUD_RATE_LIMITS })
  for (let n = 0; n < 30; n += 1) portal.addRoom({ title: `Room ${n}` })
  await startBot()
  await slack.person('carol').command(`/sharelink ${FILES.report} max 1`, { in: '#random' })
  const posted = await slack.waitFor((s) => s.history('#random').find((m) => addressOf(m)))
  const refused = () => portal.requests().filter(({ status }) => status === 429)
  const searches = () => portal.requests().filter(({ query }) => 'filterValue' in query)
  return { ...stage, posted, refused, searches }
}

test.each([
  [26, 'one person', ['alice']],
  [8, 'three people at once', ['alice', 'bob', 'carol']],
] as const)(
  'A1: %d times 26 searches of %s leave the portal its room: a used-up link ends meanwhile',
  async (rounds, _who, names) => {
    const people = names.length
    const { portal, slack, posted, refused, searches } = await stageFlood()
    const forms = await Promise.all(names.map((name) => openForm(slack, name, '#general')))
    const search = (letters: string, index: number) => {
      const [name = '', form] = [names[index % people], forms[index % people]]
      if (form === undefined) throw new Error('no form')
      return slack.person(name).suggest(form, { block_id: FIELD.file }, letters)
    }
    // As fast as this computer can, and not all at once: the stand-ins share its processor with the app.
    const flood = async () => {
      const answers: Awaited<ReturnType<typeof search>>[] = []
      for (const first of LETTERS.slice(0, rounds)) {
        answers.push(...(await Promise.all(LETTERS.map((second, index) => search(first + second, index)))))
      }
      return answers
    }
    const flooding = flood()
    await portal.waitForRequest({ path: '/api/2.0/files/rooms' })
    expect((await download(addressOf(posted) ?? '', 'Firefox one')).status).toBe(200)
    const ended = slack.waitFor((s) => s.message('#random', posted.ts)?.text.includes('limit reached'))

    const answers = (await flooding).filter(({ late }) => !late)
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    // Only what was searched for everywhere may be without a word.
    const unsaid = answers.filter(({ options }) => !options.some(({ value }) => value === 'no file'))
    expect(unsaid.length).toBeLessThanOrEqual(20 * people)
    expect(JSON.stringify(answers.map(({ options }) => options))).toMatch(/That was a lot of searches/)
    await ended
    expect(portal.links(FILES.report)).toEqual([])
    expect(refused()).toEqual([])
    // Twenty searches a person, and no more calls than everything else leaves.
    expect(new Set(searches().map(({ query }) => query.filterValue)).size).toBeLessThanOrEqual(20 * people)
    expect(searches().length).toBeLessThanOrEqual(600)
  },
)

test('A1: a link ends, and a search is quiet, while something else uses up the portal’s calls', async () => {
  const { portal, slack, posted, refused, searches } = await stageFlood()
  const form = await openForm(slack, 'alice', '#general')
  const spend = async (): Promise<number> => {
    const calls = Array.from({ length: 40 }, () =>
      fetch(`${portal.url}/api/2.0/people/@self`, {
        headers: { authorization: `Bearer ${portal.adminKey}` },
      }),
    )
    return (await Promise.all(calls)).filter(({ status }) => status === 429).length
  }
  portal.configure({ rateLimits: { ...CLOUD_RATE_LIMITS, perMinute: portal.requests().length + 30 } })
  while ((await spend()) === 0);
  expect((await download(addressOf(posted) ?? '', 'Firefox one')).status).toBe(200)
  await expect
    .poll(() => refused().some(({ key, path }) => key !== null && path.includes('audit')))
    .toBe(true)

  const asked = searches().length
  const { options } = await slack.person('alice').suggest(form, { block_id: FIELD.file }, 'q3')
  expect(options).toMatchObject([{ value: 'no file' }])
  expect(JSON.stringify(options)).toContain('DocSpace is busy right now')
  expect(searches().length).toBe(asked)

  // As when the oldest calls leave the minute: there is room for a few.
  portal.configure({ rateLimits: CLOUD_RATE_LIMITS })
  await slack.waitFor((s) => s.message('#random', posted.ts)?.text.includes('limit reached'))
  expect(portal.links(FILES.report)).toEqual([])
})
