import type { ShareRef } from '../domain/share.ts'

/** All keys of one workspace, as a pattern. */
export const keysOfTeam = (namespace: string, team: string): string => `${namespace}:{${team}}:*`

/**
 * Every Redis key of the bot's own records is made here. All keys of one workspace carry its id as hash tag,
 * so that in a Cluster one script may touch them together.
 */
export const createKeys = (namespace: string) => {
  const of = (team: string, ...parts: string[]) => `${namespace}:{${team}}:${parts.join(':')}`
  return {
    /** Written to see whether Redis takes writes. */
    health: (tag: string) => `${namespace}:{${tag}}:health`,
    /** The process that tells admins of an outage of Redis. */
    herald: () => `${namespace}:{audit}:herald`,
    /** Hash: how often each schedule has run. */
    scheduleRuns: () => `${namespace}:{audit}:schedule-runs`,
    /** Set of every workspace that ever made a share, has a record, or admins with a Home. */
    teams: () => `${namespace}:teams`,
    /** Of the records: which version of the program they are for. */
    version: () => `${namespace}:version`,
    /** Which key the addresses of live links are sealed with: its name. */
    linkKey: () => `${namespace}:link-key`,
    /** Hash: `rev` and `json` of one share. */
    share: ({ team, id }: ShareRef) => of(team, 'share', id),
    /** Hash: audit event id -> row of the event, for one share; no event is removed while the share is kept. */
    events: ({ team, id }: ShareRef) => of(team, 'events', id),
    /** How often that process has counted events of the workspace. */
    countMark: (team: string, process: string) => of(team, 'count-mark', process),
    /** What came of judging the older events of a share that has very many, as JSON. */
    runningCount: ({ team, id }: ShareRef) => of(team, 'running-count', id),
    /** Hash: the newest views of one share that cannot count. Sorted by when they happened: their names. */
    shownViews: ({ team, id }: ShareRef) => of(team, 'shown-views', id),
    shownViewTimes: ({ team, id }: ShareRef) => of(team, 'shown-view-times', id),
    /** Hash: claim id -> claim of an exact share; when each was made; the last one of each taker. */
    claims: ({ team, id }: ShareRef) => of(team, 'claims', id),
    claimTimes: ({ team, id }: ShareRef) => of(team, 'claim-times', id),
    takers: ({ team, id }: ShareRef) => of(team, 'takers', id),
    /** Those that were given back, the newest first. */
    givenBack: ({ team, id }: ShareRef) => of(team, 'given-back', id),
    /** Hash: how often the gate asked the portal for bytes by each link of an exact share, and how many events of it were seen. */
    linkUse: ({ team, id }: ShareRef) => of(team, 'link-use', id),
    /** When a password was tried at an exact share from one address, which is only there as a keyed hash. */
    claimPace: ({ team, id }: ShareRef, address: string) => of(team, 'claim-pace', id, address),
    passwordTries: ({ team, id }: ShareRef, address: string) => of(team, 'password-tries', id, address),
    /** Stream: what was done in the workspace, one act a line. */
    record: (team: string) => of(team, 'record'),
    /** Stream: the record anew, while somebody is taken out of it. */
    recordAnew: (team: string) => of(team, 'record-anew'),
    /** Exists when the line of an act is written that changes no share. */
    recorded: (team: string, key: string) => of(team, 'recorded', key),
    /** The id of the last line of it that the receiver of `AUDIT_WEBHOOK_URL` has taken. */
    recordSent: (team: string) => of(team, 'record-sent'),
    /** The process that sends lines on. Since when the receiver takes none, as JSON. */
    recordSender: () => `${namespace}:{audit}:record-sender`,
    recordReceiver: () => `${namespace}:{audit}:record-receiver`,
    /** Exact shares whose claims are to be counted anew, sorted by how many changes there were. */
    uncounted: (team: string) => of(team, 'uncounted'),
    /** Sorted by creation: live shares of the workspace, of one person, of those posted in one channel. */
    live: (team: string) => of(team, 'live'),
    liveBy: (team: string, user: string) => of(team, 'live-by', user),
    liveIn: (team: string, channel: string) => of(team, 'live-in', channel),
    /** Sorted by end: active shares. */
    due: (team: string) => of(team, 'due'),
    /** Sorted by the moment of their end: ended shares, kept as history. */
    ended: (team: string) => of(team, 'ended'),
    /** The same of one person, without shares whose making failed. */
    endedBy: (team: string, user: string) => of(team, 'ended-by', user),
    /** Shares for which something is still to be done. */
    unfinished: (team: string) => of(team, 'unfinished'),
    /** Sorted by the moment of their end: ended shares of which one channel is to be told. */
    untoldEnds: (team: string, channel: string) => of(team, 'untold-ends', channel),
    /** Sorted by when they are tried again: shares whose message stands in a closed place. */
    closed: (team: string) => of(team, 'closed'),
    /** The same of one channel. */
    closedIn: (team: string, channel: string) => of(team, 'closed-in', channel),
    /** Sorted by end, live ones behind all: the shares of one file. */
    ofFile: (team: string, fileId: string) => of(team, 'of-file', fileId),
    /** Exists when a request with this key was handled lately. */
    idempotencyKey: (team: string, key: string) => of(team, 'idempotency-key', key),
    /** Hash: what admins were asked about live links that nobody sees to. */
    unattended: (team: string) => of(team, 'unattended'),
    /** Exists while a round of looks at people and channels with live links is not old. Who of them is left. */
    lookRound: (team: string) => of(team, 'look-round'),
    toLookAt: (team: string) => of(team, 'to-look-at'),
    /** Exists for a week once somebody was asked about links that nobody uses: by which asking. */
    idleAsked: (team: string, user: string) => of(team, 'idle-asked', user),
    /** A question waiting for its answer. */
    pending: (team: string, key: string) => of(team, 'pending', key),
    /** By which click that question was answered. */
    answered: (team: string, key: string) => of(team, 'answered', key),
    /** Hash: a request to go beyond the rules, sealed, and what came of it. Those of one person that wait, by when their time is over. */
    approval: ({ team, id }: ShareRef) => of(team, 'approval', id),
    waitingApprovals: (team: string, user: string) => of(team, 'waiting-approvals', user),
    /** Sorted by when they are to be settled: requests of whose outcome nobody is told yet. */
    unsettledApprovals: (team: string) => of(team, 'unsettled-approvals'),
    /** Hash: what an open form was sent for last: `link`, a mark of its `terms`, the `state` of the answer, and the modals for it. */
    sentForm: ({ team, viewId }: { team: string; viewId: string }) => of(team, 'sent-form', viewId),
    /** Hash: `sealed`, what somebody asked for and may ask for again, and `by` which try. */
    retry: (team: string, user: string, reference: string) => of(team, 'retry', user, reference),
    /** When the next message may go to a channel. */
    channelRateLimit: (team: string, channel: string) => of(team, 'channel-rate-limit', channel),
    /** When the next link that somebody asked for may be made. */
    linkRateLimit: (team: string, user: string) => of(team, 'link-rate-limit', user),
    /** The same of the extensions that somebody asked for. */
    extensionRateLimit: (team: string, user: string) => of(team, 'extension-rate-limit', user),
    /** Sorted by time: links that somebody asked for in the last minute. */
    asked: (team: string, user: string) => of(team, 'asked', user),
    /** Which page of their Home somebody looks at; expires when they have not opened it for long. */
    homePage: (team: string, user: string) => of(team, 'home', user),
    /** Exists once somebody was welcomed; for a minute after a direct message of theirs was answered. */
    greeted: (team: string, user: string, how: 'welcome' | 'answer') => of(team, 'greeted', how, user),
    /** Those of them whose Home shows everybody's shares. */
    homeAdmins: (team: string) => of(team, 'home-admins'),
    /** Active shares that one more download may end. */
    nearLimit: (team: string) => of(team, 'near-limit'),
    /** Sorted by end: suspended shares, which resume or expire. */
    suspended: (team: string) => of(team, 'suspended'),
    /** What was said at an address: an interim word, or the outcome. And: exists while a word is being said there. */
    answering: (place: string) => `${namespace}:{${place}}:answering`,
    saying: (place: string) => `${namespace}:{${place}}:saying`,
    /** Hash: whose a connected account of the portal is, and its tokens, sealed. Which one a member has. */
    account: (client: string, id: string) => `${namespace}:{accounts}:account:${client}:${id}`,
    accountOf: (client: string, team: string, user: string) =>
      `${namespace}:{accounts}:account-of:${client}:${team}:${user}`,
    /** Exists while one process refreshes the tokens of an account. */
    accountLock: (client: string, id: string) => `${namespace}:{accounts}:lock:${client}:${id}`,
    /** A step of connecting that waits for the next, sealed. */
    connectStep: (name: string) => `${namespace}:{accounts}:step:${name}`,
    /** When the portal's authorization server was last sent a POST, the newest first. */
    oauthPosts: () => `${namespace}:{accounts}:posts`,
    /** When somebody searched lately, the newest first. */
    searches: (team: string, user: string) => of(team, 'searches', user),
    /** Hash: how many calls may still be made of the portal, when that was, and until when what is less important rests. */
    portalBudget: () => `${namespace}:{portal}:budget`,
    /** Sorted by when they are forgotten: calls of the portal that are under way. */
    portalReads: () => `${namespace}:{portal}:reads`,
    portalWrites: () => `${namespace}:{portal}:writes`,
    /** Hash: how many writes there were in each hour. */
    portalDay: () => `${namespace}:{portal}:day`,
    /** When the next call of a method is free in a workspace of Slack, and when the next of those that come later. */
    slackTurns: (team: string, method: string, rank: 'first' | 'later') =>
      `${namespace}:{slack}:turns:${team}:${method}:${rank}`,
    /** Exists while Slack wants that method left alone there; of posts also in one channel. */
    slackRest: (team: string, of: string) => `${namespace}:{slack}:rest:${team}:${of}`,
    /** The channel in which Slack last wanted that, while it does. */
    slackRestedLast: (team: string, method: string) => `${namespace}:{slack}:rested-last:${team}:${method}`,
    /** Hash: how often the links of a file could not be removed, and when that may be tried again. */
    place: (file: string) => `${namespace}:{portal}:place:${file}`,
    /** Hash: `sealed`, what is kept of one installation, and `at`, since when. While somebody renews its tokens. */
    installation: (id: string) => `${namespace}:{install}:of:${id}`,
    renewal: (id: string) => `${namespace}:{install}:renewal:${id}`,
    /** Sorted by when they were first: workspaces and organisations that installed the app. */
    installations: () => `${namespace}:{install}:all`,
    /** Hash: workspace -> the organisation that has the app in it. */
    organisations: () => `${namespace}:{install}:organisations`,
    /** Set of workspaces that have the app no longer, whose links are to be ended and whose records deleted. */
    removedTeams: () => `${namespace}:{install}:removed-teams`,
    /** By which act something that Slack may send again came first. */
    inboxSeen: (key: string) => `${namespace}:{inbox}:seen:${key}`,
    /** Hash: `owner` (a process) and `sealed` of an act of a person that is not done yet. */
    inboxAct: (reference: string) => `${namespace}:{inbox}:act:${reference}`,
    /** Sorted by when another process may take them over: acts that are not done yet. */
    inboxHeld: () => `${namespace}:{inbox}:held`,
    /** Whether the audit trail can be read, as JSON. */
    auditStatus: () => `${namespace}:{audit}:status`,
    /** Sorted by when the link was dead: revocations by a limit. Hash: how long each took, in ms. */
    bounds: () => `${namespace}:{audit}:bounds`,
    boundMs: () => `${namespace}:{audit}:bound-ms`,
    /** When a process last saw to the records. What was found after some were lost, as JSON. */
    putBack: () => `${namespace}:{audit}:put-back`,
    lifeSign: () => `${namespace}:{audit}:life-sign`,
    restored: () => `${namespace}:{audit}:restored`,
    /** The last trial of the counting, as JSON. */
    canary: () => `${namespace}:{audit}:canary`,
    /** Sorted by when they were dealt with: events of changes at the portal. */
    seenChanges: () => `${namespace}:{audit}:seen-changes`,
    /** Up to when changes at the portal were read, and which live shares are looked at next. */
    driftCursor: () => `${namespace}:{audit}:drift-cursor`,
    /** Sorted by when it came: downloads that the webhook reported; portal time (ms), event and file id as JSON. */
    expectedDownloads: () => `${namespace}:{audit}:expected-downloads`,
    /** Hash: the last turn given to a sweep that was asked for, and when the next would come at an even pace. */
    sweepRateLimit: () => `${namespace}:{audit}:sweep-rate-limit`,
    /** The outage that is under way, or the last one, as JSON. */
    outage: () => `${namespace}:{audit}:outage`,
    /** Hash: who was told -> what they were told of its beginning, or of its end. */
    outageNotices: (since: number, about: 'blind' | 'back') =>
      `${namespace}:{audit}:outage-notices:${since}:${about}`,
    /** Hash: `team:share` -> how many downloads it had before it was counted anew in that outage. */
    outageCounts: (since: number) => `${namespace}:{audit}:outage-counts:${since}`,
    /** How far the audit trail was read, when that last advanced, and the fingerprint of its health when last looked at. */
    cursor: () => `${namespace}:{audit}:cursor`,
  }
}

export type Keys = ReturnType<typeof createKeys>
