import { portalDate } from './dates.ts'
import type { PortalState, User } from './state-types.ts'

/** A user in brief, as `createdBy` of entries. */
export const personView = (state: PortalState, userId: string) => {
  const user = state.users[userId]
  return {
    id: userId,
    displayName: user?.displayName ?? 'Unknown',
    avatar: '/static/images/default_user_photo_size_82-82.png',
    profileUrl: `${state.settings.origin}/accounts/people/filter?search=${encodeURIComponent(user?.email ?? '')}`,
    hasAvatar: false,
    isAnonim: false,
  }
}

/** `people/@self`. `isAdmin` is false for the owner (docs/portal.md, Files and accounts). */
export const selfView = (state: PortalState, user: User, now: Date) => {
  const [firstName, ...rest] = user.displayName.split(' ')
  return {
    ...personView(state, user.id),
    firstName,
    lastName: rest.join(' '),
    userName: user.email.split('@')[0],
    email: user.email,
    status: user.active ? 1 : 2,
    activationStatus: 1,
    isOwner: user.kind === 'owner',
    isAdmin: user.kind === 'admin',
    isRoomAdmin: user.kind === 'room-admin',
    isCollaborator: user.kind === 'user',
    isVisitor: user.kind === 'guest',
    isLDAP: false,
    isSSO: false,
    cultureName: state.settings.culture,
    hasPersonalFolder: user.kind !== 'guest',
    registrationDate: portalDate(now.toISOString(), state.settings.portalOffsetMinutes),
  }
}
