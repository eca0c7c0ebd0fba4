import { randomHex, randomUuid } from './random-text.ts'
import { ROOTS } from './seed-ids.ts'
import type { PortalState } from './state-types.ts'
import type { PortalControl, Sources } from './types.ts'

type PeopleControl = Pick<
  PortalControl,
  | 'configure'
  | 'addUser'
  | 'setUserActive'
  | 'setUserKind'
  | 'addKey'
  | 'revokeKey'
  | 'restoreKey'
  | 'setKeyPermissions'
  | 'signIn'
>

/** The stand-in's own mistakes are told at once: a wrong id in a test is a bug of the test. */
export const known = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`The stand-in portal has no ${what}`)
  return value
}

/** Where and how people work who use the portal's own pages: what their events carry. */
export const inPortal = (state: PortalState, folderId: string) => ({
  page: `${state.settings.origin}/rooms/shared/${folderId}`,
  ip: '203.0.113.5',
  browser: 'Chrome 138',
  platform: 'Windows 10',
})

/** Settings, people, keys and sessions. */
export const peopleControl = (state: PortalState, { now, random }: Sources): PeopleControl => {
  const userOf = (id: string) => known(state.users[id], `user ${id}`)
  const keyOf = (secret: string) =>
    known(
      state.keys.find((key) => key.secret === secret),
      'such key',
    )
  const setKey = (secret: string, active: boolean) => {
    keyOf(secret).active = active
  }
  return {
    configure: (change) => Object.assign(state.settings, change),
    addUser: ({ displayName, kind = 'user', id = randomUuid(random), email }) => {
      const name = displayName.toLowerCase().replace(/\W+/g, '.')
      const user = { id, displayName, email: email ?? `${name}@portal.example`, kind, active: true }
      state.users[id] = user
      if (kind !== 'guest') {
        const folderId = String(state.nextEntryId++)
        const createdAt = now().toISOString()
        const my = {
          id: folderId,
          title: 'My documents',
          parentId: null,
          ownerId: id,
          rootType: 5 as const,
          createdAt,
        }
        state.folders[folderId] = my
      }
      return user
    },
    setUserActive: (id, active) => Object.assign(userOf(id), { active }),
    setUserKind: (id, kind) => Object.assign(userOf(id), { kind }),
    addKey: ({ ownerId, permissions = [], name, secret = `sk-${randomHex(64, random)}` }) => {
      const owner = userOf(ownerId)
      const key = {
        secret,
        name: name ?? owner.displayName,
        ownerId,
        permissions,
        active: true,
        expiresAt: null,
      }
      state.keys.push(key)
      return key
    },
    revokeKey: (secret) => setKey(secret, false),
    restoreKey: (secret) => setKey(secret, true),
    setKeyPermissions: (secret, permissions) => Object.assign(keyOf(secret), { permissions }),
    signIn: (userId) => {
      const token = randomHex(48, random)
      state.sessions[token] = userOf(userId).id
      return token
    },
  }
}

/** A user's My documents. */
export const myFolderOf = (state: PortalState, userId: string): string =>
  Object.values(state.folders).find(
    (one) => one.rootType === 5 && one.parentId === null && one.ownerId === userId,
  )?.id ?? ROOTS.myOwner
