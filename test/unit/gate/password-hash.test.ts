import { expect, it } from 'vitest'
import { hashPassword, isPassword } from '../../../src/gate/password-hash.ts'

it('a password is known again by its hash, and no other is', async () => {
  const hashed = await hashPassword('Zürich 1')
  expect(hashed).toMatch(/^scrypt:16384:8:5:[\w-]{22}:[\w-]{43}$/)
  expect(await isPassword('Zürich 1', hashed)).toBe(true)
  // Typed on a keyboard that sends the letter and its dots apart.
  expect(await isPassword('Zu\u0308rich 1', hashed)).toBe(true)
  expect(await isPassword('zürich 1', hashed)).toBe(false)
  expect(await isPassword('', hashed)).toBe(false)
})

it('the same password has another hash each time', async () => {
  expect(await hashPassword('x')).not.toBe(await hashPassword('x'))
})
