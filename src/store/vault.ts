import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Vault } from '../use-cases/ports.ts'

const IV_BYTES = 12
const TAG_BYTES = 16

/** A key for one purpose, made of a secret that all processes have anyway. */
export const keyFrom = (secret: string | Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `sharelink ${purpose}`, 32))

/** Tells texts from each other by marks (96 bits) out of which, without the key, no text can be guessed. */
export const markWith =
  (key: Buffer) =>
  (text: string): string =>
    createHmac('sha256', key).update(text).digest('base64url').slice(0, 16)

/** Names a key, and tells nothing of it. */
const idOf = (key: Buffer): string => markWith(key)('key id').slice(0, 8)

const sealWith = (key: Buffer, text: string, place: string): string => {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
}

const openWith = (key: Buffer, sealed: string, place: string): string => {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES)).setAAD(
    Buffer.from(place),
  )
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
  return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

/** `keyId`: names the key that it seals with, and tells nothing of it. */
export type KeyedVault = Vault & { keyId: string }

/**
 * AES-256-GCM under keys of 32 bytes: the first one seals, all open. What is sealed names its key and is bound to its place, so
 * that it opens nowhere else, and not once it was changed.
 */
export const createVault = (key: Buffer, ...previous: readonly Buffer[]): KeyedVault => {
  const keys = new Map([...previous, key].map((one) => [idOf(one), one]))
  return {
    keyId: idOf(key),
    seal: (text, place) => `${idOf(key)}.${sealWith(key, text, place)}`,
    open: (sealed, place) => {
      const [id = '', body = ''] = sealed.split('.')
      const by = keys.get(id)
      if (by === undefined) throw new Error('sealed under a key that is not known')
      return openWith(by, body, place)
    },
  }
}
