import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { createUrlSeal } from '../../../src/store/url-seal.ts'
import { createVault } from '../../../src/store/vault.ts'
import { aReply } from '../../support/builders.ts'

const key = randomBytes(32)
const urls = createUrlSeal(createVault(key))
const SECRET = 'https://hooks.slack.com/commands/T0/1/secret'
const RECORD = { id: 'K7M4QX', note: 'url', waiting: [aReply(SECRET), null], until: 5, more: { url: SECRET } }

it('T28: seals each response_url wherever it lies in a record, and leaves all else as it is', () => {
  const kept = urls.seal(RECORD, ['T0', 'here'])
  expect(JSON.stringify(kept)).not.toContain('hooks.slack.com')
  expect(kept).toMatchObject({ id: 'K7M4QX', note: 'url', waiting: [{ kind: 'url' }, null], until: 5 })
  expect(urls.open(kept, ['T0', 'here'])).toEqual(RECORD)
})

it('reads what was kept in clear, and seals nothing twice', () => {
  expect(urls.open(RECORD, ['T0', 'here'])).toEqual(RECORD)
  const kept = urls.seal(RECORD, ['T0', 'here'])
  expect(urls.seal(kept, ['T0', 'here'])).toEqual(kept)
})

it('T29: leaves what was sealed for another place, or under another key, sealed', () => {
  const kept = urls.seal(RECORD, ['T0', 'here'])
  expect(urls.open(kept, ['T1', 'here'])).toEqual(kept)
  expect(createUrlSeal(createVault(randomBytes(32))).open(kept, ['T0', 'here'])).toEqual(kept)
  expect(createUrlSeal(createVault(randomBytes(32), key)).open(kept, ['T0', 'here'])).toEqual(RECORD)
})
