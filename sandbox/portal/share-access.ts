import type { Call } from './call.ts'
import { opens } from './entries.ts'
import { isExpired } from './link-view.ts'
import { readToken } from './request-token.ts'
import type { Link, PortalFile } from './state-types.ts'

/** `status` of `GET files/share/{key}` (docs/portal.md, What a visitor meets). */
export const SHARE = {
  ok: 0,
  invalid: 1,
  expired: 2,
  requiredPassword: 3,
  invalidPassword: 4,
  denied: 5,
} as const

export type ShareCheck = { status: number; link?: Link; file?: PortalFile }

/** Cookie that holds the password key of a link, after the visitor has typed the password. */
export const passwordCookie = (linkId: string) => `sharelink${linkId}`

const statusOf = (
  call: Call,
  link: Link,
  file: PortalFile | undefined,
  password: string | undefined,
): number => {
  const { state, caller, now } = call
  const root = file && state.folders[file.folderId]?.rootType
  // In the trash or the archive no key is valid.
  if (root === 3 || root === 20) return SHARE.invalid
  if (isExpired(link, now())) return SHARE.expired
  const closed = link.internal || state.settings.externalSharing === 'blocked'
  if (closed && !caller.user) return SHARE.denied
  if (link.password === null) return SHARE.ok
  if (password === undefined) return SHARE.requiredPassword
  return password === link.password ? SHARE.ok : SHARE.invalidPassword
}

/** What a share key opens for this visitor. `file`: the one asked for; without it, the link's own. */
export const checkShare = (call: Call, key: string, file?: PortalFile): ShareCheck => {
  const { state } = call
  const token = readToken(key, state.signingSecret)
  const known = token ? state.links.filter((one) => one.id === token.linkId) : []
  const link = file ? known.find((one) => opens(state, one, file)) : known[0]
  if (!token || !link) return { status: SHARE.invalid }
  const opened = file ?? (link.holder.kind === 'file' ? state.files[link.holder.id] : undefined)
  if (link.holder.kind === 'file' && !opened) return { status: SHARE.invalid }
  const cookie = readToken(call.cookies[passwordCookie(link.id)] ?? '', state.signingSecret)
  const typed = token.password ?? (cookie?.linkId === link.id ? cookie.password : undefined)
  const status = statusOf(call, link, opened, typed)
  return opened ? { status, link, file: opened } : { status, link }
}
