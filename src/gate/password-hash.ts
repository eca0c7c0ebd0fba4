import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** About 50 ms and 16 MiB for each try: what OWASP recommends at least, with less memory at a time. */
const NOW = { N: 2 ** 14, r: 8, p: 5 }
const SALT_BYTES = 16
const HASH_BYTES = 32

/** What a password is checked against, with all that it takes: `scrypt:N:r:p:salt:hash`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password.normalize('NFC'), salt, HASH_BYTES, NOW)
  return ['scrypt', NOW.N, NOW.r, NOW.p, salt.toString('base64url'), hash.toString('base64url')].join(':')
}

/** Takes the same time whatever is wrong with the password. */
export const isPassword = async (password: string, hashed: string): Promise<boolean> => {
  const [, N = '', r = '', p = '', salt = '', hash = ''] = hashed.split(':')
  const right = Buffer.from(hash, 'base64url')
  const options = { N: Number(N), r: Number(r), p: Number(p) }
  const given = await derive(password.normalize('NFC'), Buffer.from(salt, 'base64url'), right.length, options)
  return timingSafeEqual(given, right)
}
