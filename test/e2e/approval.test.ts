import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { describe, inject, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import type { Person } from '../../sandbox/slack/types.ts'
import { jobPrefix } from '../../src/jobs/queues.ts'
import * as action from '../../src/slack/views/actions.ts'
import { APPROVAL_FORM, JUSTIFICATION } from '../../src/slack/views/approval-form.ts'
import { createStore } from '../../src/store/store.ts'
import { allThatIsStored } from '../support/all-that-is-stored.ts'
import { aFile, FIELD, modal, openForm, pickDate } from '../support/form.ts'
import { addressOf } from '../support/message.ts'
import type { AtEnd } from '../support/program.ts'
import { setStage } from '../support/stage.ts'

const DAY = 86_400_000
const WHY = 'Auditors <!channel> need it *now* until <https://evil.example|Friday>'

/** With rules, and admins who can be asked in #general. */
const open = async (atEnd: AtEnd, more: Record<string, string> = {}) => {
  const stage = await setStage(
    {
      MAX_EXPIRY: '7d',
      REQUIRE_PASSWORD: 'true',
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      ADMIN_CHANNEL: 'C0GENERAL1',
      ...more,
    },
    {},
    atEnd,
  )
  const { slack, namespace } = stage
  const redis = new Redis({ path: inject('redisSocket') })
  atEnd(async () => redis.disconnect())
  await stage.startBot()
  const button = <M extends { blocks?: SlackMessage['blocks'] }>(where: readonly M[], what: string) =>
    where.find(({ blocks }) => JSON.stringify(blocks ?? []).includes(`"action_id":"${what}"`))
  /** The message to the admins, while it has buttons. */
  const question = () => slack.waitFor((s) => button(s.history('#general'), action.APPROVE))
  const offered = (who: string) => slack.waitFor((s) => button(s.ephemerals(who), action.ASK_APPROVAL))
  const answer = async (who: string) => {
    const form = await slack.waitFor((s) =>
      s.view(who)?.callback_id === APPROVAL_FORM ? s.view(who) : undefined,
    )
    await slack.person(who).submit(form, { [JUSTIFICATION]: WHY })
  }
  const ask = async (who: string, terms: string, place = '#design') => {
    await slack.person(who).command(`/sharelink ${FILES.report} ${terms}`, { in: place })
    await slack.person(who).click(await offered(who), { action_id: action.ASK_APPROVAL })
    await answer(who)
  }
  return {
    ...stage,
    redis,
    question,
    offered,
    answer,
    ask,
    told: (who: string, text: string) =>
      slack.waitFor((s) =>
        [...s.ephemerals(who), ...s.history(s.dm(who))].find((one) => one.text.includes(text)),
      ),
    decided: (text: string) =>
      slack.waitFor((s) => s.history('#general').find((one) => one.text.includes(text))),
    lines: async () =>
      (await createStore(redis, namespace).record.read(slack.teamId, null, 100)).map(
        ({ kind, actor, result }) => [kind, actor, result ?? ''],
      ),
  }
}

const decide = (by: Person, on: Parameters<Person['click']>[0], what: string, copies = 1) =>
  by.click(on, { action_id: what }, { copies })

describe('beyond the rules', () => {
  test('a link is made as an admin approves it, and remembers that', async ({ expect, onTestFinished }) => {
    const { slack, portal, redis, namespace, ask, question, told, decided, lines, ...stage } =
      await open(onTestFinished)
    const [alice, carol] = [slack.user('alice').id, slack.user('carol').id]
    await ask('alice', 'for 30d password "open sesame 7" max 3')
    await modal(slack, 'alice', 'were asked')
    const asked = await question()
    const words = slack.render(asked)
    expect(words).toContain('@alice asks to share Q3')
    expect(words).toContain('in #design beyond this rule:')
    expect(words).toContain('at most 7 days from now. (MAX_EXPIRY)')
    expect(words).toContain(WHY)
    expect(asked.text).not.toContain('<!channel>')
    expect(asked.text).not.toContain('<https:')
    expect(portal.links(FILES.report)).toEqual([])
    const kept = await allThatIsStored(redis, namespace)
    expect(kept.filter((one) => /sesame|Auditors/.test(one))).toEqual([])

    await decide(slack.person('carol'), asked, action.APPROVE, 2)
    // There is a guest in the channel: that is asked as ever.
    expect(slack.render(await decided('approved this'))).not.toContain('[Approve]')
    expect(portal.links(FILES.report)).toEqual([])
    await slack.person('alice').click(await told('alice', 'where guests read along'), { label: 'Share' })
    const posted = await slack.waitFor((s) => s.history('#design').find((one) => addressOf(one)))
    expect((await told('alice', 'Approved by')).text).toContain(`<@${carol}>`)
    const [link] = portal.links(FILES.report)
    expect(Math.abs(Date.parse(link?.expirationDate ?? '') - Date.now() - 30 * DAY)).toBeLessThan(120_000)
    expect(await lines()).toEqual([
      ['refused', alice, 'share: policy MAX_EXPIRY'],
      ['asked', alice, 'MAX_EXPIRY'],
      ['approved', carol, `for ${alice}: MAX_EXPIRY`],
      ['made', alice, ''],
    ])
    await slack.person('alice').click(posted, { label: 'Details' })
    expect(slack.render(await modal(slack, 'alice', 'Approved by'), 'alice')).toContain('beyond this rule')

    // A late click changes nothing, nor does the button of the refusal.
    await slack.person('doris').click(asked, { action_id: action.DISAPPROVE }, { stale: true })
    await told('doris', 'already approved')
    await slack.person('alice').click(await stage.offered('alice'), { action_id: action.ASK_APPROVAL })
    await stage.answer('alice')
    await modal(slack, 'alice', /already answered/)
    expect(portal.links(FILES.report)).toHaveLength(1)
  })

  test('T8: nobody approves their own request, nor who is no admin', async ({ expect, onTestFinished }) => {
    const { slack, portal, ask, question, told, lines } = await open(onTestFinished)
    await ask('carol', 'for 30d', '#general')
    const asked = await question()
    for (const what of [action.APPROVE, action.DISAPPROVE]) {
      await decide(slack.person('carol'), asked, what)
      await told('carol', 'your own request')
      await decide(slack.person('bob'), asked, what)
      await told('bob', 'Only admins can decide')
    }
    await slack
      .person('doris')
      .click(
        asked,
        { action_id: action.APPROVE },
        { patch: { actions: [{ action_id: action.APPROVE, value: 'ABC234' }] } },
      )
    await told('doris', 'already answered this')
    expect(portal.links(FILES.report)).toEqual([])
    expect((await lines()).map(([kind]) => kind)).not.toContain('approved')
    // Two rules stand against it. Of two admins at once one decides.
    await decide(slack.person('doris'), asked, action.APPROVE)
    await expect.poll(() => portal.links(FILES.report).length).toBe(1)
  })

  test('the form offers it over what was typed, and a refusal is told', async ({
    expect,
    onTestFinished,
  }) => {
    const { slack, portal, answer, question, told, decided, lines } = await open(onTestFinished)
    const bob = slack.person('bob')
    const form = await pickDate(slack, 'bob', await openForm(slack, 'bob', '#random'))
    const at = Math.floor((Date.now() + 30 * DAY) / 1_000)
    await bob.submit(form, {
      ...aFile(FILES.report),
      [FIELD.limit]: '4',
      [FIELD.moment]: at,
      [FIELD.password]: 'open sesame 7',
    })
    const refused = await modal(slack, 'bob', 'Ask for approval')
    expect(slack.render(refused, 'bob')).toContain('at most 7 days')
    await bob.click(refused, { action_id: action.ASK_APPROVAL })
    await answer('bob')
    const asking = await modal(slack, 'bob', 'were asked')
    await bob.close(asking)
    expect(slack.view('bob')).toBeUndefined()
    const asked = await question()
    expect(slack.render(asked)).toContain('4 downloads')
    await decide(slack.person('carol'), asked, action.DISAPPROVE)
    expect(slack.render(await decided('refused this'))).not.toContain('[Approve]')
    // Its form was left open meanwhile, or it comes directly.
    await told('bob', "didn't approve")
    expect(portal.links(FILES.report)).toEqual([])
    expect((await lines()).map(([kind]) => kind)).toEqual(['refused', 'asked', 'disapproved'])
  })

  test('T29: what a hand writes into Redis approves nothing', async ({ expect, onTestFinished }) => {
    const { slack, portal, namespace, redis, ask, question, logged } = await open(onTestFinished)
    await ask('alice', 'for 30d password abcdefgh')
    await question()
    const [key = ''] = await redis.keys(`${namespace}:*:approval:*`)
    await redis.hset(key, {
      decision: JSON.stringify({ how: 'approved', by: 'U0CAROL003', at: Date.now(), reference: 'X' }),
      grant: JSON.stringify({ of: '', approved: { by: 'U0CAROL003', rules: [{ rule: 'MAX_EXPIRY' }] } }),
    })
    const queue = new Queue('make', {
      connection: { path: inject('redisSocket') },
      prefix: jobPrefix(namespace, 'make'),
    })
    onTestFinished(() => queue.close())
    await queue.add('make-share', {
      team: slack.teamId,
      shareId: key.split(':').at(-1),
      linkId: '11111111-1111-4111-8111-111111111111',
      fileId: FILES.report,
      creator: { id: slack.user('alice').id, name: 'alice' },
      channel: { id: slack.channel('#general').id, name: 'general' },
      here: true,
      terms: { expiresAt: Date.now() + 30 * DAY, limit: 3, viewOnly: false, note: null },
      approved: { by: 'U0CAROL003', rules: [{ rule: 'MAX_EXPIRY' }] },
      unasked: [],
      sealedPassword: null,
      replyTo: null,
      reference: 'HAND2345',
      notBefore: null,
    })
    await expect
      .poll(() => logged.some((line) => line.includes('"refused":"policy"') && line.includes('HAND2345')))
      .toBe(true)
    expect(portal.links(FILES.report)).toEqual([])
  })

  test('without a channel of admins nothing is offered', async ({ expect, onTestFinished }) => {
    const { slack, told } = await open(onTestFinished, { ADMIN_CHANNEL: '' })
    await slack
      .person('alice')
      .command(`/sharelink ${FILES.report} for 30d password abcdefgh`, { in: '#design' })
    const refused = await told('alice', 'at most 7 days')
    expect(refused.text).toContain('Your Sharelink admin sets this rule (MAX_EXPIRY)')
    expect(JSON.stringify(refused.blocks)).not.toContain(action.ASK_APPROVAL)
  })
})
