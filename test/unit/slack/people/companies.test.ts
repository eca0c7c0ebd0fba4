import { afterEach, expect, it } from 'vitest'
import { createCompanies } from '../../../../src/slack/people/companies.ts'
import { clientOptions, createSlackClient } from '../../../../src/slack/web-api/client.ts'
import { createSlackLogger } from '../../../../src/slack/web-api/logger.ts'
import { type SlackAnswer, type SlackServer, startSlackServer } from '../slack-server.ts'

const LOGGER = createSlackLogger({ info: () => {}, warn: () => {}, error: () => {} })

let server: SlackServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

const companies = async (...script: SlackAnswer[]) => {
  server = await startSlackServer(...script)
  const client = createSlackClient('xoxb-1', clientOptions(server.apiUrl, 5_000, LOGGER))
  return createCompanies({
    clientFor: () => client,
    workspace: async () => ({ team: 'T0OURS', enterprise: 'E0OURS' }),
    now: () => 0,
    log: { warn: () => {} },
  })
}
const channel = (over: object): SlackAnswer => ({ body: { ok: true, channel: { id: 'C0ACME', ...over } } })
const team = (name: string, id = 'T0ACME'): SlackAnswer => ({ body: { ok: true, team: { id, name } } })
const asked = () => (server?.calls ?? []).map(({ form }) => form.team ?? form.channel)

it('names the other companies of a channel, and asks for each name once', async () => {
  const named = await companies(
    channel({ connected_team_ids: ['T0ACME'], shared_team_ids: ['T0OURS', 'T0ACME'] }),
    team('Acme Ltd'),
    channel({ connected_team_ids: ['T0ACME'] }),
  )
  expect(await named.companiesIn('T0OURS', 'C0ACME')).toEqual(['Acme Ltd'])
  expect(await named.companiesIn('T0OURS', 'C0ACME')).toEqual(['Acme Ltd'])
  expect(asked()).toEqual(['C0ACME', 'T0ACME', 'C0ACME'])
})

it('names one by its workspace, and asks for its name once', async () => {
  const named = await companies(team('Acme Ltd'))
  expect([await named.companyOf('T0ACME', 'T0ACME'), await named.companyOf('T0ACME', 'T0ACME')]).toEqual([
    'Acme Ltd',
    'Acme Ltd',
  ])
  expect([await named.companyOf('T0ACME', ''), asked()]).toEqual(['', ['T0ACME']])
})

it('names one that has not joined yet, and none of our own organisation', async () => {
  const named = await companies(
    channel({
      pending_connected_team_ids: ['T0ACME'],
      shared_team_ids: ['T0OURS', 'E0OURS', 'T0BRANCH'],
      internal_team_ids: ['T0BRANCH'],
    }),
    team('Acme Ltd'),
  )
  expect(await named.companiesIn('T0OURS', 'C0ACME')).toEqual(['Acme Ltd'])
})

it.each<[string, SlackAnswer]>([
  ['without the scope', { body: { ok: false, error: 'missing_scope', needed: 'team:read' } }],
  ['where the answer is about another one', team('Ours', 'T0OURS')],
  ['while Slack is down', { status: 503, body: 'no' }],
])('names none %s', async (_, answer) => {
  const named = await companies(channel({ connected_team_ids: ['T0ACME'] }), answer)
  expect(await named.companiesIn('T0OURS', 'C0ACME')).toEqual([])
  expect(await named.companyOf('T0ACME', 'T0ACME')).toBe('')
})
