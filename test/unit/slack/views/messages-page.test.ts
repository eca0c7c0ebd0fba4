import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { messagesPage } from '../../../support/messages-page.ts'

it('docs/messages.md says what people read now (if not: npm run messages)', () => {
  const page = readFileSync(new URL('../../../../docs/messages.md', import.meta.url), 'utf8')
  expect(page).toBe(messagesPage())
})
