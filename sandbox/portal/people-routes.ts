import { type Answer, empty, success } from './answer.ts'
import type { Call } from './call.ts'
import { portalDate } from './dates.ts'
import { personView, selfView } from './people-view.ts'

/** `GET people/@self`: the best test of a credential (docs/portal.md, Files and accounts). */
export const readSelf = (call: Call): Answer => {
  const { user } = call.caller
  return user ? success(call, selfView(call.state, user, call.now())) : empty(401)
}

/** `GET keys/@self`: needs no scope; the secret is not in it (docs/portal.md, Files and accounts). */
export const readOwnKey = (call: Call): Answer => {
  const { state, caller } = call
  const { key } = caller
  // What an OAuth client acts with is no key.
  if (!key?.secret.startsWith('sk-')) return empty(404)
  return success(call, {
    id: `${key.secret.slice(3, 11)}-0000-4000-8000-000000000000`,
    name: key.name,
    keyPostfix: key.secret.slice(-4),
    permissions: key.permissions,
    isActive: key.active,
    expiresAt: key.expiresAt && portalDate(key.expiresAt, state.settings.portalOffsetMinutes),
    createBy: personView(state, key.ownerId),
  })
}

/** `GET settings/version/build`: open to everybody (docs/portal.md, Files and accounts). */
export const readBuild = (call: Call): Answer => {
  const { version, documentServer } = call.state.settings
  return success(call, { docSpace: version, documentServer })
}
