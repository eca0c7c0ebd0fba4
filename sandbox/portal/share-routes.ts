import { type Answer, empty, success } from './answer.ts'
import type { Call } from './call.ts'
import { wireId } from './entries.ts'
import { passwordToken } from './request-token.ts'
import { mayReadFile } from './rights.ts'
import { checkShare, passwordCookie, SHARE, type ShareCheck } from './share-access.ts'

const view = ({ state, caller }: Call, { status, link, file }: ShareCheck) => {
  const about = { status, tenantId: 1, isAuthenticated: caller.user !== null }
  if (status !== SHARE.ok || !link) return { ...about, shared: false, isRoomMember: false }
  const room = state.folders[link.holder.id]
  return {
    ...about,
    id: link.holder.id,
    title: file?.title ?? room?.title,
    type: file ? 2 : 1,
    shared: caller.user !== null,
    linkId: link.id,
    isRoomMember: caller.user !== null && file !== undefined && mayReadFile(state, caller.user, file),
    ...(file ? {} : { isRoom: true, entityId: room && String(wireId(room.id)) }),
  }
}

/**
 * `GET files/share/{key}`: always 200. Signed in, the file counts as opened by link from now on
 * (docs/portal.md, What a visitor meets).
 */
export const validateShare = (call: Call): Answer => {
  const check = checkShare(call, call.params.key ?? '')
  const { user } = call.caller
  if (user && check.file && check.status === SHARE.ok && !check.file.openedBy.includes(user.id)) {
    check.file.openedBy.push(user.id)
  }
  return success(call, view(call, check))
}

/** `POST files/share/{key}/password`: what the portal's own password page calls. The right word sets a cookie. */
export const typePassword = (call: Call): Answer => {
  const { state, params, body } = call
  const { link, status } = checkShare(call, params.key ?? '')
  if (!link || status !== SHARE.requiredPassword) return success(call, view(call, { status }))
  let typed: unknown
  try {
    typed = (JSON.parse(body) as { password?: unknown }).password
  } catch {
    return empty(400)
  }
  if (typed !== link.password) return success(call, view(call, { status: SHARE.invalidPassword }))
  const token = passwordToken(link.id, String(typed), state.signingSecret)
  const answer = success(call, view(call, { ...checkShare(call, token) }))
  return { ...answer, headers: { 'set-cookie': `${passwordCookie(link.id)}=${token}; Path=/; HttpOnly` } }
}
