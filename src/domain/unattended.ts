import { type LinkScope, scopeLine } from './link-scope.ts'

/**
 * Why live links have nobody who sees to them: the person who made them was deactivated, or is a guest now who may not use the app,
 * or left the channel; or the channel was archived.
 */
export type UnattendedCause =
  | { kind: 'deactivated' | 'guest'; user: string }
  | { kind: 'archived'; channel: string }
  | { kind: 'member-left'; user: string; channel: string }

/** What admins are asked about such links, once. */
export interface Unattended {
  cause: UnattendedCause
  noticedAt: number
  /** Who is still to be asked: admins, or their channel. None: who they are is still to be found. */
  tell?: readonly string[]
}

export const unattendedScope = (cause: UnattendedCause): LinkScope => {
  switch (cause.kind) {
    case 'deactivated':
    case 'guest':
      return { kind: 'by', user: cause.user }
    case 'archived':
      return { kind: 'in', channel: cause.channel }
    case 'member-left':
      return { kind: 'by-in', user: cause.user, channel: cause.channel }
  }
}

/** What is asked only once: a guest who is deactivated is the same case. */
export const unattendedKey = (cause: UnattendedCause): string => scopeLine(unattendedScope(cause))

/** One of them was asked; `instead`: others, where that one cannot be. */
export const adminAsked = (record: Unattended, to: string, instead: readonly string[] = []): Unattended => ({
  ...record,
  tell: [...new Set([...(record.tell ?? []).filter((one) => one !== to), ...instead])],
})
