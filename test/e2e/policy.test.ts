import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { addressOf } from '../support/message.ts'
import { startProgram, workFolder } from '../support/program.ts'
import { setStage } from '../support/stage.ts'

const RULES = `everywhere:
  max_expiry: 7d
  who:
    groups: [S0SHARERS]
channels:
  C0OTHER:
    view_only: true
presets:
  client: { for: 2d, max: 3 }
`

describe.concurrent('POLICY_FILE', () => {
  test('holds commands of who is in the group, gives presets, and is read anew', async ({
    expect,
    onTestFinished,
  }) => {
    const file = join(await workFolder(onTestFinished), 'policy.yml')
    await writeFile(file, RULES)
    const { portal, slack, env, startBot } = await setStage(
      { POLICY_FILE: file, POLICY_NOTICE: 'Client files: ask Dana *first*.' },
      {},
      onTestFinished,
    )
    const carol = slack.user('carol').id
    env.ADMIN_USERS = carol
    slack.change((state) => {
      state.userGroups = [{ id: 'S0SHARERS', team_id: slack.teamId, users: [slack.user('alice').id] }]
    })
    const bot = await startBot()
    const say = (who: string, text: string) =>
      slack.person(who).command(`/sharelink ${FILES.report} ${text}`, { in: '#general' })
    const told = (who: string, text: string) =>
      slack.waitFor((s) => s.ephemerals(who).find((one) => one.text.includes(text)))

    await say('bob', '')
    expect((await told('bob', 'Only certain people can make')).text).toContain('(POLICY_FILE, line 3)')
    await say('alice', 'for 8d')
    const refused = await told('alice', 'at most 7 days')
    expect(refused.text).toContain('(POLICY_FILE, line 2)')
    expect(JSON.stringify(refused.blocks)).toContain('Client files: ask Dana *first*.')
    expect(portal.links(FILES.report)).toEqual([])

    await say('alice', 'preset client')
    const posted = await slack.waitFor((s) => s.history('#general').find((one) => addressOf(one)))
    expect(slack.render(posted)).toContain('0 of 3 downloads')

    await writeFile(file, 'everywhere:\n  max_expiry: soon\n')
    await bot.readRulesAnew()
    await slack.waitFor((s) => s.history(s.dm(carol)).find(({ text }) => text.includes('Line 2, column 15')))
    await writeFile(file, 'everywhere:\n  max_expiry: 1d\n')
    await bot.readRulesAnew()
    await slack.waitFor((s) => s.history(s.dm(carol)).find(({ text }) => text.includes('have changed')))
    await say('bob', 'for 2d')
    await told('bob', 'at most 1 day')

    // The link that was made before lives two days, which an admin has shortened.
    const question = await slack.waitFor((s) =>
      s.history(s.dm(carol)).find(({ text }) => text.includes('1 link breaks the rules')),
    )
    await slack.person('carol').click(question, 'Apply the rules')
    await slack.waitFor((s) => s.thread(posted).find(({ text }) => text.includes('applied stricter rules')))
    const [link] = portal.links(FILES.report)
    const life = Date.parse(link?.expirationDate ?? '') - Date.now()
    expect(Math.abs(life - 86_400_000)).toBeLessThan(120_000)
  })

  test('with mistakes keeps the program from starting, and names all of them', async ({
    expect,
    onTestFinished,
  }) => {
    const dir = await workFolder(onTestFinished)
    await writeFile(join(dir, 'policy.yml'), 'everywhere:\n  max_expiry: soon\n  colour: red\n')
    const program = startProgram(dir, { POLICY_FILE: 'policy.yml', PORT: 'x' }, onTestFinished)
    expect(await program.ended).toBe(78)
    const said = program.lines.join('\n')
    expect(said).toContain('PORT: found "x"')
    expect(said).toContain('POLICY_FILE policy.yml:2:15: found "soon", expected a duration')
    expect(said).toContain('POLICY_FILE policy.yml:3:3: found "colour"')
  })

  test('is read anew at SIGHUP', async ({ expect, onTestFinished }) => {
    const dir = await workFolder(onTestFinished)
    const file = join(dir, 'policy.yml')
    await writeFile(file, 'everywhere:\n  max_expiry: 7d\n')
    const { env } = await setStage({}, {}, onTestFinished)
    const program = startProgram(
      dir,
      { ...env, POLICY_FILE: file, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
      onTestFinished,
    )
    await program.port
    await writeFile(file, 'everywhere:\n  max_expiry: 1d\n')
    program.process.kill('SIGHUP')
    expect(await program.says('the policy file was read anew')).toMatchObject({ changed: true })
    await writeFile(file, 'everywhere: 1d\n')
    program.process.kill('SIGHUP')
    const kept = await program.says('the policy file has mistakes: the rules stay as they were')
    expect(kept).toMatchObject({ faults: [{ line: 1, column: 13 }] })
  })
})
