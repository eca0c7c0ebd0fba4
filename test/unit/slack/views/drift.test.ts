import { describe, expect, it } from 'vitest'
import { type Drift, driftMark, type LinkDifference } from '../../../../src/domain/drift.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { driftReply } from '../../../../src/slack/views/drift.ts'
import { infoView } from '../../../../src/slack/views/info.ts'
import { endReply } from '../../../../src/slack/views/replies.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aRevokedShare, aShare, DAY, NOW, SECOND } from '../../../support/builders.ts'

const END = NOW + 7 * DAY
/** A moment with the word before it. */
const when = (word: string, at: number) =>
  `<!date^${at / SECOND}^${word} {date_long_pretty} at {time}|${word} ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC>`
const NO_END: LinkDifference = { what: 'end', end: null }
const aDrift = (more: Partial<Drift> = {}): Drift => ({
  link: [],
  kept: [],
  file: 'there',
  by: null,
  seenAt: NOW,
  repair: 'none',
  ...more,
})
const lines = (share: ShareLink) => driftReply(share).text.split('\n')
const now = (more: Partial<Drift>, before: Partial<Drift> | null = null): ShareLink =>
  aShare({
    drift: aDrift(more),
    notified: { drift: before === null ? null : driftMark({ drift: aDrift(before) }) },
  })
const again = (before: Partial<Drift>): ShareLink =>
  aShare({ notified: { drift: driftMark({ drift: aDrift(before) }) } })

describe('in the thread', () => {
  it.each<[string, LinkDifference, string]>([
    ['no end', NO_END, `it no longer expires there. Sharelink will still close ${when('it', END)}.`],
    [
      'a later end',
      { what: 'end', end: END + DAY },
      `it now ${when('expires', END + DAY)}. Sharelink will still close ${when('it', END)}.`,
    ],
    ['an earlier end', { what: 'end', end: NOW + DAY }, `it now ${when('expires', NOW + DAY)}.`],
    ['internal', { what: 'internal' }, 'it is now only for people with a DocSpace account.'],
    ['editing', { what: 'access', access: 10 }, 'people can now edit the file.'],
    ['commenting', { what: 'access', access: 6 }, 'people can now comment on the file.'],
    ['some other access', { what: 'access', access: 42 }, 'people got other rights to the file.'],
    ['view only', { what: 'denyDownload', denied: true }, 'downloads were turned off.'],
    ['download', { what: 'denyDownload', denied: false }, 'downloads were turned on.'],
    ['no password', { what: 'password', has: false }, 'its password was removed.'],
    ['a password', { what: 'password', has: true }, "it got a password that Sharelink doesn't know."],
  ])('what was changed: %s', (_, one, said) => {
    expect(lines(now({ link: [one], by: 'Olga' }))).toEqual([
      `The link to Q3 report.docx was changed in DocSpace by Olga: ${said}`,
      'ID K7M4QX',
    ])
  })

  it('what was put back in part', () => {
    const link: LinkDifference[] = [NO_END, { what: 'denyDownload', denied: true }]
    const partly = now({ link, kept: link.slice(1), repair: 'done', by: 'Olga' })
    expect(lines(partly)).toEqual([
      'The link to Q3 report.docx was changed in DocSpace by Olga: it no longer expires there and downloads were turned off. Sharelink undid what made it more open, and left the rest.',
      'ID K7M4QX',
    ])
    expect(shareMessage(partly, 10 * SECOND).text).toContain(
      'This link was changed in DocSpace by Olga: downloads were turned off.\n',
    )
    expect(
      lines({ ...partly, notified: { ...partly.notified, drift: driftMark(partly) }, drift: null }),
    ).toEqual(['The link to Q3 report.docx is back to its original settings.', 'ID K7M4QX'])
  })

  const REMOVED = 'The link to Q3 report.docx was changed in DocSpace: it no longer expires there.'
  const STILL = `Sharelink will still close ${when('it', END)}.`
  it.each<[string, ShareLink, string[]]>([
    ['by nobody knows whom', now({ link: [NO_END] }), [`${REMOVED} ${STILL}`]],
    [
      'in two ways',
      now({ link: [{ what: 'internal' }, { what: 'denyDownload', denied: true }] }),
      [
        'The link to Q3 report.docx was changed in DocSpace: it is now only for people with a DocSpace account and downloads were turned off.',
      ],
    ],
    ['put back', now({ link: [NO_END], repair: 'done' }), [`${REMOVED} Sharelink put it back.`]],
    [
      'put back after the same was put back before',
      now({ link: [NO_END], repair: 'done', seenAt: NOW + 1 }, { link: [NO_END], repair: 'done' }),
      [`${REMOVED} Sharelink put it back.`],
    ],
    [
      'not to be put back',
      now({ link: [NO_END], repair: 'failed' }),
      [`${REMOVED} Sharelink couldn't put it back, because DocSpace refused. ${STILL}`],
    ],
    [
      'as it was',
      again({ link: [NO_END] }),
      ['The link to Q3 report.docx is back to its original settings.'],
    ],
    [
      'moved',
      now({ file: 'moved', by: 'Fred' }),
      ['Q3 report.docx was moved to another DocSpace folder by Fred. The link still works.'],
    ],
    [
      'in the trash',
      now({ file: 'trash', by: 'Fred' }),
      ["Q3 report.docx was moved to the DocSpace trash by Fred, so the link doesn't work."],
    ],
    [
      'in the trash, its link changed before by somebody else',
      now({ file: 'trash', link: [NO_END], by: 'Olga' }, { link: [NO_END] }),
      ["Q3 report.docx was moved to the DocSpace trash, so the link doesn't work."],
    ],
    [
      'in the archive',
      now({ file: 'archive' }),
      ["Q3 report.docx is in the DocSpace archive, so the link doesn't work."],
    ],
    [
      'hidden',
      now({ file: 'hidden' }),
      [
        'Sharelink can no longer see Q3 report.docx.',
        'The link may still be open. If it should not be, close it in DocSpace.',
      ],
    ],
    [
      'out of the trash',
      again({ file: 'trash' }),
      ['Q3 report.docx is back in DocSpace, and the link works again.'],
    ],
    ['back in its folder', again({ file: 'moved' }), ['Q3 report.docx is back in its DocSpace folder.']],
    [
      'out of the trash, still changed',
      now({ link: [NO_END] }, { link: [NO_END], file: 'trash' }),
      ['Q3 report.docx is back in DocSpace.'],
    ],
    [
      'out of the trash, and changed',
      now({ link: [NO_END] }, { file: 'trash' }),
      ['Q3 report.docx is back in DocSpace.', `${REMOVED} ${STILL}`],
    ],
    [
      'moved to where visitors may not download',
      now({ file: 'moved', link: [{ what: 'denyDownload', denied: true }] }),
      [
        'Q3 report.docx was moved to another DocSpace folder.',
        'The link to Q3 report.docx was changed in DocSpace: downloads were turned off.',
      ],
    ],
    [
      'moved, and as it was made again',
      now({ file: 'moved' }, { link: [NO_END] }),
      [
        'Q3 report.docx was moved to another DocSpace folder. The link still works.',
        'The link to Q3 report.docx is back to its original settings.',
      ],
    ],
    [
      'put back, of a file that was moved before',
      now({ file: 'moved', link: [NO_END], repair: 'done' }, { file: 'moved' }),
      [`${REMOVED} Sharelink put it back.`],
    ],
  ])('%s', (_, share, said) => {
    expect(lines(share)).toEqual([...said, 'ID K7M4QX'])
  })

  it('a name of the portal is a name, whatever it holds', () => {
    const by = `<!channel> *${'x'.repeat(200)}*\nEverything is fine.`
    const [first] = lines(now({ link: [{ what: 'internal' }], by }))
    expect(first).toContain('by &lt;!channel&gt; ＊xxx')
    expect(first).not.toContain('Everything')
  })
})

describe('in the message', () => {
  const said = (more: Partial<Drift>) => shareMessage(aShare({ drift: aDrift(more) }), 10 * SECOND).text
  const plain = shareMessage(aShare(), 10 * SECOND).text

  it('the end that the portal has stands below ours', () => {
    const text = said({ link: [{ what: 'end', end: NOW + DAY }], by: 'Olga' })
    const [ours, theirs] = text.split('\n').slice(1)
    expect(ours).toContain(`${when('Expires', END)}`)
    expect(theirs).toBe(`This link was changed in DocSpace by Olga: it now ${when('expires', NOW + DAY)}.`)
  })

  it.each<[string, Partial<Drift>]>([
    ['trash', { file: 'trash' }],
    ['archive', { file: 'archive' }],
  ])('that it does not work: %s', (_, more) => {
    expect(said(more)).toContain("so the link doesn't work")
  })

  it.each<[string, Partial<Drift>]>([
    ['was put back', { link: [NO_END], repair: 'done' }],
    ['was only moved', { file: 'moved' }],
  ])('nothing of what %s', (_, more) => {
    expect(said(more)).toBe(plain)
  })

  it('nothing once it is over', () => {
    const over = aRevokedShare({ drift: aDrift({ link: [NO_END], by: 'Olga' }) })
    expect(shareMessage(over, 10 * SECOND).text).not.toContain('Olga')
  })
})

describe('in the details', () => {
  const details = (more: Partial<Drift>): string =>
    infoView({
      kind: 'info',
      share: aShare({ drift: aDrift(more) }),
      accesses: [],
      total: 0,
      viewsCut: false,
      claims: null,
      mayChange: false,
      replace: false,
      auditIntervalMs: 10 * SECOND,
      timeZone: 'Etc/UTC',
    }).text

  it.each<[Partial<Drift>, string]>([
    [
      { link: [NO_END], by: 'Olga' },
      'This link was changed in DocSpace by Olga: it no longer expires there.',
    ],
    [{ link: [NO_END], by: 'Olga', repair: 'done' }, 'put it back. <!date'],
    [{ file: 'moved' }, 'The file was moved to another DocSpace folder.'],
    [{ file: 'trash' }, 'The file is in the DocSpace trash'],
  ])('all of it: %#', (more, said) => {
    expect(details(more)).toContain(said)
  })
})

describe('the end of a link that was deleted', () => {
  it.each([
    ['Olga', 'Olga deleted the link in DocSpace.'],
    ['*Olga*\n<!here>', '＊Olga* &lt;!here&gt; deleted the link in DocSpace.'],
  ])('names who did it: %s', (portalUser, said) => {
    expect(endReply(aRevokedShare({ end: { reason: 'removed', portalUser } })).text).toContain(said)
  })

  it('or nobody', () => {
    expect(endReply(aRevokedShare({ end: { reason: 'removed' } })).text).toContain(
      'Someone deleted the link or its file in DocSpace.',
    )
  })
})
