import { describe, expect, it } from 'vitest'
import { type Drift, driftMark, type LinkDifference } from '../../../../src/domain/drift.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { driftReply } from '../../../../src/slack/views/drift.ts'
import { infoView } from '../../../../src/slack/views/info.ts'
import { endReply } from '../../../../src/slack/views/replies.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aRevokedShare, aShare, DAY, NOW, SECOND } from '../../../support/builders.ts'

const END = NOW + 7 * DAY
const when = (at: number) =>
  `<!date^${at / SECOND}^{date_short_pretty} at {time}|${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC>`
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
    ['no end', NO_END, `its end was removed. Sharelink still ends it ${when(END)}.`],
    [
      'a later end',
      { what: 'end', end: END + DAY },
      `its end was set to ${when(END + DAY)}. Sharelink still ends it ${when(END)}.`,
    ],
    ['an earlier end', { what: 'end', end: NOW + DAY }, `its end was set to ${when(NOW + DAY)}.`],
    ['internal', { what: 'internal' }, 'it was closed to people without an account in the portal.'],
    ['editing', { what: 'access', access: 10 }, 'visitors were allowed to edit the file.'],
    ['commenting', { what: 'access', access: 6 }, 'visitors were allowed to comment on the file.'],
    ['some other access', { what: 'access', access: 42 }, 'what visitors may do was changed.'],
    ['view only', { what: 'denyDownload', denied: true }, 'the download was denied.'],
    ['download', { what: 'denyDownload', denied: false }, 'the download was allowed.'],
    ['no password', { what: 'password', has: false }, 'its password was removed.'],
    ['a password', { what: 'password', has: true }, 'a password was set that Sharelink does not know.'],
  ])('what was changed: %s', (_, one, said) => {
    expect(lines(now({ link: [one], by: 'Olga' }))).toEqual([
      `The link to Q3 report.docx was changed in the portal by Olga: ${said}`,
      'Share K7M4QX',
    ])
  })

  it('what was put back in part', () => {
    const link: LinkDifference[] = [NO_END, { what: 'denyDownload', denied: true }]
    const partly = now({ link, kept: link.slice(1), repair: 'done', by: 'Olga' })
    expect(lines(partly)).toEqual([
      'The link to Q3 report.docx was changed in the portal by Olga: its end was removed; the download was denied. Sharelink has put back what opens it further; the rest stays as it was set there.',
      'Share K7M4QX',
    ])
    expect(shareMessage(partly, 10 * SECOND).text).toContain(
      'This link was changed in the portal by Olga: the download was denied.\n',
    )
    expect(
      lines({ ...partly, notified: { ...partly.notified, drift: driftMark(partly) }, drift: null }),
    ).toEqual(['The link to Q3 report.docx is as it was made again.', 'Share K7M4QX'])
  })

  const REMOVED = 'The link to Q3 report.docx was changed in the portal: its end was removed.'
  const STILL = `Sharelink still ends it ${when(END)}.`
  it.each<[string, ShareLink, string[]]>([
    ['by nobody knows whom', now({ link: [NO_END] }), [`${REMOVED} ${STILL}`]],
    [
      'in two ways',
      now({ link: [{ what: 'internal' }, { what: 'denyDownload', denied: true }] }),
      [
        'The link to Q3 report.docx was changed in the portal: it was closed to people without an account in the portal; the download was denied.',
      ],
    ],
    [
      'put back',
      now({ link: [NO_END], repair: 'done' }),
      [`${REMOVED} Sharelink has put it back as it was made.`],
    ],
    [
      'put back after the same was put back before',
      now({ link: [NO_END], repair: 'done', seenAt: NOW + 1 }, { link: [NO_END], repair: 'done' }),
      [`${REMOVED} Sharelink has put it back as it was made.`],
    ],
    [
      'not to be put back',
      now({ link: [NO_END], repair: 'failed' }),
      [`${REMOVED} Sharelink could not put it back: the portal did not take it. ${STILL}`],
    ],
    ['as it was', again({ link: [NO_END] }), ['The link to Q3 report.docx is as it was made again.']],
    [
      'moved',
      now({ file: 'moved', by: 'Fred' }),
      ['Q3 report.docx was moved to another folder of the portal by Fred. The link still works.'],
    ],
    [
      'in the trash',
      now({ file: 'trash', by: 'Fred' }),
      ["Q3 report.docx was moved to the portal's trash by Fred: the link does not work at present."],
    ],
    [
      'in the trash, its link changed before by somebody else',
      now({ file: 'trash', link: [NO_END], by: 'Olga' }, { link: [NO_END] }),
      ["Q3 report.docx was moved to the portal's trash: the link does not work at present."],
    ],
    [
      'in the archive',
      now({ file: 'archive' }),
      ["Q3 report.docx is in the portal's archive: the link does not work at present."],
    ],
    [
      'hidden',
      now({ file: 'hidden' }),
      [
        'The portal does not show Q3 report.docx to Sharelink any more.',
        'The link may still work. End it there if it should not.',
      ],
    ],
    [
      'out of the trash',
      again({ file: 'trash' }),
      ['Q3 report.docx is back in the portal: the link works again.'],
    ],
    [
      'back in its folder',
      again({ file: 'moved' }),
      ['Q3 report.docx is back in the folder that it was shared from.'],
    ],
    [
      'out of the trash, still changed',
      now({ link: [NO_END] }, { link: [NO_END], file: 'trash' }),
      ['Q3 report.docx is back in the portal.'],
    ],
    [
      'out of the trash, and changed',
      now({ link: [NO_END] }, { file: 'trash' }),
      ['Q3 report.docx is back in the portal.', `${REMOVED} ${STILL}`],
    ],
    [
      'moved to where visitors may not download',
      now({ file: 'moved', link: [{ what: 'denyDownload', denied: true }] }),
      [
        'Q3 report.docx was moved to another folder of the portal.',
        'The link to Q3 report.docx was changed in the portal: the download was denied.',
      ],
    ],
    [
      'moved, and as it was made again',
      now({ file: 'moved' }, { link: [NO_END] }),
      [
        'Q3 report.docx was moved to another folder of the portal. The link still works.',
        'The link to Q3 report.docx is as it was made again.',
      ],
    ],
    [
      'put back, of a file that was moved before',
      now({ file: 'moved', link: [NO_END], repair: 'done' }, { file: 'moved' }),
      [`${REMOVED} Sharelink has put it back as it was made.`],
    ],
  ])('%s', (_, share, said) => {
    expect(lines(share)).toEqual([...said, 'Share K7M4QX'])
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
    const [ours, theirs] = text.split('\n').slice(2)
    expect(ours).toContain(`Ends ${when(END)}`)
    expect(theirs).toBe(`This link was changed in the portal by Olga: its end was set to ${when(NOW + DAY)}.`)
  })

  it.each<[string, Partial<Drift>]>([
    ['trash', { file: 'trash' }],
    ['archive', { file: 'archive' }],
  ])('that it does not work: %s', (_, more) => {
    expect(said(more)).toContain('the link does not work at present')
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
    }).text

  it.each<[Partial<Drift>, string]>([
    [{ link: [NO_END], by: 'Olga' }, 'This link was changed in the portal by Olga: its end was removed.'],
    [{ link: [NO_END], by: 'Olga', repair: 'done' }, 'put it back as it was made. Noticed'],
    [{ file: 'moved' }, 'The file was moved to another folder of the portal.'],
    [{ file: 'trash' }, "The file is in the portal's trash"],
  ])('all of it: %#', (more, said) => {
    expect(details(more)).toContain(said)
  })
})

describe('the end of a link that was deleted', () => {
  it.each([
    ['Olga', 'The link was deleted in the portal by Olga.'],
    ['*Olga*\n<!here>', 'The link was deleted in the portal by ＊Olga* &lt;!here&gt;.'],
  ])('names who did it: %s', (portalUser, said) => {
    expect(endReply(aRevokedShare({ end: { reason: 'removed', portalUser } })).text).toContain(said)
  })

  it('or nobody', () => {
    expect(endReply(aRevokedShare({ end: { reason: 'removed' } })).text).toContain('deleted in the portal.')
  })
})
