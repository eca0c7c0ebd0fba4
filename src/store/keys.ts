import type { ShareRef } from '../domain/share.ts'

/**
 * Every Redis key of the bot's own records is made here. All keys of one workspace carry its id as hash tag,
 * so that in a Cluster one script may touch them together.
 */
export const createKeys = (namespace: string) => {
  const of = (team: string, ...parts: string[]) => `${namespace}:{${team}}:${parts.join(':')}`
  return {
    /** Set of every workspace that ever made a share, or has admins with a Home. */
    teams: () => `${namespace}:teams`,
    /** Hash: `rev` and `json` of one share. */
    share: ({ team, id }: ShareRef) => of(team, 'share', id),
    /** Hash: audit event id -> event, for one share; never shortened while the share is kept. */
    events: ({ team, id }: ShareRef) => of(team, 'events', id),
    /** Hash: views that cannot count, the newest of one share; and when each happened, sorted. */
    shownViews: ({ team, id }: ShareRef) => of(team, 'shown-views', id),
    shownViewTimes: ({ team, id }: ShareRef) => of(team, 'shown-view-times', id),
    /** Sorted by creation: live shares of the workspace, of one person, of those posted in one channel. */
    live: (team: string) => of(team, 'live'),
    liveBy: (team: string, user: string) => of(team, 'live-by', user),
    liveIn: (team: string, channel: string) => of(team, 'live-in', channel),
    /** Sorted by end: active shares. */
    due: (team: string) => of(team, 'due'),
    /** Sorted by the moment of their end: ended shares, kept as history. */
    ended: (team: string) => of(team, 'ended'),
    /** The same of one person, without what could not be made. */
    endedBy: (team: string, user: string) => of(team, 'ended-by', user),
    /** Shares for which something is still to be done. */
    unfinished: (team: string) => of(team, 'unfinished'),
    /** Sorted by when they are tried again: shares whose message stands where nothing can be told. */
    closed: (team: string) => of(team, 'closed'),
    /** The same of one channel. */
    closedIn: (team: string, channel: string) => of(team, 'closed-in', channel),
    /** Ids of all shares, ended ones too, of one file. */
    ofFile: (team: string, fileId: string) => of(team, 'file', fileId),
    /** Exists while a request with this key was handled lately. */
    idempotencyKey: (team: string, key: string) => of(team, 'idempotency-key', key),
    /** A question waiting for its answer. */
    pending: (team: string, key: string) => of(team, 'pending', key),
    /** When the next message may go to a channel. */
    channelRateLimit: (team: string, channel: string) => of(team, 'channel-rate-limit', channel),
    /** When the next link that somebody asked for may be made. */
    linkRateLimit: (team: string, user: string) => of(team, 'link-rate-limit', user),
    /** The same of the extensions that somebody asked for. */
    extensionRateLimit: (team: string, user: string) => of(team, 'extension-rate-limit', user),
    /** Sorted by time: links that somebody asked for in the last minute. */
    asked: (team: string, user: string) => of(team, 'asked', user),
    /** The page of their Home that somebody looks at; gone when they have not opened it for long. */
    homePage: (team: string, user: string) => of(team, 'home', user),
    /** Who of them is shown everybody's shares. */
    homeAdmins: (team: string) => of(team, 'home-admins'),
    /** Active shares that one more download may end. */
    nearLimit: (team: string) => of(team, 'near-limit'),
    /** Sorted by end: suspended shares, which resume or expire. */
    suspended: (team: string) => of(team, 'suspended'),
    /** Whether something was said at an address, or the outcome; and that something is being said. */
    answering: (place: string) => `${namespace}:{${place}}:answering`,
    saying: (place: string) => `${namespace}:{${place}}:saying`,
    /** When somebody searched lately, the newest first. */
    searches: (team: string, user: string) => of(team, 'searches', user),
    /** Hash: how many calls all searches may still make of the portal, and when that was. */
    searchCalls: () => `${namespace}:{search}:calls`,
    /** Exists while the portal is left alone by searches. */
    searchRest: () => `${namespace}:{search}:rest`,
    /** Whether the audit trail can be read, as JSON. */
    auditStatus: () => `${namespace}:{audit}:status`,
    /** Sorted by the moment of death: revocations by a limit; and how long each took, in ms. */
    bounds: () => `${namespace}:{audit}:bounds`,
    boundMs: () => `${namespace}:{audit}:bound-ms`,
    /** The last trial of the counting, as JSON. */
    canary: () => `${namespace}:{audit}:canary`,
    /** Sorted by when they were dealt with: events of changes at the portal. */
    seenChanges: () => `${namespace}:{audit}:seen-changes`,
    /** Up to when changes at the portal were read, and which live shares are looked at next. */
    driftCursor: () => `${namespace}:{audit}:drift-cursor`,
    /** Sorted by when we were told: downloads that the webhook told of; portal time (ms), event and file id as JSON. */
    expectedDownloads: () => `${namespace}:{audit}:expected-downloads`,
    /** Hash: the last turn of a sweep that was asked for, and how far turns have been used up. */
    sweepRateLimit: () => `${namespace}:{audit}:sweep-rate-limit`,
    /** The time of not seeing that is followed, or the last one, as JSON. */
    outage: () => `${namespace}:{audit}:outage`,
    /** Hash: whom -> what they were told of its beginning, or of its end. */
    outageNotices: (since: number, about: 'blind' | 'back') =>
      `${namespace}:{audit}:outage-notices:${since}:${about}`,
    /** The portal-wide audit cursor, when it last moved, and how its health was seen to be. */
    cursor: () => `${namespace}:{audit}:cursor`,
  }
}

export type Keys = ReturnType<typeof createKeys>
