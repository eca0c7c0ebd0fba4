import { describe, expect, it } from 'vitest'
import {
  type Drift,
  driftMark,
  type LinkDifference,
  type OnDrift,
  ofMark,
  tellsDrift,
} from '../../../src/domain/drift.ts'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import {
  asksForLinks,
  type FileLook,
  mayBeOurs,
  noteDrift,
  repairEnded,
  type Seen,
  seenOf,
  whoChanged,
} from '../../../src/domain/notice-drift.ts'
import { isFinished, pendingNotice } from '../../../src/domain/pending-notice.ts'
import type { ChangeEvent } from '../../../src/domain/portal-facts.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import { aFile, aLink, aShare, DAY, HOUR, LINK_ID, NOW, SECOND } from '../../support/builders.ts'
import { upToDate } from '../../support/kept-shares.ts'

const share = upToDate(aShare())
const NO_END: LinkDifference = { what: 'end', end: null }
const DENIED: LinkDifference = { what: 'denyDownload', denied: true }
const NO_PASSWORD: LinkDifference = { what: 'password', has: false }
const aDrift = (more: Partial<Drift> = {}): Drift => ({
  link: [],
  kept: [],
  file: 'there',
  by: null,
  seenAt: NOW - HOUR,
  repair: 'none',
  ...more,
})
const drifted = (more: Partial<Drift>): ShareLink => aShare({ drift: aDrift(more) })

describe('what a look at the portal says of a share', () => {
  const there = (more: Partial<Extract<Seen, { kind: 'there' }>> = {}): Seen => ({
    kind: 'there',
    link: [],
    file: 'there',
    folderId: '17',
    ...more,
  })
  const removed: Seen = { kind: 'removed' }
  const links = [aLink({ id: LINK_ID.toUpperCase() })]

  it.each<[string, ShareLink, FileLook, Seen]>([
    ['as it was made', share, { file: aFile(), links }, there()],
    ['the link alone', share, { file: null, links }, there({ folderId: null })],
    ['the file alone', share, { file: aFile(), links: null }, there()],
    [
      'every difference at once',
      share,
      {
        file: null,
        links: [aLink({ expiresAt: NOW, internal: true, access: 10, denyDownload: true, hasPassword: true })],
      },
      there({
        folderId: null,
        link: [
          { what: 'end', end: NOW },
          { what: 'internal' },
          { what: 'access', access: 10 },
          { what: 'denyDownload', denied: true },
          { what: 'password', has: true },
        ],
      }),
    ],
    [
      'the download allowed, the password gone',
      aShare({ sealedPassword: 'x', terms: { viewOnly: true } }),
      { file: null, links },
      there({ folderId: null, link: [{ what: 'denyDownload', denied: false }, NO_PASSWORD] }),
    ],
    ['gone with its file', share, { file: 'gone', links: null }, removed],
    ['not listed, and the list is to be believed', share, { file: aFile(), links: [] }, removed],
    ['not listed among others', share, { file: aFile(), links: [aLink({ id: 'another' })] }, removed],
    [
      'not listed, and the list proves nothing',
      share,
      { file: aFile({ canShare: false }), links: [] },
      there({ file: 'hidden' }),
    ],
    [
      'not listed, and nothing is known of the file',
      share,
      { file: null, links: [] },
      there({ folderId: null }),
    ],
    ['listed though the right is gone', share, { file: aFile({ canShare: false }), links }, there()],
    [
      'in the trash',
      share,
      { file: aFile({ rootType: 3, folderId: '2', canShare: false }), links: [] },
      there({ file: 'trash', folderId: '2' }),
    ],
    [
      'in the archive, with its room',
      share,
      { file: aFile({ rootType: 20, canShare: false }), links: [] },
      there({ file: 'archive' }),
    ],
    ['closed to us', share, { file: 'hidden', links: null }, there({ file: 'hidden', folderId: null })],
    ['moved', share, { file: aFile({ folderId: '18' }), links }, there({ file: 'moved', folderId: '18' })],
    [
      'of which nobody knows where it was',
      aShare({ folderId: null }),
      { file: aFile(), links: null },
      there(),
    ],
    [
      'the file alone, of a link known to be changed',
      drifted({ link: [NO_END], file: 'trash' }),
      { file: aFile(), links: null },
      there({ link: [NO_END] }),
    ],
    [
      'the file alone, of a link that was put back',
      drifted({ link: [NO_END], repair: 'done' }),
      { file: aFile(), links: null },
      there(),
    ],
    [
      'the link alone, of a file known to be moved',
      drifted({ file: 'moved' }),
      { file: null, links },
      there({ file: 'moved', folderId: null }),
    ],
  ])('%s', (_, of, look, seen) => {
    expect(seenOf(of, look)).toEqual(seen)
  })

  it.each<[string, ShareLink, Parameters<typeof aFile>[0], boolean]>([
    ['nothing new', share, {}, false],
    ['known to be moved', drifted({ file: 'moved' }), { folderId: '18' }, false],
    ['moved', share, { folderId: '18' }, true],
    ['back', drifted({ file: 'trash' }), {}, true],
    ['the right is gone', share, { canShare: false }, true],
    ['in the trash', share, { rootType: 3, canShare: false }, false],
  ])('after the file its links are looked at: %s', (_, of, file, asks) => {
    expect(asksForLinks(of, aFile(file))).toBe(asks)
  })
})

describe('what is noted of it', () => {
  const by = { link: 'Olga', file: 'Fred' }
  const note = (of: ShareLink, seen: Partial<Extract<Seen, { kind: 'there' }>>, onDrift: OnDrift) =>
    noteDrift(
      of,
      { kind: 'there', link: [], file: 'there', folderId: '17', ...seen },
      { by, onDrift, now: NOW },
    )

  it.each<[string, ShareLink, Parameters<typeof note>[1], OnDrift, Partial<Drift> | null | 'as it is']>([
    ['nothing', share, {}, 'tell', 'as it is'],
    [
      'a change',
      share,
      { link: [NO_END] },
      'tell',
      { link: [NO_END], by: 'Olga', repair: 'none', seenAt: NOW },
    ],
    [
      'a change to be mended',
      share,
      { link: [NO_END] },
      'repair',
      { link: [NO_END], by: 'Olga', repair: 'due' },
    ],
    ['the same again', drifted({ link: [NO_END] }), { link: [NO_END] }, 'tell', 'as it is'],
    [
      'the same again, now to be mended',
      drifted({ link: [NO_END], by: 'Olga' }),
      { link: [NO_END] },
      'repair',
      { link: [NO_END], repair: 'due', by: 'Olga' },
    ],
    [
      'the same again, being mended',
      drifted({ link: [NO_END], repair: 'due' }),
      { link: [NO_END] },
      'repair',
      'as it is',
    ],
    [
      'the same again, not to be mended',
      drifted({ link: [DENIED], repair: 'failed' }),
      { link: [DENIED] },
      'repair',
      'as it is',
    ],
    [
      'another change of what could not be mended',
      drifted({ link: [NO_END], repair: 'failed' }),
      { link: [NO_PASSWORD] },
      'repair',
      { link: [NO_PASSWORD], repair: 'due' },
    ],
    [
      'the same change of what was mended',
      drifted({ link: [NO_END], repair: 'done' }),
      { link: [NO_END] },
      'repair',
      { link: [NO_END], repair: 'due', seenAt: NOW },
    ],
    ['what was mended', drifted({ link: [NO_END], repair: 'done' }), {}, 'repair', 'as it is'],
    [
      'what is to be mended, and is right already',
      drifted({ link: [NO_END], repair: 'due' }),
      {},
      'repair',
      { link: [NO_END], repair: 'done', seenAt: NOW - HOUR },
    ],
    ['as it was made again', drifted({ link: [NO_END] }), {}, 'tell', null],
    [
      'moved',
      share,
      { file: 'moved', folderId: '18' },
      'repair',
      { file: 'moved', by: 'Fred', repair: 'none' },
    ],
    ['moved on', drifted({ file: 'moved' }), { file: 'moved', folderId: '19' }, 'tell', 'as it is'],
    ['back from somewhere', drifted({ file: 'trash' }), {}, 'repair', null],
    [
      'a change that could not be mended, and into the trash',
      drifted({ link: [NO_END], repair: 'failed', by: 'Olga' }),
      { link: [NO_END], file: 'trash' },
      'repair',
      { file: 'trash', by: 'Olga', repair: 'failed' },
    ],
    [
      'a change to be mended, and into the trash',
      drifted({ link: [NO_END], repair: 'due' }),
      { link: [NO_END], file: 'trash' },
      'repair',
      { link: [NO_END], file: 'trash', repair: 'none' },
    ],
    [
      'a change out of the trash',
      drifted({ link: [NO_END], file: 'trash' }),
      { link: [NO_END] },
      'repair',
      { link: [NO_END], file: 'there', repair: 'due' },
    ],
    [
      'what only closes it',
      share,
      { link: [DENIED] },
      'guard',
      { link: [DENIED], repair: 'none', by: 'Olga' },
    ],
    ['what opens it', share, { link: [NO_END] }, 'guard', { link: [NO_END], repair: 'due', by: 'Olga' }],
    [
      'what does both',
      share,
      { link: [NO_END, DENIED] },
      'guard',
      { link: [NO_END, DENIED], repair: 'due', by: 'Olga' },
    ],
    [
      'what opens it, beside what closes it and is known',
      drifted({ link: [DENIED] }),
      { link: [NO_END, DENIED] },
      'guard',
      { link: [NO_END, DENIED], repair: 'due', by: 'Olga' },
    ],
    [
      'what is to be put back, and is so far closed alone',
      drifted({ link: [NO_END, DENIED], repair: 'due' }),
      { link: [DENIED] },
      'guard',
      { link: [NO_END, DENIED], kept: [DENIED], repair: 'done', seenAt: NOW - HOUR },
    ],
    [
      'what stayed closed',
      drifted({ link: [NO_END, DENIED], kept: [DENIED], repair: 'done' }),
      { link: [DENIED] },
      'guard',
      'as it is',
    ],
    [
      'what stayed closed, as it was made again',
      drifted({ link: [NO_END, DENIED], kept: [DENIED], repair: 'done' }),
      {},
      'guard',
      null,
    ],
    [
      'what stayed closed, opened again',
      drifted({ link: [NO_END, DENIED], kept: [DENIED], repair: 'done' }),
      { link: [NO_END, DENIED] },
      'guard',
      { repair: 'due', kept: [], seenAt: NOW, by: 'Olga' },
    ],
    [
      'what stayed closed, in the trash',
      drifted({ link: [NO_END, DENIED], kept: [DENIED], repair: 'done' }),
      { link: [DENIED], file: 'trash' },
      'guard',
      { link: [DENIED], file: 'trash', repair: 'none' },
    ],
    [
      'closed further after it was put back',
      drifted({ link: [NO_END], repair: 'done' }),
      { link: [DENIED] },
      'guard',
      { link: [DENIED], repair: 'none', by: 'Olga', seenAt: NOW },
    ],
    [
      'opened further, and could not be put back',
      drifted({ link: [NO_END], repair: 'failed' }),
      { link: [NO_END] },
      'guard',
      { link: [NO_END], repair: 'due' },
    ],
    [
      'opened, but over there',
      share,
      { link: [{ what: 'end', end: NOW - HOUR }, NO_PASSWORD] },
      'guard',
      { repair: 'none' },
    ],
    [
      'into the trash after it was mended',
      drifted({ link: [NO_END], repair: 'done' }),
      { file: 'trash' },
      'repair',
      { link: [], file: 'trash', repair: 'none', by: 'Fred' },
    ],
  ])('%s', (_, of, seen, onDrift, noted) => {
    const after = note(of, seen, onDrift)
    if (noted === 'as it is') expect(after).toBeNull()
    else if (noted === null) expect(after?.drift).toBeNull()
    else expect(after?.drift).toMatchObject(noted)
  })

  describe('a link that is opened as often as it is put back', () => {
    const at = (times: number, drift: Partial<Drift> | null = null) =>
      aShare({
        repairs: Array.from({ length: times }, () => NOW - HOUR / 2),
        ...(drift === null ? {} : { drift: aDrift(drift) }),
      })

    it('is fought over at the sixth time within an hour, and put back all the same', () => {
      for (const onDrift of ['guard', 'repair'] as const) {
        expect(note(at(4), { link: [NO_END] }, onDrift)?.drift).not.toHaveProperty('fought')
        expect(note(at(5), { link: [NO_END] }, onDrift)?.drift).toMatchObject({ repair: 'due', fought: true })
      }
      expect(note(at(4), { link: [NO_END] }, 'guard')?.repairs).toHaveLength(5)
      expect(note(at(5), { link: [NO_END] }, 'guard')?.repairs).toHaveLength(5)
      expect(note(at(5), { link: [NO_END] }, 'tell')?.drift).toMatchObject({ repair: 'none' })
    })

    it('may stay as it is where that only closes it', () => {
      expect(note(at(5), { link: [DENIED] }, 'repair')?.drift).toMatchObject({ repair: 'none' })
      expect(note(at(4), { link: [DENIED] }, 'repair')).toMatchObject({ drift: { repair: 'due' } })
    })

    it.each<[string, number, boolean]>([
      ['is the same news within an hour of that', NOW - HOUR + 1, false],
      ['is told again after it', NOW - HOUR, true],
    ])('%s, however it is opened', (_, seenAt, isTold) => {
      const before = at(5, { link: [NO_PASSWORD], repair: 'done', seenAt, fought: true })
      const told = { ...before, notified: { ...before.notified, drift: driftMark(before) } }
      expect(tellsDrift(told)).toBe(false)
      const due = note(told, { link: [NO_END] }, 'guard') ?? told
      const done = repairEnded(due, { repair: 'done', kept: [] }) ?? due
      expect(done.drift).toMatchObject({ fought: true, link: [NO_END], seenAt: isTold ? NOW : seenAt })
      expect(tellsDrift(done)).toBe(isTold)
      // That it could not be put back is news.
      expect(tellsDrift(repairEnded(due, { repair: 'failed', link: null }) ?? due)).toBe(true)
    })
  })

  it('learns in silence where the file is, of a record that does not say so', () => {
    const old = upToDate(aShare({ folderId: null }))
    const after = note(old, { folderId: '18' }, 'guard')
    expect(after).toEqual({ ...old, folderId: '18' })
    expect(after && pendingNotice(after)).toBeNull()
    expect(note(old, { file: 'trash', folderId: '2' }, 'guard')?.folderId).toBeNull()
  })

  it('notes what came of mending once, with what is left', () => {
    const due = drifted({ link: [NO_END, NO_PASSWORD], repair: 'due' })
    expect(repairEnded(due, { repair: 'done', kept: [NO_END] })?.drift).toEqual({
      ...due.drift,
      repair: 'done',
      kept: [NO_END],
    })
    expect(repairEnded(due, { repair: 'failed', link: [NO_END] })?.drift).toEqual({
      ...due.drift,
      repair: 'failed',
      link: [NO_END],
    })
    expect(repairEnded(drifted({ link: [NO_END], repair: 'none' }), { repair: 'done', kept: [] })).toBeNull()
    expect(repairEnded({ ...due, state: 'revoking' }, { repair: 'done', kept: [] })).toBeNull()
  })
})

describe('who did it', () => {
  const event = (id: number, more: Partial<ChangeEvent> = {}): ChangeEvent => ({
    id,
    at: NOW,
    actionId: 5092,
    userId: 'u',
    user: `user ${id}`,
    fileId: '4821',
    ...more,
  })
  it.each<[string, ChangeEvent[], string | null]>([
    ['nobody', [], null],
    ['nobody for that', [event(1, { actionId: 5093 })], null],
    ['the last one', [event(1, { at: NOW + SECOND }), event(2)], 'user 1'],
    ['the last of a second', [event(2), event(3), event(1)], 'user 3'],
    ['somebody without a name', [event(1, { user: ' ' })], null],
  ])('%s', (_, events, who) => {
    expect(whoChanged(events, new Set([5092]))).toBe(who)
  })
})

describe('a writing of ours', () => {
  const other = { what: 'end', end: NOW + HOUR } as const
  it.each<[string, Partial<ShareLink>, boolean]>([
    ['never', {}, false],
    ['lately', { rewrittenAt: NOW - 29 * SECOND }, true],
    ['long ago', { rewrittenAt: NOW - 30 * SECOND }, false],
    ['that put it back', { rewrittenAt: NOW, drift: aDrift({ link: [NO_END], repair: 'done' }) }, false],
  ])('may come late: %s', (_, more, may) => {
    expect(mayBeOurs({ ...share, ...more }, [other], NOW)).toBe(may)
    expect(mayBeOurs({ ...share, ...more }, null, NOW)).toBe(may)
  })

  it.each<[string, LinkDifference[], LinkDifference[], boolean]>([
    ['another end', [], [other], true],
    ['and what people closed', [], [DENIED, other, { what: 'password', has: true }], true],
    ['and what is known', [{ what: 'access', access: 10 }], [{ what: 'access', access: 10 }, other], true],
    ['no end at all', [], [NO_END], false],
    ['no password', [], [{ what: 'password', has: false }], false],
    ['another end and no password', [], [other, { what: 'password', has: false }], false],
    ['what people closed, alone', [], [DENIED], false],
    ['the end that is known', [other], [other], false],
  ])('leaves nothing else than an end: %s', (_, link, found, may) => {
    const drift = link.length === 0 ? null : aDrift({ link })
    expect(mayBeOurs({ ...share, rewrittenAt: NOW, drift }, found, NOW)).toBe(may)
  })
})

describe('what is owed of it', () => {
  const LASTING = [
    aDrift({ link: [NO_END] }),
    aDrift({ link: [NO_END, DENIED], kept: [DENIED], repair: 'done' }),
    aDrift({ file: 'trash' }),
    aDrift({ file: 'hidden' }),
  ]
  const PASSING = [aDrift({ file: 'moved' }), aDrift({ link: [NO_END], repair: 'done' })]

  it.each(LASTING)('first the message, then a reply: %#', (drift) => {
    const now = { ...share, drift }
    expect(pendingNotice(now)).toBe('message')
    expect(pendingNotice(upToDate(now))).toBe('drift')
    expect(
      pendingNotice({
        ...upToDate(now),
        notified: { ...upToDate(now).notified, drift: driftMark({ drift }) },
      }),
    ).toBeNull()
  })

  it.each(PASSING)('only a reply: %#', (drift) => {
    const now = { ...share, drift }
    expect(fingerprintOf(now)).toBe(fingerprintOf(share))
    expect(pendingNotice(now)).toBe('drift')
  })

  it('nothing until what is to be put back is, and it is not finished', () => {
    const due = upToDate({ ...share, drift: aDrift({ link: [NO_END], repair: 'due' }) })
    expect(pendingNotice(due)).toBeNull()
    expect(isFinished(due)).toBe(false)
    expect(isFinished({ ...due, state: 'revoked' })).toBe(false)
    expect(isFinished(upToDate({ ...due, drift: null }))).toBe(true)
  })

  it('a reply when all is as it was again, if anybody was told of it', () => {
    const told = { ...share, notified: { ...share.notified, drift: driftMark(drifted({ link: [NO_END] })) } }
    expect(pendingNotice(told)).toBe('drift')
    expect(pendingNotice({ ...told, muted: true })).toBeNull()
    expect(pendingNotice(upToDate({ ...told, state: 'revoking' }))).toBeNull()
  })

  it('keeps what was told, as far as words need it', () => {
    const drift = aDrift({ link: [{ what: 'end', end: NOW + DAY }], file: 'moved', repair: 'failed' })
    expect(ofMark(driftMark({ drift }))).toEqual({
      link: drift.link,
      kept: [],
      seenAt: drift.seenAt,
      file: 'moved',
      repair: 'failed',
    })
    const partly = aDrift({ link: [NO_END, DENIED], kept: [DENIED], repair: 'done' })
    expect(ofMark(driftMark({ drift: partly }))).toEqual({
      link: partly.link,
      kept: [DENIED],
      file: 'there',
      seenAt: partly.seenAt,
      repair: 'done',
    })
    expect(ofMark(null)).toBeNull()
  })
})
