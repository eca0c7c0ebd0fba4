import type { ShareLink, ShareRef } from '../domain/share.ts'

/**
 * What the record of a share leaves out: each field that is as it is in nearly all of them. Records that exist are read by this, so
 * a change here is a step of `MIGRATIONS`.
 */
const usual = () => ({
  step: null,
  postsInDoubt: 0,
  formerLinkIds: [],
  looseLinkIds: [],
  cleanedAt: null,
  sealedPassword: null,
  address: null,
  key: null,
  direct: true,
  downloads: 0,
  views: 0,
  judgedEvents: 0,
  end: null,
  pastEnds: [],
  extending: null,
  extensions: [],
  rewrittenAt: null,
  repairs: [],
  messageLost: false,
  closed: null,
  muted: false,
  endIsNear: null,
  drift: null,
  failure: null,
  answered: true,
})

const usualNotified = () => ({
  fingerprint: null,
  downloads: 0,
  end: 'no' as const,
  endPrivately: 'no' as const,
  endTries: 0,
  extensions: 0,
  warnedEnd: null,
  warnedLimit: null,
  lost: false,
  drift: null,
  stuck: false,
})

/** The record of a share, in which what is usual is left out, and what its own key says. */
export type ShareRecord = Omit<ShareLink, keyof ReturnType<typeof usual> | keyof ShareRef | 'notified'> &
  Partial<Omit<ShareLink, 'notified'>> & { notified: Partial<ShareLink['notified']> }

const isUsual = (value: unknown, is: unknown): boolean =>
  value === is || (Array.isArray(value) && Array.isArray(is) && value.length === 0)

const without = <T extends object>(record: T, common: Record<string, unknown>): T =>
  Object.fromEntries(
    Object.entries(record).filter(([name, value]) => !(name in common && isUsual(value, common[name]))),
  ) as T

/** Safe to repeat: a record that has left it out already stays as it is. */
export const withoutUsual = (share: ShareRecord): ShareRecord => {
  const { team: _team, id: _id, ...rest } = share
  return without({ ...rest, notified: without(rest.notified, usualNotified()) }, usual())
}

/** The share with all that its record leaves out. */
export const withUsual = ({ team, id }: ShareRef, record: ShareRecord): ShareLink => ({
  ...usual(),
  ...record,
  notified: { ...usualNotified(), ...record.notified },
  team,
  id,
})
