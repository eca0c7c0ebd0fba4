import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { expect, inject, onTestFinished, test } from 'vitest'
import { FILES } from '../../../sandbox/portal/seed-ids.ts'
import { jobPrefix } from '../../../src/jobs/queues.ts'
import { workFolder } from '../../support/program.ts'
import { setStage } from '../../support/stage.ts'

const HOUR = 3_600_000

test('T29, A10: a job that was put into Redis by hand is held against the rules, and refused', async () => {
  const file = join(await workFolder(), 'policy.yml')
  await writeFile(file, 'everywhere:\n  max_downloads: 5\nkinds:\n  private:\n    view_only: true\n')
  const { portal, slack, namespace, logged, startBot } = await setStage({
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    POLICY_FILE: file,
    MAX_EXPIRY: '2h',
    ALLOWED_CHANNELS: 'C0GENERAL1',
  })
  await startBot()
  const queue = new Queue('make', {
    connection: { path: inject('redisSocket') },
    prefix: jobPrefix(namespace, 'make'),
  })
  onTestFinished(() => queue.close())
  const [open, closed] = [slack.channel('#general'), slack.channel('#random')]
  const put = (id: string, channel: { id: string; name: string }, terms: object) =>
    queue.add('make-share', {
      team: slack.teamId,
      shareId: `ABC${id}`,
      linkId: `11111111-1111-4111-8111-111111111${id}`,
      fileId: FILES.report,
      creator: { id: slack.user('alice').id, name: 'alice' },
      channel: { id: channel.id, name: channel.name },
      here: true,
      terms: { expiresAt: Date.now() + HOUR, limit: 3, viewOnly: false, note: null, ...terms },
      unasked: [],
      sealedPassword: null,
      replyTo: { kind: 'person', userId: slack.user('alice').id },
      reference: `REF${id}`,
      notBefore: null,
    })
  await put('222', open, { expiresAt: Date.now() + 104 * 24 * HOUR })
  await put('333', open, { limit: 6 })
  await put('444', open, { limit: null })
  await put('555', closed, {})
  const refused = () => logged.filter((line) => line.includes('"refused":"policy"')).length
  await expect.poll(refused).toBe(4)
  expect(portal.links(FILES.report)).toEqual([])
  // What the rules admit is made, so it was for them that the others were not.
  await put('666', open, {})
  await expect.poll(() => portal.links(FILES.report).length).toBe(1)
})
