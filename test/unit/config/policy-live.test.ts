import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { NO_RULES } from '../../../src/domain/rule-book.ts'
import { createLiveRules } from '../../../src/policy-live.ts'
import { DAY } from '../../support/builders.ts'

it('rules that are read anew hold, and are recorded and told, where they differ; a file with mistakes changes nothing', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'sharelink-rules-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const file = join(dir, 'policy.yml')
  const seen: string[] = []
  const live = createLiveRules({
    config: { policyFile: file, rules: NO_RULES, encryptionKey: null },
    recordChange: async () => void seen.push('recorded'),
    tell: async ({ kind }) => void seen.push(kind),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  })
  const read = async (text: string) => {
    await writeFile(file, text)
    await live.readAnew()
    return [live.rules().everywhere.maxExpiryMs?.value, ...seen.splice(0)]
  }
  expect(await read('everywhere:\n  max_expiry: 1d\n')).toEqual([DAY, 'recorded', 'changed'])
  expect(await read('everywhere:\n  max_expiry: 1d\n')).toEqual([DAY])
  expect(await read('everywhere:\n  max_expiry: soon\n')).toEqual([DAY, 'refused'])
  expect(await read('everywhere:\n  password: required\n')).toEqual([DAY, 'refused'])
})
