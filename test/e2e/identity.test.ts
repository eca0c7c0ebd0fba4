import { test } from 'vitest'
import { FILES, KEYS, USERS } from '../../sandbox/portal/seed-ids.ts'
import { FIELD } from '../../src/slack/views/share-form-fields.ts'
import { identityStage } from '../support/connecting.ts'

test.concurrent('a member connects, and shares what their own account may', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, portal, aBrowser, startIn, lastStep, logged } = await identityStage({ onTestFinished })
  // What they ask for is kept until they are connected.
  await slack.person('alice').command(`/sharelink ${FILES.memberFile} max 3`, { in: '#general' })
  const first = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.text.includes('Connect your DocSpace account first')),
  )
  await slack.person('alice').click(first, 'Connect DocSpace')
  const start = await slack.waitFor((s) => startIn(s.ephemerals('alice')))
  const browser = aBrowser(USERS.member)
  const page = await browser.toPage(start)
  expect(page.status).toBe(200)
  expect(page.text).toMatch(/Are both of these you\?[\s\S]*alice[\s\S]*Mark Member/i)
  expect((await browser.agree(page.secret)).text).toContain('One step left, in Slack')
  const step = await lastStep('alice')
  expect(step.text).toContain('Mark Member')
  expect(portal.requests({ path: '/api/2.0/files/*' }).filter(({ key }) => key?.startsWith('OAuth'))).toEqual(
    [],
  )
  await slack.person('alice').click(step, 'Yes, connect')
  const done = await slack.waitFor((s) =>
    s.history(s.dm('alice')).find((m) => m.text.includes('Connected to DocSpace as Mark Member')),
  )
  await slack.person('alice').click(done, 'Try again')
  await slack.waitFor((s) => s.history('#general').find((m) => m.text.includes('Draft of Mark.docx')))
  expect(portal.links(FILES.memberFile)).toHaveLength(1)
  const writes = portal.requests({ method: 'PUT', path: '/api/2.0/files/*' })
  expect(writes.map(({ key }) => key)).toEqual(['OAuth of Mark Member'])

  // T12: the owner's key could share it, Mark's account cannot, and its name is told nowhere.
  const seen = slack.ephemerals('alice').length
  await slack.person('alice').command(`/sharelink ${FILES.report}`, { in: '#general' })
  const refused = await slack.waitFor((s) =>
    s
      .ephemerals('alice')
      .slice(seen)
      .find((e) => e.text.includes('in DocSpace')),
  )
  expect(refused.text).toContain(`You can't share file ${FILES.report} in DocSpace.`)
  expect(JSON.stringify(slack.ephemerals('alice'))).not.toContain('Q3.docx')
  expect(portal.links(FILES.report)).toEqual([])
  await slack.person('alice').shortcut('share_file')
  const form = await slack.waitFor((s) => s.view('alice'))
  const offered = async (letters: string) =>
    JSON.stringify((await slack.person('alice').suggest(form, { block_id: FIELD.file }, letters)).options)
  expect(await offered('draft')).toContain('Draft of Mark.docx')
  expect(await offered('Q3')).not.toContain('Q3.docx')

  // Who disconnects is known no more, here or there; the link ends with the key, or without anybody's rights.
  await slack.person('alice').command('/sharelink disconnect', { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Disconnected from DocSpace')))
  expect(portal.state.oauthGrants).toEqual([])
  const secrets = [KEYS.owner, 'the-secret-of-the-client', start.split('/').at(-1) ?? '']
  for (const secret of secrets) expect(logged.join('\n')).not.toContain(secret)
})

test.concurrent('a link ends with the token of its creator, which the key could not end', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, portal, connect } = await identityStage({ onTestFinished })
  await connect('alice', USERS.member)
  await slack.person('alice').command(`/sharelink ${FILES.memberFile} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) =>
    s.history('#general').find((m) => m.text.includes('Draft of Mark.docx')),
  )
  portal.clearRequests()
  await slack.person('alice').click(posted, 'Revoke')
  await expect.poll(() => portal.links(FILES.memberFile), { timeout: 20_000 }).toEqual([])
  expect(portal.requests({ method: 'PUT' }).map(({ key }) => key)).toEqual(['OAuth of Mark Member'])
  expect(portal.requests({ path: '/oauth2/token' })).toEqual([])
})

test.concurrent('a link that nobody has the right to end any more is told to admins, once', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, portal, connect } = await identityStage({ onTestFinished }, { ADMIN_USERS: 'U0CAROL003' })
  await connect('alice', USERS.member)
  await slack.person('alice').command(`/sharelink ${FILES.memberFile} max 3`, { in: '#general' })
  const posted = await slack.waitFor((s) =>
    s.history('#general').find((m) => m.text.includes('Draft of Mark.docx')),
  )
  await slack.person('alice').command('/sharelink disconnect', { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Disconnected from DocSpace')))
  await slack.person('alice').click(posted, 'Revoke')
  await slack.waitFor((s) =>
    s.history(s.dm('carol')).find((m) => m.text.includes("isn't allowed to end the link to")),
  )
  // It goes on trying: the owner of the key gets the right, and it ends.
  portal.state.files[FILES.memberFile]?.writers.push(USERS.owner)
  await expect.poll(() => portal.links(FILES.memberFile), { timeout: 60_000 }).toEqual([])
  expect(slack.history(slack.dm('carol'))).toHaveLength(1)
})

test.concurrent('T34: state and code work once, in the browser that began, and for our portal', async ({
  expect,
  onTestFinished,
}) => {
  const { portal, aBrowser, startOf } = await identityStage({ onTestFinished })
  const start = await startOf('alice')
  const mine = aBrowser(USERS.member)
  const authorize = (await mine.visit(start)).location
  const asked = new URL(authorize).searchParams
  expect(asked.get('scope')).toBe('files:write rooms:read accounts.self:read')
  expect(asked.get('code_challenge_method')).toBe('S256')

  // Another browser: somebody else's, to which the answer was passed on.
  const back = await mine.consent(authorize)
  expect((await aBrowser(USERS.admin).visit(back)).status).toBe(403)
  // It has used up the state.
  expect((await mine.visit(back)).status).toBe(400)

  // Replay: of a state with another code, of a code with another state.
  const again = await mine.toPage(start)
  expect(again.status).toBe(200)
  expect((await mine.visit(again.back)).status).toBe(400)
  const third = (await mine.visit(start)).location
  const [state, code] = [
    new URL(third).searchParams.get('state') ?? '',
    new URL(again.back).searchParams.get('code') ?? '',
  ]
  const mixed = new URL(again.back)
  mixed.search = new URLSearchParams({ code, state }).toString()
  expect((await mine.visit(mixed.href)).status).toBe(403)

  // Another server's answer.
  portal.configure({ oauthIssuer: 'https://other.example' })
  expect((await mine.toPage(start)).status).toBe(403)
  portal.configure({ oauthIssuer: null })

  // A token that our portal does not know, as of another one where the same client is registered.
  portal.fault({
    path: '/oauth2/token',
    action: {
      kind: 'answer',
      body: { access_token: 'x.y.z', refresh_token: 'r', token_type: 'Bearer', expires_in: 3600 },
    },
  })
  const foreign = await mine.toPage(start)
  expect(foreign.status).toBe(403)
  expect(foreign.text).toContain("isn't one of your company's DocSpace")
})

test.concurrent('T34: nobody gets an account by having its owner open their address', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, portal, aBrowser, startOf, lastStep } = await identityStage({ onTestFinished })
  const victim = aBrowser(USERS.admin)
  const page = await victim.toPage(await startOf('bob'))
  // They see whose Slack it is, and nothing waits in Slack before they have said yes.
  expect(page.text).toMatch(/bob[\s\S]*Adam Admin/i)
  await slack.idle()
  expect(slack.history(slack.dm('bob'))).toEqual([])
  // Who sent it cannot say yes in their place.
  expect((await aBrowser(USERS.member).agree(page.secret)).status).toBe(403)
  expect((await victim.agree(page.secret, 'no')).text).toContain('Nothing was connected')
  expect(portal.state.oauthGrants).toEqual([])
  expect((await victim.agree(page.secret)).status).toBe(400)

  // Nor does anybody but the member finish what the member began.
  const own = aBrowser(USERS.member)
  await own.agree((await own.toPage(await startOf('alice'))).secret)
  const step = await lastStep('alice')
  const { value } =
    step.blocks
      ?.flatMap((b) => (b as { elements?: { value?: string }[] }).elements ?? [])
      .find((e) => e.value) ?? {}
  expect(value).toBeTruthy()
  slack.change(({ messages }) => {
    const forged = { ...structuredClone(step), channel: slack.dm('bob').id, ts: '1.000001' }
    messages.push(forged)
  })
  const forged = slack
    .history(slack.dm('bob'))
    .find((m) => JSON.stringify(m.blocks).includes('finish_connect'))
  if (forged === undefined) throw new Error('no forged step')
  await slack.person('bob').click(forged, 'Yes, connect')
  await slack.waitFor(
    (s) =>
      JSON.stringify(s.history(s.dm('bob'))).includes('for somebody else') ||
      s.ephemerals('bob').find((e) => e.text.includes('for somebody else')),
  )
  await slack.person('alice').click(step, 'Yes, connect')
  await slack.waitFor((s) =>
    s.history(s.dm('alice')).find((m) => m.text.includes('Connected to DocSpace as')),
  )
})

test.concurrent('T34: one account is one member; a second connect leaves it to the first, who stays connected', async ({
  expect,
  onTestFinished,
}) => {
  const { slack, portal, aBrowser, connect, startOf } = await identityStage({ onTestFinished })
  await connect('alice', USERS.member)
  const page = await aBrowser(USERS.member).toPage(await startOf('bob'))
  expect(page.status).toBe(409)
  expect(page.text).toContain('Already connected by somebody else')
  // The portal has ended Alice's tokens when Bob began; she has the new ones.
  await slack.person('alice').command(`/sharelink ${FILES.memberFile}`, { in: '#general' })
  await slack.waitFor((s) => s.history('#general').find((m) => m.text.includes('Draft of Mark.docx')))
  expect(portal.requests({ method: 'PUT' }).map(({ key }) => key)).toEqual(['OAuth of Mark Member'])
  // Freed, it is anybody's.
  await slack.person('alice').command('/sharelink disconnect', { in: '#general' })
  await slack.waitFor((s) => s.ephemerals('alice').find((e) => e.text.includes('Disconnected from DocSpace')))
  await connect('bob', USERS.member)
})
